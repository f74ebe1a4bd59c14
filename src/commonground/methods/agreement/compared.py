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
class _Questions:
    """Questions with as many options each: ``given[question, coder, place, period, option]`` of all.

    ``points[question, option]`` are what the options give; ``counts`` are of the coders who are ``heard``.
    """

    points: Values
    heard: NDArray[np.bool_]
    given: NDArray[np.bool_]
    counts: Values
    apart: Values


def compare(ratings: Ratings, scale: Scale, *, without: frozenset[str] = frozenset()) -> list[Compared]:
    """Every coder of the ratings beside the others but those named ``without``.

    Raises ``RatingsError`` for negative values on a ratio scale.
    """
    heard = ~np.isin(ratings.coders, list(without))
    sizes = sorted({0, *map(len, ratings.options)})
    groups = [_questions(ratings, scale, heard, size) for size in sizes]
    return [_coder(groups, coder, _unit(groups)) for coder in range(len(ratings.coders))]


def _questions(ratings: Ratings, scale: Scale, heard: NDArray[np.bool_], size: int) -> _Questions:
    """Those of ``size`` options as they are compared, without the questions to which all answers are the same."""
    chosen = [at for at, options in enumerate(ratings.options) if len(options) == size]
    points = np.array([ratings.options[at] for at in chosen], np.float64).reshape(len(chosen), size)
    answers = np.moveaxis(ratings.points[..., chosen], -1, 0)
    given = answers[..., np.newaxis] == points[:, np.newaxis, np.newaxis, np.newaxis]
    counts = given[:, heard].sum(axis=1).astype(np.float64)
    totals = (counts * (counts.sum(axis=-1, keepdims=True) > 1)).sum(axis=(1, 2))
    apart = np.zeros((len(chosen), size, size))
    for at, (values, counted) in enumerate(zip(points, totals, strict=True)):
        apart[at] = differences(scale, values, counted)
    expected = np.einsum("qj,qjk,qk->q", totals, apart, totals) / np.maximum(totals.sum(axis=1), 1.0) ** 2
    tell = expected > np.finfo(np.float64).eps
    return _Questions(
        points=points[tell],
        heard=heard,
        given=given[tell],
        counts=counts[tell],
        apart=apart[tell] / expected[tell, np.newaxis, np.newaxis],
    )


def _coder(groups: list[_Questions], coder: int, unit: float) -> Compared:
    places = np.logical_or.reduce([group.given[:, coder].any(axis=(0, 2, 3)) for group in groups])
    parts = [_beside(group, coder, places, unit) for group in groups]
    sums, numbers = (np.sum([part[at] for part in parts], axis=0) for at in (0, 1))
    more = np.concatenate([part[2] for part in parts])
    return Compared(
        apart=_means(sums, numbers),
        answers=len(more),
        leniency=_points(float(more.mean()), unit) if more.size else None,
    )


def _beside(group: _Questions, coder: int, places: NDArray[np.bool_], unit: float) -> tuple[Values, Values, Values]:
    """Differences summed over ``[place, other]``, how many they are, and the points that each answer gives more."""
    mine = group.given[:, coder, places]
    others = group.counts[:, places] - mine if group.heard[coder] else group.counts[:, places]
    number = others.sum(axis=-1)
    both = (mine.any(axis=-1) & (number > 0)).astype(np.float64)
    shares = others / np.maximum(number, 1)[..., np.newaxis]
    # What each option would differ from the others' answers about a place and period.
    costs = np.einsum("qptj,qjk->qptk", shares, group.apart) * both[..., np.newaxis]
    more = np.einsum("qptk,qk->qpt", mine - shares, group.points / unit)
    return (
        np.einsum("qptk,qotk->po", costs, mine * both[..., np.newaxis], optimize=True),
        np.einsum("qpt,qot->po", both, both, optimize=True),
        more[both > 0],
    )


def _unit(groups: list[_Questions]) -> float:
    """What points are counted in, so that no sum of them is too large to be a number: 1, where they are no larger."""
    largest = max((float(np.abs(group.points).max(initial=0.0)) for group in groups), default=0.0)
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
