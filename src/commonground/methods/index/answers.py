"""Answers as arrays: points by place, period and question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.index.framework import Reason
from commonground.methods.index.rules import LARGEST, sound

Scalar = TypeVar("Scalar", bound=np.generic)
AnswerCell = tuple[str, str, str, float | Reason]
"""(place, period, question, points or the reason for having none)"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Points of every cell.

    ``points[place, period, question]`` is NaN where there is no answer; ``applicable`` (same shape) is
    False where the question does not apply to the place. ``withheld`` lists figures (place, period,
    group) that the owner of the answers has chosen not to publish: they have no score, enter no group
    above them and no ranking.

    Raises ``AnswersError`` with every problem found. The arrays cannot be written to afterwards.
    """

    places: tuple[str, ...]
    periods: tuple[str, ...]
    questions: tuple[str, ...]
    points: NDArray[np.float64]
    applicable: NDArray[np.bool_]
    withheld: frozenset[tuple[str, str, str]] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", read_only(np.asarray(self.points, np.float64)))
        object.__setattr__(self, "applicable", read_only(np.asarray(self.applicable, np.bool_)))
        problems = [*_repeated(self), *(_misshapen(self) or _bad_cells(self)), *_bad_withheld(self)]
        if problems:
            raise AnswersError(*problems)

    @classmethod
    def from_cells(
        cls,
        cells: Iterable[AnswerCell],
        *,
        places: Sequence[str] | None = None,
        periods: Sequence[str] | None = None,
        questions: Sequence[str] | None = None,
        withheld: Iterable[tuple[str, str, str]] = (),
    ) -> Answers:
        """Answers from single cells; a cell that is not named has no answer.

        The axes are as given, or else hold what the cells name, in the order in which it first occurs.
        Raises ``AnswersError`` for a cell named twice, one outside a given axis, and points that are no number.
        """
        listed = list(cells)
        axes = [
            tuple(dict.fromkeys(named)) if given is None else tuple(given)
            for given, named in (
                (places, (place for place, _, _, _ in listed)),
                (periods, (period for _, period, _, _ in listed)),
                (questions, (question for _, _, question, _ in listed)),
            )
        ]
        at = [{code: index for index, code in enumerate(axis)} for axis in axes]
        problems = list(_cell_problems(listed, at))
        if problems:
            raise AnswersError(*problems)
        points = np.full([len(axis) for axis in axes], np.nan)
        applicable = np.ones(points.shape, np.bool_)
        for place, period, question, value in listed:
            cell = at[0][place], at[1][period], at[2][question]
            if value is Reason.NOT_APPLICABLE:
                applicable[cell] = False
            elif not isinstance(value, Reason):
                points[cell] = value
        return cls(
            places=axes[0],
            periods=axes[1],
            questions=axes[2],
            points=points,
            applicable=applicable,
            withheld=frozenset(withheld),
        )


def read_only(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """A view of an array through which nothing can be written."""
    view = array.view()
    view.flags.writeable = False
    return view


def _cell_problems(cells: Sequence[AnswerCell], at: Sequence[Mapping[str, int]]) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    for place, period, question, value in cells:
        key = (place, period, question)
        where = f"{place} {period} {question}"
        if key in seen:
            yield Problem(
                code="answers-duplicate", message="This cell is answered twice.", remedy="Keep one.", place=where
            )
        seen.add(key)
        for kind, code, known in zip(("place", "period", "question"), key, at, strict=True):
            if code not in known:
                yield Problem(
                    code="answers-unknown",
                    message=f'There is no {kind} "{code}".',
                    remedy="Correct the code, or add it.",
                    place=where,
                )
        if not isinstance(value, Reason) and not sound(value):
            yield _not_finite(where)


def _repeated(answers: Answers) -> Iterator[Problem]:
    for kind in ("places", "periods", "questions"):
        codes: tuple[str, ...] = getattr(answers, kind)
        if len(set(codes)) != len(codes):
            yield Problem(
                code="answers-duplicate",
                message=f"The answers name some {kind} twice.",
                remedy=f"Name each of the {kind} once.",
            )


def _misshapen(answers: Answers) -> list[Problem]:
    shape = (len(answers.places), len(answers.periods), len(answers.questions))
    return [
        Problem(
            code="answers-shape",
            message=f"The array of {kind} has the shape {array.shape}; places, periods and questions ask for {shape}.",
            remedy="Give it one value for each place, period and question.",
        )
        for kind, array in (("points", answers.points), ("applicability", answers.applicable))
        if array.shape != shape
    ]


def _bad_cells(answers: Answers) -> Iterator[Problem]:
    for cell in np.argwhere(np.abs(answers.points) > LARGEST):
        yield _not_finite(_where(answers, cell))
    for cell in np.argwhere(~answers.applicable & ~np.isnan(answers.points)):
        yield Problem(
            code="answers-not-applicable",
            message="This question does not apply here, yet has points.",
            remedy="Take the points out, or let the question apply.",
            place=_where(answers, cell),
        )


def _where(answers: Answers, cell: NDArray[np.intp]) -> str:
    place, period, question = cell
    return f"{answers.places[place]} {answers.periods[period]} {answers.questions[question]}"


def _not_finite(where: str) -> Problem:
    return Problem(
        code="answers-number",
        message="The points are not a number, or too large.",
        remedy="Write a finite number, or leave the cell out.",
        place=where,
    )


def _bad_withheld(answers: Answers) -> Iterator[Problem]:
    for place, period, node in sorted(answers.withheld):
        if place not in answers.places or period not in answers.periods:
            yield Problem(
                code="answers-unknown",
                message="A withheld figure names a place or period that the answers do not have.",
                remedy="Correct it, or take it out.",
                place=f"{place} {period} {node}",
            )
