"""Imputation: values for those that are missing, from other places or from other periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction import statistics
from commonground.methods.construction.require import require_limit
from commonground.methods.errors import ConstructionError, Problem

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanOfPlaces:
    """The mean of the other places of the same period, or of those in the same ``group`` where one is named."""

    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MedianOfPlaces:
    """The median of the other places of the same period, or of those in the same ``group`` where one is named."""

    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The place's latest earlier value, at most ``limit`` periods back."""

    limit: int | None = None

    def __post_init__(self) -> None:
        require_limit("The limit", self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """The place's latest earlier value, or its first one where there is none; at most ``limit`` periods away."""

    limit: int | None = None

    def __post_init__(self) -> None:
        require_limit("The limit", self.limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """On the straight line between the place's values before and after; beyond them, the nearest one.

    At most ``limit`` periods from the nearest value.
    """

    limit: int | None = None

    def __post_init__(self) -> None:
        require_limit("The limit", self.limit)


Imputation = MeanOfPlaces | MedianOfPlaces | Latest | Constant | Linear


def impute(
    methods: Sequence[Imputation],
    values: Values,
    *,
    periods: Sequence[str] = ("",),
    groups: Mapping[str, tuple[str, ...]] | None = None,
    fillable: Flags | None = None,
) -> Values:
    """``values[place, period, indicator]`` with what is missing filled in by the first method that can.

    ``fillable[place, period]`` is False for those that nothing is filled in for. Places of a period without
    any value take none from other places. What no method can fill stays NaN. Raises ``ConstructionError``
    where a method names a grouping that there is not.
    """
    open_cells = np.ones(values.shape[:2], np.bool_) if fillable is None else fillable
    for method in methods:
        if isinstance(method, MeanOfPlaces | MedianOfPlaces):
            labels = _labels(method.group, groups or {}, len(values))
            found = _from_places(method, values, labels)
            reached = open_cells & ~np.isnan(values).all(axis=-1)
        else:
            found, reached = _from_periods(method, values, _times(periods)), open_cells
        values = np.where(np.isnan(values) & reached[..., np.newaxis], found, values)
    return values


def _labels(group: str, groups: Mapping[str, tuple[str, ...]], places: int) -> tuple[str, ...]:
    if not group:
        return ("all",) * places
    if group not in groups:
        raise ConstructionError(
            Problem(
                code="construction-data",
                place=group,
                message="The data do not have this grouping of places, which imputation asks for.",
                remedy="Add it to the data, or correct the name.",
            )
        )
    return groups[group]


def _from_places(method: MeanOfPlaces | MedianOfPlaces, values: Values, labels: Iterable[str]) -> Values:
    names = np.array(list(labels), object)
    found = np.full(values.shape, np.nan)
    take = statistics.mean if isinstance(method, MeanOfPlaces) else statistics.median
    for label in dict.fromkeys(filter(None, names)):
        members = names == label
        found[members] = take(values[members].swapaxes(0, 1)).swapaxes(0, 1)
    return np.where(np.isfinite(found), found, np.nan)


def _times(periods: Sequence[str]) -> Values:
    """The periods as numbers where all are numbers, so that uneven steps count; else one step each."""
    try:
        times = np.array([float(period) for period in periods])
    except ValueError:
        return np.arange(len(periods), dtype=np.float64)
    return times


def _from_periods(method: Latest | Constant | Linear, values: Values, times: Values) -> Values:
    """For every cell the value that the place's other periods give."""
    before, after = _last_before(values), _first_after(values)
    own = np.arange(values.shape[1])[:, np.newaxis]
    reach = np.inf if method.limit is None else method.limit
    earlier = _take(values, before)
    if isinstance(method, Latest):
        return np.where(own - before <= reach, earlier, np.nan)
    later = _take(values, after)
    held = np.where(before >= 0, earlier, later)
    away = np.where(before >= 0, own - before, after - own)
    if isinstance(method, Linear):
        both = (before >= 0) & (after < values.shape[1])
        held = np.where(both, _line(earlier, later, times, before, after), held)
        away = np.where(both, np.minimum(own - before, after - own), away)
    return np.where(away <= reach, held, np.nan)


def _last_before(values: Values) -> NDArray[np.intp]:
    """The period of the latest value at or before each cell; -1 where there is none."""
    periods = np.arange(values.shape[1])[:, np.newaxis]
    return np.maximum.accumulate(np.where(np.isnan(values), -1, periods), axis=1)


def _first_after(values: Values) -> NDArray[np.intp]:
    """The period of the first value at or after each cell; the number of periods where there is none."""
    return np.asarray(values.shape[1] - 1 - _last_before(values[:, ::-1])[:, ::-1])


def _take(values: Values, at: NDArray[np.intp]) -> Values:
    inside = (at >= 0) & (at < values.shape[1])
    return np.where(inside, np.take_along_axis(values, np.where(inside, at, 0), axis=1), np.nan)


def _line(earlier: Values, later: Values, times: Values, before: NDArray[np.intp], after: NDArray[np.intp]) -> Values:
    last = len(times) - 1
    start, end = times[np.maximum(before, 0)], times[np.minimum(after, last)]
    with np.errstate(all="ignore"):
        share = (times[:, np.newaxis] - start) / (end - start)
        return np.asarray(earlier + share * (later - earlier))
