"""Answers as arrays: points by place, period and question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Points of every cell.

    ``points[place, period, question]`` is NaN where there is no answer; ``applicable`` (same shape) is
    False where the question does not apply to the place. ``withheld`` lists figures (place, period,
    group) that the owner of the answers has chosen not to publish: they have no score, enter no group
    above them and no ranking.
    """

    places: tuple[str, ...]
    periods: tuple[str, ...]
    questions: tuple[str, ...]
    points: NDArray[np.float64]
    applicable: NDArray[np.bool_]
    withheld: frozenset[tuple[str, str, str]] = frozenset()
