"""The middle of many runs at once: the bounds that hold a share of them, for every column of an array.

Scores are interpolated (Hyndman & Fan, The American Statistician 50, 1996, type 7); ranks are ranks that occur
(type 1).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Ranks = NDArray[np.int32]


def tails(level: float) -> tuple[float, float]:
    """The shares of runs below the bounds that hold the middle ``level``."""
    return (1 - level) / 2, (1 + level) / 2


def middle_scores(scores: Values, level: float) -> tuple[Values, Values]:
    """``lower[...]`` and ``upper[...]`` of ``scores[run, ...]`` over the runs that have one; NaN where none has."""
    ordered = np.sort(scores, axis=0)  # NaN last
    last = np.sum(~np.isnan(scores), axis=0) - 1
    lower, upper = (_interpolated(ordered, last, share) for share in tails(level))
    return lower, upper


def middle_ranks(ranks: Ranks, level: float) -> tuple[Ranks, Ranks]:
    """``lower[...]`` and ``upper[...]`` of ``ranks[run, ...]`` over the runs that have one (above 0); 0 where none."""
    ordered = np.sort(ranks, axis=0)  # those without come first
    number = np.sum(ranks > 0, axis=0)
    without = len(ranks) - number
    lower, upper = (_taken(ordered, without, number, share) for share in tails(level))
    return lower, upper


def _interpolated(ordered: Values, last: NDArray[np.intp], share: float) -> Values:
    at = np.maximum(last, 0) * share
    below = np.floor(at).astype(np.intp)
    first = _at(ordered, below)
    second = _at(ordered, np.minimum(below + 1, np.maximum(last, 0)))
    found: Values = first + (second - first) * (at - below)
    return found


def _taken(ordered: Ranks, without: NDArray[np.intp], number: NDArray[np.intp], share: float) -> Ranks:
    at = np.clip(np.ceil(number * share - 1).astype(np.intp), 0, np.maximum(number - 1, 0))
    found: Ranks = np.where(number > 0, _at(ordered, np.minimum(without + at, len(ordered) - 1)), 0)
    return found


def _at(ordered: NDArray[Any], rows: NDArray[np.intp]) -> NDArray[Any]:
    found: NDArray[Any] = np.take_along_axis(ordered, rows[np.newaxis], axis=0)[0]
    return found
