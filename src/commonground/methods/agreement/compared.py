"""Each coder's answers beside the others': what would differ if they lay on the coder's other places."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.ratings import Ratings
from commonground.methods.agreement.scales import Scale, differences

Values = NDArray[np.float64]
LARGE = 1e150
"""Points beyond this are counted in parts of the largest, so that sums of them stay numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """One coder beside the others.

    ``apart[place, other]`` is how far the coder's answers about ``other`` are from the others' answers about
    ``place``, over the coder's places; on the diagonal stands what is so. Over questions and periods that both
    have, in parts of each question's expected difference; where there are none, the mean of the place.
    """

    apart: Values
    answers: int
    leniency: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Question:
    """One question: ``given[coder, place, period, category]`` of all, ``counts`` of the coders who are heard."""

    categories: Values
    heard: NDArray[np.bool_]
    given: NDArray[np.bool_]
    counts: Values
    apart: Values


def compare(ratings: Ratings, scale: Scale, *, without: frozenset[str] = frozenset()) -> list[Compared]:
    """Every coder of the ratings beside the others but those named ``without``.

    Raises ``RatingsError`` for negative values on a ratio scale.
    """
    heard = ~np.isin(ratings.coders, list(without))
    parts = (_question(ratings.points[..., at], heard, options, scale) for at, options in enumerate(ratings.options))
    usable = [question for question in parts if question is not None]
    return [_coder(usable, coder, len(ratings.places)) for coder in range(len(ratings.coders))]


def _question(points: Values, heard: NDArray[np.bool_], options: tuple[float, ...], scale: Scale) -> _Question | None:
    """A question as it is compared; None where all answers are the same."""
    categories = np.array(options, np.float64)
    given = points[..., np.newaxis] == categories
    counts = given[heard].sum(axis=0).astype(np.float64)
    totals = counts[counts.sum(axis=-1) > 1].sum(axis=0)
    apart = differences(scale, categories, totals)
    expected = totals @ apart @ totals / max(totals.sum(), 1.0) ** 2
    if not expected > np.finfo(np.float64).eps:
        return None
    return _Question(categories=categories, heard=heard, given=given, counts=counts, apart=apart / expected)


def _coder(questions: list[_Question], coder: int, places: int) -> Compared:
    sums, numbers = np.zeros((places, places)), np.zeros((places, places))
    more: list[Values] = [np.zeros(0)]
    unit = _unit(questions)
    for question in questions:
        mine = question.given[coder]
        others = question.counts - mine if question.heard[coder] else question.counts
        number = others.sum(axis=-1)
        both = mine.any(axis=-1) & (number > 0)
        shares = others / np.maximum(number, 1)[..., np.newaxis]
        # What each option would differ from the others' answers about a place and period.
        costs = shares @ question.apart * both[..., np.newaxis]
        sums += np.einsum("ptk,qtk->pq", costs, mine & both[..., np.newaxis], optimize=True)
        numbers += both.astype(np.float64) @ both.T
        more.append((mine @ (question.categories / unit) - shares @ (question.categories / unit))[both])
    answers = np.concatenate(more)
    return Compared(
        apart=_means(sums, numbers),
        answers=len(answers),
        leniency=_points(float(answers.mean()), unit) if answers.size else None,
    )


def _unit(questions: list[_Question]) -> float:
    """What points are counted in, so that no sum of them is too large to be a number: 1, where they are no larger."""
    largest = max((float(np.abs(question.categories).max()) for question in questions), default=0.0)
    return largest if largest > LARGE else 1.0


def _points(mean: float, unit: float) -> float | None:
    """The mean in points; None where it is too large to be a number."""
    found = mean * unit
    return found if isfinite(found) else None


def _means(sums: Values, numbers: Values) -> Values:
    """Mean differences over the places that the coder shares with others, without holes."""
    mine = np.flatnonzero(numbers.diagonal())
    sums, numbers = sums[np.ix_(mine, mine)], numbers[np.ix_(mine, mine)]
    own = sums.sum(axis=1, keepdims=True) / np.maximum(numbers.sum(axis=1, keepdims=True), 1)
    return np.where(numbers > 0, sums / np.maximum(numbers, 1), own)
