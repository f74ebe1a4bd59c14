"""Correlations of columns, over the units that have both values."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Counts = NDArray[np.intp]

LEAST = 3
"""Units from which a correlation is computed."""
FLAT = 1e-12
"""A share of a column's squared range: what varies less does not vary."""
BUDGET = 1 << 21
"""Numbers held at a time in one array (16 MB)."""


class Method(StrEnum):
    """What a correlation is of: the values, their ranks, or the order of every pair of units."""

    PEARSON = "pearson"
    SPEARMAN = "spearman"
    KENDALL = "kendall"


def correlate(first: Values, second: Values, method: Method = Method.PEARSON) -> Values:
    """The correlation of every column of ``first[unit, i]`` with every column of ``second[unit, j]``, as ``[i, j]``.

    Pairwise complete: each is over the units that have both values. NaN where there are fewer than 3 of them
    or where one of the two does not vary over them. Pearson's product moment; Spearman's rho, the product moment
    of mid-ranks; Kendall's tau-b (Kendall, Biometrika 33, 1945), which allows for ties.
    """
    found = _METHODS[method](first, second)
    return np.where(shared(first, second) >= LEAST, np.clip(found, -1.0, 1.0), np.nan)


def shared(first: Values, second: Values) -> Counts:
    """How many units have both values, ``[i, j]``."""
    counts: Counts = (~np.isnan(first)).T.astype(np.intp) @ (~np.isnan(second)).astype(np.intp)
    return counts


def _pearson(first: Values, second: Values) -> Values:
    x, has_x = _scaled(first)
    y, has_y = _scaled(second)
    count = np.maximum(has_x.T @ has_y, 1.0)
    sum_x, sum_y = x.T @ has_y, has_x.T @ y
    spread_x = (x * x).T @ has_y - sum_x * sum_x / count
    spread_y = has_x.T @ (y * y) - sum_y * sum_y / count
    varies = (spread_x > FLAT * count) & (spread_y > FLAT * count)
    product = x.T @ y - sum_x * sum_y / count
    both = np.sqrt(np.where(varies, spread_x * spread_y, 1.0))
    return np.where(varies, product / both, np.nan)


def _scaled(values: Values) -> tuple[Values, Values]:
    """Columns from -1 to 1 with 0 for what is missing, and 1 where a value is present: sums cannot overflow."""
    has = ~np.isnan(values)
    low = np.min(values, axis=0, where=has, initial=np.inf, keepdims=True)
    high = np.max(values, axis=0, where=has, initial=-np.inf, keepdims=True)
    # Halved first, so that the widest range that there is stays a number.
    with np.errstate(invalid="ignore"):  # a column without any value
        half = high / 2 - low / 2
        moves = half > 0
        centred = np.where(has & moves, values / 2 - (high / 4 + low / 4), 0.0) * 2
    return centred / np.where(moves, half, 1.0), has.astype(np.float64)


def _spearman(first: Values, second: Values) -> Values:
    from scipy.stats import rankdata  # noqa: PLC0415 -- slow import

    found = np.full((first.shape[1], second.shape[1]), np.nan)
    # Ranks are among the units that both have: columns that lack the same units are ranked together.
    for has_x, left in _patterns(first):
        for has_y, right in _patterns(second):
            rows = has_x & has_y
            if rows.sum() >= LEAST:
                ranks = (rankdata(part[rows], axis=0) for part in (first[:, left], second[:, right]))
                found[np.ix_(left, right)] = _pearson(*ranks)
    return found


def _patterns(values: Values) -> list[tuple[NDArray[np.bool_], Counts]]:
    """Which units are present, and the columns of which that is so."""
    kinds, which = np.unique(~np.isnan(values), axis=1, return_inverse=True)
    return [(kinds[:, at], np.flatnonzero(which == at)) for at in range(kinds.shape[1])]


def _kendall(first: Values, second: Values) -> Values:
    units = len(first)
    order = np.zeros((first.shape[1], second.shape[1]))
    moves_x, moves_y = order.copy(), order.copy()
    step = max(1, BUDGET // max(1, units * max(first.shape[1], second.shape[1])))
    for start in range(0, units, step):
        x, compared_x = _order(first, start, start + step)
        y, compared_y = _order(second, start, start + step)
        order += x.T @ y
        moves_x += (x * x).T @ compared_y
        moves_y += compared_x.T @ (y * y)
    both = np.sqrt(moves_x * moves_y)
    return np.where(both > 0, order / np.where(both > 0, both, 1.0), np.nan)


def _order(values: Values, start: int, stop: int) -> tuple[Values, Values]:
    """The order of some units against all, ``[pair, column]``: 1, 0, -1, 0 if unknown; and where it is known."""
    one, other = values[start:stop, np.newaxis], values[np.newaxis]
    order = (one > other).astype(np.float64) - (one < other)
    known = ~np.isnan(one) & ~np.isnan(other)
    width = values.shape[1]
    return order.reshape(-1, width), known.astype(np.float64).reshape(-1, width)


_METHODS = {Method.PEARSON: _pearson, Method.SPEARMAN: _spearman, Method.KENDALL: _kendall}
