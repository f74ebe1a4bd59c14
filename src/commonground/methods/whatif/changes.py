"""Changed answers and changed weights: the same index in another world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commonground.methods.errors import Problem
from commonground.methods.index import TOLERANCE, Answers, Framework, Group, Mean, Question, Reason, Weighted
from commonground.methods.index.answers import AnswerCell
from commonground.methods.index.cut import with_every_question
from commonground.methods.whatif.errors import WhatIfError

Weights = Mapping[str, Mapping[str, float]]
"""New weights: group -> child -> weight, the weights of a group summing to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChange:
    """One answer before and after, in points; ``before`` is None where there was no answer."""

    question: str
    before: float | None
    after: float


def changed(framework: Framework, answers: Answers, changes: Iterable[AnswerCell]) -> Answers:
    """The answers with each named cell (place, period, question, points or reason) as it says.

    ``Reason.NO_DATA`` takes an answer away, ``Reason.NOT_APPLICABLE`` lets the question not apply.
    Raises ``WhatIfError`` for a cell named twice or outside the index, and for points that no option has.
    """
    cells = [(place, str(period), question, value) for place, period, question, value in changes]
    wider = with_every_question(framework, answers)
    axes = [{code: at for at, code in enumerate(axis)} for axis in (wider.places, wider.periods, wider.questions)]
    problems = list(_problems(framework, cells, axes))
    if problems:
        raise WhatIfError(*problems)
    points, applicable = wider.points.copy(), wider.applicable.copy()
    for place, period, question, value in cells:
        at = axes[0][place], axes[1][period], axes[2][question]
        points[at] = float("nan") if isinstance(value, Reason) else value
        applicable[at] = value is not Reason.NOT_APPLICABLE
    return replace(wider, points=points, applicable=applicable)


def reweighted(framework: Framework, weights: Weights) -> Framework:
    """The framework with other weights in the groups named, which take a mean or a weighted mean.

    Raises ``WhatIfError`` for a group without weights, ``FrameworkError`` for weights that do not add up, and
    ``KeyError`` for an unknown group.
    """
    problems = [
        Problem(
            code="whatif-weights",
            message=f'The rule of "{code}" has no weights.',
            remedy="Change the weights of groups that take a mean or a weighted mean.",
        )
        for code in weights
        if not isinstance(framework.group(code).rule, Mean | Weighted)
    ]
    if problems:
        raise WhatIfError(*problems)
    return replace(framework, groups=tuple(_reweighted(group, weights) for group in framework.groups))


def _reweighted(group: Group, weights: Weights) -> Group:
    return replace(group, rule=Weighted(weights=dict(weights[group.code]))) if group.code in weights else group


def _problems(
    framework: Framework, cells: Sequence[AnswerCell], axes: Sequence[Mapping[str, int]]
) -> Iterator[Problem]:
    questions = {question.code: question for question in framework.questions}
    seen: set[tuple[str, str, str]] = set()
    for place, period, code, value in cells:
        where = f"{place} {period} {code}"
        if (place, period, code) in seen:
            yield _problem("whatif-repeated", "This answer is changed twice.", "Keep one of the changes.", where)
        seen.add((place, period, code))
        known = (*axes[:2], questions)
        for kind, name, names in zip(("place", "period", "question"), (place, period, code), known, strict=True):
            if name not in names:
                yield _problem("whatif-unknown", f'There is no {kind} "{name}".', "Correct the code.", where)
        if code in questions and not isinstance(value, Reason):
            yield from _no_option(questions[code], value, where)


def _no_option(question: Question, value: float, where: str) -> Iterator[Problem]:
    points = points_of(question)
    if not any(abs(value - each) <= TOLERANCE for each in points):
        listed = ", ".join(f"{each:g}" for each in points) or "none"
        yield _problem(
            "whatif-not-an-option",
            f"No option of this question has {value:g} points.",
            f"Its options have these points: {listed}.",
            where,
        )


def points_of(question: Question) -> tuple[float, ...]:
    """The points that the options of a question carry, each once, in the order of the options."""
    return tuple(dict.fromkeys(option.points for option in question.options if option.points is not None))


def _problem(code: str, message: str, remedy: str, place: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, place=place)
