"""Statistics of each indicator over places, leaving out what is missing.

Every function takes ``values[..., place, indicator]`` and returns ``[..., 1, indicator]``, NaN where there
are too few values. None of them warns.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


def count(values: Values) -> Values:
    """How many values there are."""
    return np.asarray(np.sum(~np.isnan(values), axis=-2, keepdims=True), np.float64)


def low(values: Values) -> Values:
    """The smallest value."""
    return np.asarray(np.fmin.reduce(values, axis=-2, keepdims=True, initial=np.nan))


def high(values: Values) -> Values:
    """The largest value."""
    return np.asarray(np.fmax.reduce(values, axis=-2, keepdims=True, initial=np.nan))


def mean(values: Values) -> Values:
    """The arithmetic mean."""
    with np.errstate(all="ignore"):
        return np.asarray(np.nansum(values, axis=-2, keepdims=True) / count(values))


def median(values: Values) -> Values:
    """The median."""
    number = np.asarray(count(values), np.intp)
    if not values.shape[-2]:
        return np.full(number.shape, np.nan)
    ordered = np.sort(values, axis=-2)  # NaN comes last
    middle = [np.take_along_axis(ordered, np.maximum(at, 0), axis=-2) for at in ((number - 1) // 2, number // 2)]
    with np.errstate(all="ignore"):
        return np.where(number > 0, (middle[0] + middle[1]) / 2, np.nan)


def deviation(values: Values) -> Values:
    """The standard deviation of a sample, over n - 1."""
    with np.errstate(all="ignore"):
        squares = np.nansum((values - mean(values)) ** 2, axis=-2, keepdims=True)
        number = count(values)
        return np.where(number > 1, np.sqrt(squares / (number - 1)), np.nan)


def skewness(values: Values) -> Values:
    """The skewness of a sample, G1 = g1 sqrt(n (n - 1)) / (n - 2).

    Joanes and Gill (1998), "Comparing measures of sample skewness and kurtosis", The Statistician 47:
    their G1, which Excel, SAS and SPSS give too. NaN for fewer than 3 values or for equal ones.
    """
    n, second, third, _ = _moments(values)
    with np.errstate(all="ignore"):
        adjusted = np.sqrt(n * (n - 1)) / (n - 2) * third / second**1.5
    return np.where((n > 2) & _spread(values), adjusted, np.nan)  # noqa: PLR2004 -- the formula's own bound


def kurtosis(values: Values) -> Values:
    """The excess kurtosis of a sample, G2 = ((n + 1) g2 + 6) (n - 1) / ((n - 2) (n - 3)).

    Joanes and Gill (1998), their G2. NaN for fewer than 4 values or for equal ones.
    """
    n, second, _, fourth = _moments(values)
    with np.errstate(all="ignore"):
        excess = fourth / second**2 - 3
        adjusted = ((n + 1) * excess + 6) * (n - 1) / ((n - 2) * (n - 3))
    return np.where((n > 3) & _spread(values), adjusted, np.nan)  # noqa: PLR2004 -- the formula's own bound


def _spread(values: Values) -> NDArray[np.bool_]:
    return np.asarray(high(values) > low(values))


def _moments(values: Values) -> tuple[Values, Values, Values, Values]:
    """Count, and the second, third and fourth central moment, of values brought to a range that cannot overflow."""
    n = count(values)
    with np.errstate(all="ignore"):
        shifted = values - mean(values)
        unit = shifted / high(np.abs(shifted))
        squares = unit * unit
        second, third, fourth = (
            np.nansum(power, axis=-2, keepdims=True) / n for power in (squares, squares * unit, squares * squares)
        )
    return n, np.asarray(second), np.asarray(third), np.asarray(fourth)
