"""What is wrong with the assumptions for a framework, before any run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import Problem
from commonground.methods.index import Answers, Framework, Lookup, Missing
from commonground.methods.robustness.assumptions import (
    Assumption,
    Combination,
    Disagreement,
    Dropping,
    MissingData,
    Weights,
    below,
)
from commonground.methods.robustness.levers import AVERAGES, UNWEIGHTED
from commonground.methods.robustness.weights import Listed, Noise
from commonground.methods.tables.spelling import hint


def assumption_problems(framework: Framework, answers: Answers, assumptions: Sequence[Assumption]) -> Iterator[Problem]:
    """All that is wrong with the assumptions."""
    yield from overlaps(assumptions, tuple(group.code for group in framework.groups))
    for assumption in assumptions:
        match assumption:
            case Weights(groups=groups):
                yield from _groups(framework, groups, "weights")
                children = {group.code: group.children for group in framework.groups}
                yield from weight_problems(assumption, children)
            case Combination():
                yield from _groups(framework, assumption.groups, "a rule of combination")
                yield from _rules(assumption)
            case MissingData():
                yield from _missing(framework, assumption)
            case Dropping(nodes=nodes):
                yield from _dropping(framework, nodes)
            case _:
                yield from draw_problems(assumption.points, answers.points.shape, "place, period and question")


def overlaps(assumptions: Sequence[object], every: tuple[str, ...]) -> Iterator[Problem]:
    """Assumptions that would change the same thing; ``every`` are the groups that weights vary in unless named."""
    weights = [each for each in assumptions if isinstance(each, Weights)]
    named = Counter(group for each in weights for group in (every if each.groups is None else each.groups))
    twice = [f'the weights of "{group}"' for group, times in named.items() if times > 1]
    if sum(isinstance(each, Disagreement) for each in assumptions) > 1:
        twice.append("answers")
    for what in twice:
        yield Problem(
            code="robustness-alternative",
            message=f"Two assumptions vary {what}.",
            remedy="Let one of them vary it.",
        )


def weight_problems(weights: Weights, children: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """What is wrong with the sets of weights of an index whose groups have ``children``."""
    spread = weights.spread
    if isinstance(spread, Listed):
        yield from _listed_problems(spread, weights, children)
    if isinstance(spread, Noise) and not 0 <= spread.share < 1:
        yield Problem(
            code="robustness-alternative",
            message=f"Noise of {spread.share:g} could make a weight 0 or negative.",
            remedy="Write a share from 0 to less than 1, such as 0.25.",
        )
    if weights.sets < 1:
        yield no_alternative("weights")


def _listed_problems(spread: Listed, weights: Weights, children: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    if weights.groups is None or set(weights.groups) != set(spread.tables):
        yield Problem(
            code="robustness-alternative",
            message="The groups whose weights vary are not those that sets of weights are given for.",
            remedy="Make the assumption with Weights.listed, which names the groups itself.",
        )
    for group, table in spread.tables.items():
        if group in children and {len(given) for given in table} != {len(children[group])}:
            message = f'"{group}" has {len(children[group])} parts, and not every set gives each a weight.'
            remedy = f"Give each set a weight for: {', '.join(children[group])}."
            yield Problem(code="robustness-alternative", message=message, remedy=remedy)
        elif len(table) != weights.sets:
            message = f'"{group}" has {len(table)} sets of weights where there are {weights.sets}.'
            remedy = "Give every group as many sets: the first of each are taken together, and so on."
            yield Problem(code="robustness-alternative", message=message, remedy=remedy)
        elif not all(0 < weight < inf for given in table for weight in given):
            message = f'A weight given to a part of "{group}" is no number above 0.'
            remedy = "Write a number above 0."
            yield Problem(code="robustness-alternative", message=message, remedy=remedy)


def no_alternative(name: str) -> Problem:
    """An assumption without anything to choose from."""
    return Problem(
        code="robustness-alternative", message=f"There is no alternative for {name}.", remedy="Give at least one."
    )


def _groups(framework: Framework, groups: tuple[str, ...] | None, name: str) -> Iterator[Problem]:
    known = {group.code: group for group in framework.groups}
    for code in groups or ():
        if code not in known:
            yield unknown_code("group", code, known)
        elif not isinstance(known[code].rule, AVERAGES):
            yield Problem(
                code="robustness-alternative",
                message=f'"{code}" has no weights: its rule is {type(known[code].rule).__name__.lower()}, '
                f"so {name} cannot be varied there.",
                remedy="Leave it out.",
            )


def unknown_code(kind: str, code: str, known: Iterable[str]) -> Problem:
    """A code that is not there."""
    return Problem(
        code="robustness-unknown",
        message=f'There is no {kind} "{code}".',
        remedy=hint(code, tuple(known)) or f"Correct the code of the {kind}, or leave it out.",
    )


def not_below(group: str, node: str) -> Problem:
    """A group asked about that has no part in the ranked figure."""
    return Problem(
        code="robustness-unknown", message=f'"{group}" is no group at or below "{node}".', remedy="Name one that is."
    )


def not_linear(code: str, rule: str, group: str) -> Problem:
    """A rule under which weights have no closed form."""
    return Problem(
        code="robustness-not-linear",
        message=f'The rule of "{code}" is {rule}, so scores are not linear in the weights of "{group}".',
        remedy="Ask how often each rank is reached over all weights instead.",
    )


def _rules(assumption: Combination) -> Iterator[Problem]:
    if not assumption.alternatives:
        yield no_alternative("the rule of combination")
    for rule in assumption.alternatives:
        if not isinstance(rule, (*AVERAGES, *UNWEIGHTED)) or hasattr(rule, "weights"):
            yield Problem(
                code="robustness-alternative",
                message=f"A {type(rule).__name__.lower()} rule belongs to one group and cannot replace another's.",
                remedy="Use a mean, geometric mean, median, minimum or maximum; vary weights as an assumption.",
            )


def _missing(framework: Framework, assumption: MissingData) -> Iterator[Problem]:
    if not assumption.alternatives:
        yield no_alternative("the rule for missing data")
    known = {group.code: group for group in framework.groups}
    for code in assumption.groups or ():
        if code not in known:
            yield unknown_code("group", code, known)
        elif isinstance(known[code].rule, Lookup):
            yield Problem(
                code="robustness-alternative",
                message=f'"{code}" is a lookup: its rows decide what is missing.',
                remedy="Leave it out.",
            )
    for rule in assumption.alternatives:
        if rule is not None:
            yield from _missing_numbers(rule)


def _missing_numbers(rule: Missing) -> Iterator[Problem]:
    if not (0 <= getattr(rule, "minimum", 0) <= 1 and np.isfinite(getattr(rule, "points", 0))):
        yield Problem(
            code="robustness-alternative",
            message=f"{rule} is no rule for missing data.",
            remedy="Its minimum lies between 0 and 1, and its points are a number.",
        )


def _dropping(framework: Framework, nodes: tuple[str, ...]) -> Iterator[Problem]:
    if not nodes:
        yield no_alternative("what is dropped")
    whole = set(below(framework, (group.code for group in framework.groups if isinstance(group.rule, Lookup))))
    for node in nodes:
        if node not in framework.order:
            yield unknown_code("node", node, framework.order)
        elif node in whole:
            yield Problem(
                code="robustness-alternative",
                message=f'"{node}" stands in a lookup table, which has no row without it.',
                remedy="Drop the whole lookup.",
            )


def draw_problems(points: NDArray[np.float64], wanted: tuple[int, ...], axes: str) -> Iterator[Problem]:
    """What is wrong with drawn answers, ``[draw, ...]``."""
    if points.shape[1:] != wanted or not points.shape[0]:
        yield Problem(
            code="robustness-shape",
            message=f"The drawn answers have the shape {points.shape}; the data ask for draws of {wanted}.",
            remedy=f"Give each draw one value for each {axes}.",
        )
    elif np.isinf(points).any():
        yield Problem(
            code="robustness-shape",
            message="The drawn answers hold something that is not a number.",
            remedy="Write finite numbers, or NaN for no answer.",
        )
