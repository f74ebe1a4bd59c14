"""Shades of figures: correlations, shares and shifts as bands of the stylesheet."""

from __future__ import annotations

from math import isnan

from commonground.methods.coherence import Thresholds
from commonground.methods.examination.words import DASH, number, per_cent
from commonground.scores.examinations.report import Heat

MIDDLE = 0.6
STEPS = (0.05, 0.25, 0.5, 0.75, 0.95)


def correlation(value: float | None, thresholds: Thresholds) -> Heat:
    """A correlation: the stronger, the darker; one that is flagged as negative stands apart from the shades."""
    if value is None or isnan(value):
        return Heat(text=DASH, level=None)
    if value < thresholds.negative:
        return Heat(text=number(value, 2), level=None)
    bounds = (thresholds.weak, MIDDLE, thresholds.collinear)
    return Heat(text=number(value, 2), level=(0, 1, 3, 5)[sum(value >= bound for bound in bounds)])


def share(value: float | None) -> Heat:
    """A share from 0 to 1."""
    if value is None or isnan(value):
        return Heat(text=DASH, level=None)
    return Heat(text=per_cent(value), level=sum(value >= step for step in STEPS))


def shift(value: int | None, most: int) -> Heat:
    """A change of rank, shaded by its share of the largest."""
    if value is None:
        return Heat(text=DASH, level=None)
    return Heat(text=number(value), level=0 if not value else 1 + min(4, 4 * value // max(1, most)))
