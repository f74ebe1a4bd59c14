"""Denominators: quantities that grow with a place's size, made comparable."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonground.methods.construction.dataset import Dataset, Values
from commonground.methods.construction.hierarchy import Hierarchy, Indicator
from commonground.methods.errors import ConstructionError, Problem


def denominate(hierarchy: Hierarchy, data: Dataset) -> Values:
    """The data's values in the hierarchy's order of indicators, ``[place, period, indicator]``, each divided.

    An indicator with a denominator is ``value / denominator per``; it is missing where either is. Raises
    ``ConstructionError`` for denominators that the data do not have, and for those that are 0 beside a value.
    """
    values = measured(hierarchy, data)
    result = values.copy()
    problems: list[Problem] = []
    for at, indicator in enumerate(hierarchy.indicators):
        if not indicator.denominator:
            continue
        if indicator.denominator not in data.denominators:
            problems.append(_unknown(indicator))
            continue
        below = data.denominators[indicator.denominator]
        with np.errstate(all="ignore"):
            result[..., at] = values[..., at] / below * indicator.per
        problems.extend(
            _zeros(data, indicator, ~np.isnan(values[..., at]) & (np.isinf(result[..., at]) | (below == 0)))
        )
    if problems:
        raise ConstructionError(*problems)
    return result


def measured(hierarchy: Hierarchy, data: Dataset) -> Values:
    """The data's values of the hierarchy's indicators, in its order. Raises ``ConstructionError`` for those not there.

    An indicator without a single value is refused too: no step could give it one.
    """
    column = {code: at for at, code in enumerate(data.indicators)}
    missing = [code for code in hierarchy.codes if code not in column]
    if missing:
        raise ConstructionError(*map(_absent, missing))
    values = data.values[..., [column[code] for code in hierarchy.codes]]
    empty = np.isnan(values).all(axis=(0, 1))
    if empty.any():
        raise ConstructionError(*(_empty(hierarchy.codes[at]) for at in np.flatnonzero(empty)))
    return values


def _absent(code: str) -> Problem:
    return Problem(
        code="construction-data",
        place=code,
        message="The data do not have this indicator.",
        remedy="Add it to the data, or take it out of the structure.",
    )


def _empty(code: str) -> Problem:
    return Problem(
        code="construction-data",
        place=code,
        message="This indicator has no value for any place.",
        remedy="Add its values, or take it out of the structure.",
    )


def _unknown(indicator: Indicator) -> Problem:
    return Problem(
        code="construction-data",
        place=indicator.code,
        message=f'The data have no denominator "{indicator.denominator}".',
        remedy="Add it to the data, or correct the name.",
    )


def _zeros(data: Dataset, indicator: Indicator, cells: Values) -> Iterator[Problem]:
    for place, period in np.argwhere(cells):
        yield Problem(
            code="construction-denominator",
            place=f"{data.where(place, period)} {indicator.code}",
            message=f'The value cannot be divided by "{indicator.denominator}", which is 0 or next to nothing here.',
            remedy="Correct the denominator, or leave its cell empty.",
        )
