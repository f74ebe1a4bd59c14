"""The answers between two editions: what was known before, what was corrected, and what changed in the world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index import TOLERANCE, Answers, Framework, Scorecard
from commonground.methods.whatif.causes.scales import Translation

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]
VARIANTS = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """The answers of one period in one edition: ``points[place, question]``, ``applicable`` (same shape)."""

    points: Points
    applicable: NDArray[np.bool_]


def known(card: Scorecard, period: str, places: Sequence[str], questions: Sequence[str]) -> Known:
    """The answers of a period, blank where the edition does not have the period or its framework the question."""
    points = np.full((len(places), len(questions)), np.nan)
    applicable = np.ones(points.shape, np.bool_)
    answers = card.answers
    if period in answers.periods:
        asked = {question.code for question in card.framework.questions}
        column = {code: at for at, code in enumerate(answers.questions)}
        at = [(here, column[code]) for here, code in enumerate(questions) if code in asked and code in column]
        here, there = [each[0] for each in at], [each[1] for each in at]
        rows = [answers.places.index(place) for place in places]
        when = answers.periods.index(period)
        points[:, here] = answers.points[rows, when][:, there]
        applicable[:, here] = answers.applicable[rows, when][:, there]
    return Known(points=points, applicable=applicable)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """The way of every answer on one scale: as known before, as known now for before, and now.

    Where there was no answer at one step, the step's points are those of its neighbour, so that only the cause
    "newly answered or missing" tells the two apart.
    """

    before: Points
    corrected: Points
    now: Points
    reformed: NDArray[np.bool_]

    def at(self, *, reform: bool, correction: bool) -> Points:
        """The points with only these causes in force."""
        base = self.corrected if correction else self.before
        return np.where(self.reformed, self.now, base) if reform else base


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Way:
    """The three states of the answers, and the steps between them on the old and on the new scale."""

    places: tuple[str, ...]
    questions: tuple[str, ...]
    before: Known
    now: Known
    older: Framework
    newer: Framework
    scales: tuple[Steps, Steps]

    def answers(self, *, rescaled: bool, withheld: tuple[Withheld, Withheld], nodes: frozenset[str]) -> Answers:
        """Eight worlds as periods: bit 0 of a period's number is reform, 1 correction, 2 newly answered or missing."""
        steps = self.scales[rescaled]
        shape = (len(self.places), VARIANTS, len(self.questions))
        points, applicable = np.full(shape, np.nan), np.ones(shape, np.bool_)
        for variant in range(VARIANTS):
            states = self._states(now=bool(variant & 4))
            values = steps.at(reform=bool(variant & 1), correction=bool(variant & 2))
            points[:, variant] = np.where(np.isnan(states.points), np.nan, values)
            applicable[:, variant] = states.applicable
        return Answers(
            places=self.places,
            periods=tuple(map(str, range(VARIANTS))),
            questions=self.questions,
            points=points,
            applicable=applicable,
            withheld=frozenset(
                (place, str(variant), node)
                for variant in range(VARIANTS)
                for place, node in withheld[bool(variant & 4)]
                if node in nodes and place in self.places
            ),
        )

    def _states(self, *, now: bool) -> Known:
        """Which questions are answered, and which apply; those of one edition only always as it has them."""
        chosen, other = (self.now, self.before) if now else (self.before, self.now)
        has = {question.code for question in (self.newer if now else self.older).questions}
        own = np.array([code in has for code in self.questions], np.bool_)
        return Known(
            points=np.where(own, chosen.points, other.points),
            applicable=np.where(own, chosen.applicable, other.applicable),
        )


Withheld = frozenset[tuple[str, str]]
"""(place, node)"""


def way(older: Scorecard, newer: Scorecard, before: str, now: str, places: tuple[str, ...]) -> Way:
    """How the answers of ``places`` came from ``before`` in the older edition to ``now`` in the newer one."""
    union = dict.fromkeys(each.code for card in (newer, older) for each in card.framework.questions)
    questions = tuple(union)
    states = [
        known(card, period, places, questions) for card, period in ((older, before), (newer, before), (newer, now))
    ]
    forth = Translation(source=older.framework, target=newer.framework)
    back = Translation(source=newer.framework, target=older.framework)
    raw = [state.points for state in states]
    on_old = [raw[0], *(_translated(back, questions, each) for each in raw[1:])]
    on_new = [_translated(forth, questions, raw[0]), *raw[1:]]
    as_corrected, as_now = (_same(forth, questions, raw[0], each) for each in raw[1:])
    _match(on_old, on_new, as_corrected, as_now & np.isnan(raw[1]))
    new = _steps(on_new)
    reformed = np.abs(new[2] - new[1]) > TOLERANCE
    scales = tuple(
        Steps(before=first, corrected=second, now=third, reformed=reformed)
        for first, second, third in (_steps(on_old), new)
    )
    return Way(
        places=places,
        questions=questions,
        before=states[0],
        now=states[2],
        older=older.framework,
        newer=newer.framework,
        scales=(scales[0], scales[1]),
    )


def _translated(translation: Translation, questions: Sequence[str], points: Points) -> Points:
    columns = [translation.question(code, points[:, at]) for at, code in enumerate(questions)]
    return np.stack(columns, axis=1)


def _same(translation: Translation, questions: Sequence[str], points: Points, others: Points) -> Flags:
    columns = [translation.same(code, points[:, at], others[:, at]) for at, code in enumerate(questions)]
    return np.stack(columns, axis=1)


def _match(on_old: list[Points], on_new: list[Points], corrected: Flags, now: Flags) -> None:
    """Let an answer that is the same as before be so on both scales: as ``corrected``, or, without one, ``now``.

    Options may share their points on one scale and not on the other. A scale that lets two options share theirs,
    or no longer does, corrects and reforms nothing.
    """
    on_old[1] = np.where(corrected, on_old[0], on_old[1])
    on_old[2] = np.where(np.abs(on_new[2] - on_new[1]) <= TOLERANCE, on_old[1], np.where(now, on_old[0], on_old[2]))
    on_new[0] = np.where(corrected, on_new[1], np.where(now, on_new[2], on_new[0]))


def _steps(points: Sequence[Points]) -> tuple[Points, Points, Points]:
    before, corrected, now = points
    corrected = _first(corrected, before, now)
    return _first(before, corrected), corrected, _first(now, corrected)


def _first(*points: Points) -> Points:
    """The first that is there."""
    result = points[0]
    for other in points[1:]:
        result = np.where(np.isnan(result), other, result)
    return result
