"""The arithmetic of each rule, on arrays ``[child, cell]`` in which a child that does not count holds 0.

Every function returns NaN for a cell that its rule gives no score.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.rules import (
    TOLERANCE,
    Geometric,
    Maximum,
    Mean,
    Median,
    Minimum,
    Row,
    Rule,
    Weighted,
)

Values = NDArray[np.float64]
Counts = NDArray[np.bool_]


def combine(rule: Rule, codes: Sequence[str], values: Values, counts: Counts, weights: Values | None = None) -> Values:
    """The scores of a group whose children are called ``codes``, by its rule.

    ``weights[child, cell]`` replace the weights of a mean, weighted or geometric; the other rules have none.
    """
    result: Values
    with np.errstate(divide="ignore", invalid="ignore"):
        match rule:
            case Mean():
                result = _mean(values, counts, weights)
            case Weighted(weights=own):
                column = np.array([[own[code]] for code in codes])
                result = _mean(values, counts, column if weights is None else weights)
            case Geometric(floor=floor):
                logs = np.where(counts, np.log(np.maximum(values, floor)), 0.0)
                result = np.exp(_mean(logs, counts, weights))
            case Minimum():
                result = _or_none(np.min(values, axis=0, where=counts, initial=np.inf))
            case Maximum():
                result = _or_none(np.max(values, axis=0, where=counts, initial=-np.inf))
            case Median():
                result = _median(values, counts)
            case _:
                scores = np.array([*(row.score for row in rule.rows), np.nan])
                result = scores[fitting_row(rule.rows, codes, values, counts)]
    return result


def _mean(values: Values, counts: Counts, weights: Values | None) -> Values:
    if weights is None:
        return total(values) / _count(counts)
    return total(values * weights) / total(counts * weights)


def total(values: Values) -> Values:
    """The sum over children, one by one in their order.

    NumPy's own sum adds in another order for one cell than for many; this way a place scored alone has
    the same digits as among others.
    """
    result: Values = values[0].copy()
    for child in values[1:]:
        result += child
    return result


def fitting_row(rows: Sequence[Row], codes: Sequence[str], values: Values, counts: Counts) -> NDArray[np.intp]:
    """The index of the first row of a lookup table that fits each cell; ``len(rows)`` where none does."""
    child = {code: index for index, code in enumerate(codes)}
    conditions = {condition for row in rows for condition in row.when.items()}
    fits = {(code, points): counts[child[code]] & _any_of(points, values[child[code]]) for code, points in conditions}
    found = np.full(values.shape[1], len(rows), np.intp)
    for index in reversed(range(len(rows))):
        whole = np.logical_and.reduce([fits[condition] for condition in rows[index].when.items()])
        np.copyto(found, index, where=whole)
    return found


def _any_of(points: tuple[float, ...], values: Values) -> Counts:
    fits = np.zeros(values.shape, np.bool_)
    for point in points:
        fits |= np.abs(values - point) <= TOLERANCE
    return fits


def _count(counts: Counts) -> NDArray[np.intp]:
    number: NDArray[np.intp] = np.add.reduce(counts, axis=0, dtype=np.intp)
    return number


def _or_none(values: Values) -> Values:
    return np.where(np.isinf(values), np.nan, values)


def _median(values: Values, counts: Counts) -> Values:
    ordered = np.sort(np.where(counts, values, np.inf), axis=0)
    count = _count(counts)
    low, high = np.take_along_axis(ordered, np.stack([np.maximum(count - 1, 0) // 2, count // 2]), axis=0)
    return _or_none((low + high) / 2)
