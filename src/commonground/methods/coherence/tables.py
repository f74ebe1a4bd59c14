"""Correlations within and between the levels of an index, with flags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence.correlation import Counts, Method, correlate, shared
from commonground.methods.coherence.levels import Levels

Values = NDArray[np.float64]


class Flag(StrEnum):
    """What stands out in a correlation."""

    NEGATIVE = "negative"
    WEAK = "weak"
    COLLINEAR = "collinear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where flags begin: ``negative`` below, ``weak`` from there to below the second, ``collinear`` above the third.

    The bounds are those of the Joint Research Centre's audits: -0.3, 0.3 and 0.92 (Becker et al., COIN Tool User
    Guide, JRC, 2019, doi:10.2760/523877). They are conventions: they draw the eye, and order nothing.
    """

    negative: float = -0.3
    weak: float = 0.3
    collinear: float = 0.92

    def flag(self, correlation: float) -> Flag | None:
        """The flag of a correlation; None for one that is moderate, and for NaN."""
        if correlation > self.collinear:
            return Flag.COLLINEAR
        if correlation < self.negative:
            return Flag.NEGATIVE
        return Flag.WEAK if correlation < self.weak else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CorrelationTable:
    """Correlations ``values[row, column]`` of named nodes, NaN where there is none, and the ``units`` each is over."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    method: Method
    values: Values
    units: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Correlation:
    """The correlation of two nodes, and its flag. ``value`` is None where one of the two does not vary."""

    first: str
    second: str
    value: float | None
    units: int
    flag: Flag | None


def between(
    levels: Levels, rows: tuple[str, ...], columns: tuple[str, ...], *, method: Method = Method.PEARSON
) -> CorrelationTable:
    """The correlations of some nodes with others."""
    first, second = levels.values(*rows), levels.values(*columns)
    return CorrelationTable(
        rows=rows,
        columns=columns,
        method=method,
        values=correlate(first, second, method),
        units=shared(first, second),
    )


def within(levels: Levels, group: str, *, method: Method = Method.PEARSON) -> CorrelationTable:
    """The correlations among the children of a group."""
    children = levels.children(group)
    return between(levels, children, children, method=method)


def pairs(table: CorrelationTable, thresholds: Thresholds = Thresholds()) -> tuple[Correlation, ...]:
    """The correlations of a table of nodes with themselves, each pair once."""
    return tuple(
        _correlation(table, row, column, thresholds)
        for row in range(len(table.rows))
        for column in range(row + 1, len(table.columns))
    )


def upward(
    levels: Levels, *, method: Method = Method.PEARSON, thresholds: Thresholds = Thresholds()
) -> tuple[Correlation, ...]:
    """The correlation of every node (``first``) with each node above it (``second``), the parent first.

    A child is a part of its parent, so some correlation comes with the arithmetic: of k uncorrelated children of
    equal weight and spread, each correlates with their mean by 1/sqrt(k).
    """
    table = between(levels, tuple(n.code for n in levels.nodes), levels.groups, method=method)
    at = {code: column for column, code in enumerate(levels.groups)}
    return tuple(
        _correlation(table, row, at[above], thresholds)
        for row, code in enumerate(table.rows)
        for above in levels.ancestors(code)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """An indicator that correlates more with another area than with its own; areas are the children of the top."""

    indicator: str
    own: str
    own_value: float
    other: str
    other_value: float


def strays(levels: Levels, *, method: Method = Method.PEARSON) -> tuple[Stray, ...]:
    """The indicators that go along with another area more than with their own, in the order of the index."""
    areas = tuple(code for code in levels.children(levels.top) if levels.children(code))
    inside = tuple(code for code in levels.indicators if len(levels.ancestors(code)) > 1)
    return tuple(_strays(levels, between(levels, inside, areas, method=method))) if areas and inside else ()


def _strays(levels: Levels, table: CorrelationTable) -> Iterator[Stray]:
    for row, code in enumerate(table.rows):
        own = table.columns.index(levels.ancestors(code)[-2])
        found = np.nan_to_num(table.values[row], nan=-2.0)
        other = int(np.argmax(found))
        if found[other] > found[own] > -2.0:  # noqa: PLR2004 -- below every correlation: there is none
            yield Stray(
                indicator=code,
                own=table.columns[own],
                own_value=float(found[own]),
                other=table.columns[other],
                other_value=float(found[other]),
            )


def _correlation(table: CorrelationTable, row: int, column: int, thresholds: Thresholds) -> Correlation:
    value = float(table.values[row, column])
    return Correlation(
        first=table.rows[row],
        second=table.columns[column],
        value=None if np.isnan(value) else value,
        units=int(table.units[row, column]),
        flag=thresholds.flag(value),
    )
