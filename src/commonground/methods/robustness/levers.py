"""Assumptions as the arithmetic takes them: other rules, other weights, other points, questions left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index import (
    Answers,
    Framework,
    Geometric,
    Group,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Missing,
    Rule,
    Weighted,
)
from commonground.methods.robustness.assumptions import (
    Assumption,
    Combination,
    Disagreement,
    Dropping,
    MissingData,
    Weights,
)
from commonground.methods.robustness.model import Factor, distinct, named
from commonground.methods.robustness.weights import spread_title, weight_sets
from commonground.methods.robustness.wording import words
from commonground.methods.seeds import generator

AVERAGES = (Mean, Weighted, Geometric)
UNWEIGHTED = (Median, Minimum, Maximum)
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lever:
    """One assumption, worked out. Of the alternatives, one kind of field is filled; the last entry is nominal.

    ``rules`` and ``missing`` map the groups concerned to what each alternative puts in the place of their own
    (None leaves it). ``weights[group]`` is ``[set, child]``, ``points`` ``[draw, place, question]``,
    ``dropped`` ``[alternative, question]``.
    """

    factor: Factor
    groups: tuple[str, ...] = ()
    rules: tuple[Rule | None, ...] = ()
    missing: tuple[Missing | None, ...] = ()
    weights: Mapping[str, Values] = field(default_factory=dict)
    points: Values | None = None
    dropped: NDArray[np.bool_] | None = None

    @property
    def structural(self) -> bool:
        """Whether the alternatives change the framework itself."""
        return bool(self.rules or self.missing)


def levers(
    framework: Framework, answers: Answers, period: int, assumptions: Iterable[Assumption], seed: int
) -> tuple[Lever, ...]:
    """The levers of assumptions that have passed their checks, each with a code of its own."""
    found = [
        _lever(framework, answers, period, assumption, generator([seed, number]))
        for number, assumption in enumerate(assumptions)
    ]
    factors = distinct(lever.factor for lever in found)
    return tuple(replace(lever, factor=factor) for lever, factor in zip(found, factors, strict=True))


def averaging(framework: Framework) -> Iterator[Group]:
    """The groups whose rule has weights."""
    return (group for group in framework.groups if isinstance(group.rule, AVERAGES))


def own_weights(group: Group) -> Values:
    """The weights of a group that averages, summing to 1, in the order of its children."""
    if isinstance(group.rule, Weighted):
        return np.array([group.rule.weights[child] for child in group.children])
    return np.full(len(group.children), 1 / len(group.children))


def _lever(
    framework: Framework, answers: Answers, period: int, assumption: Assumption, random: np.random.Generator
) -> Lever:
    match assumption:
        case Weights():
            return _weights(framework, assumption, random)
        case Combination(alternatives=rules, groups=groups):
            names = tuple(map(words, rules))
            return Lever(
                factor=named("combination", "rule of combination", names),
                groups=_default(groups, (group.code for group in averaging(framework))),
                rules=(*rules, None),
            )
        case MissingData(alternatives=missing, groups=groups):
            names = tuple("as it is" if rule is None else words(rule) for rule in missing)
            return Lever(
                factor=named("missing", "rule for missing data", names),
                groups=_default(groups, (g.code for g in framework.groups if not isinstance(g.rule, Lookup))),
                missing=(*missing, None),
            )
        case Dropping():
            return _dropping(framework, assumption)
        case _:
            return _disagreement(answers, period, assumption)


def _default(groups: tuple[str, ...] | None, every: Iterable[str]) -> tuple[str, ...]:
    return tuple(every) if groups is None else groups


def _weights(framework: Framework, assumption: Weights, random: np.random.Generator) -> Lever:
    groups = _default(assumption.groups, (group.code for group in averaging(framework)))
    spread = assumption.spread
    return Lever(
        factor=Factor(code="weights", title=spread_title(spread), size=assumption.sets),
        groups=groups,
        weights={
            code: weight_sets(spread, code, own_weights(framework.group(code)), assumption.sets, random)
            for code in groups
        },
    )


def _dropping(framework: Framework, assumption: Dropping) -> Lever:
    questions = [question.code for question in framework.questions]
    below = [set(framework.leaves(node)) for node in assumption.nodes]
    dropped = np.zeros((len(below) + 2, len(questions)), np.bool_)
    for alternative, leaves in enumerate(below, start=1):
        dropped[alternative] = [question in leaves for question in questions]
    title = f"{_kind(framework, assumption.nodes)} left out"
    return Lever(factor=assumption.factor_called(title), dropped=dropped)


def _kind(framework: Framework, nodes: tuple[str, ...]) -> str:
    """What a reader calls the nodes; a lookup table counts as the question that it is made of."""
    if set(nodes) <= set(framework.areas):
        return "the area"
    tables = {group.code for group in framework.groups if isinstance(group.rule, Lookup)}
    questions = {question.code for question in framework.questions}
    return "the question" if set(nodes) <= questions | tables else "the part"


def _disagreement(answers: Answers, period: int, assumption: Disagreement) -> Lever:
    draws = assumption.points[:, :, period]
    return Lever(
        factor=Factor(code="disagreement", title="the coders' disagreement", size=len(draws)),
        points=np.concatenate([draws, answers.points[np.newaxis, :, period]]),
    )
