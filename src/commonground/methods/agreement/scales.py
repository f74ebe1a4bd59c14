"""Scales of measurement: how far two answers are apart, and how far they agree in part."""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.errors import RatingsError
from commonground.methods.errors import Problem

Values = NDArray[np.float64]


class Scale(Enum):
    """What the numbers of an answer mean: names, an order, equal steps, or amounts from a true zero."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def positions(scale: Scale, categories: Values, counts: Values) -> Values | None:
    """Where each category lies on a line, if squared distances on one are the scale's differences.

    ``counts[..., category]`` are how often each occurs. Ordinal: the middle of the ranks that the category's
    answers share, since the sum of n_g for g from c to k, less (n_c + n_k) / 2, is the distance between the
    two middles. Interval: its value, in parts of the range. None for the other scales.
    """
    match scale:
        case Scale.ORDINAL:
            middle = counts.cumsum(axis=-1) - counts / 2
            return np.asarray(middle / np.maximum(counts.sum(axis=-1, keepdims=True), 1))
        case Scale.INTERVAL:
            # Halved first, so that no range is too large.
            halves = categories / 2
            span = halves[-1:] - halves[:1]
            return np.broadcast_to((halves - halves[:1]) / np.where(span > 0, span, 1.0), counts.shape)
        case _:
            return None


def differences(scale: Scale, categories: Values, counts: Values) -> Values:
    """Squared differences ``[category, category]``, 0 on the diagonal, given the ``counts[category]``.

    Nominal 0 or 1; ordinal and interval as ``positions`` say; ratio ((c - k) / (c + k))². Raises
    ``RatingsError`` for negative values on a ratio scale. Source: Krippendorff, Computing Krippendorff's
    Alpha-Reliability (University of Pennsylvania, 2011).
    """
    if scale is Scale.NOMINAL:
        return 1.0 - np.eye(len(categories))
    if scale is Scale.RATIO:
        return _ratios(categories)
    line = positions(scale, categories, counts)
    assert line is not None  # noqa: S101 -- the scales without a line are dealt with above
    return np.asarray((line[:, np.newaxis] - line) ** 2)


def partial_agreement(scale: Scale, categories: Values) -> Values:
    """Weights ``[category, category]`` of Gwet: 1 for the same answer, less the further two are apart, at least 0.

    Nominal: 1 or 0. Ordinal: 1 - C(|c - k| + 1, 2) / C(q, 2) for the c-th and k-th of q categories. Interval:
    1 - (c - k)² / range² (the quadratic weights of Cohen 1968). Ratio: 1 - ((c - k) / (c + k))² over its largest.
    Source: Gwet, Handbook of Inter-Rater Reliability (4th edition, 2014), chapter 3.
    """
    number = len(categories)
    if number < 2:  # noqa: PLR2004 -- one category leaves nothing to disagree about
        return np.ones((number, number))
    if scale is Scale.ORDINAL:
        apart = np.abs(np.subtract.outer(np.arange(number), np.arange(number)))
        return np.asarray(1 - apart * (apart + 1) / (number * (number - 1)))
    apart = differences(scale, categories, np.ones(number))
    return np.asarray(1 - apart / apart.max())


def _ratios(categories: Values) -> Values:
    if categories.size and categories[0] < 0:
        raise RatingsError(
            Problem(
                code="agreement-ratio",
                message=f"A ratio scale begins at 0, and there is an answer of {categories[0]:g}.",
                remedy="Take the interval scale.",
            )
        )
    halves = categories / 2
    sums = np.add.outer(halves, halves)
    return np.asarray((np.subtract.outer(halves, halves) / np.where(sums > 0, sums, 1.0)) ** 2)
