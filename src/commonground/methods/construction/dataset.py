"""The data of a numeric index: places, periods and indicators, with denominators and groups of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.checks import repeated
from commonground.methods.errors import ConstructionError, Problem
from commonground.methods.index.answers import read_only

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dataset:
    """Measured values.

    ``values[place, period, indicator]`` is NaN where there is none; without periods of its own a data set has
    the one period "". ``denominators`` are arrays ``[place, period]``; ``groups`` name for each grouping the
    group of every place, "" for none; ``names`` are what places are called, or nothing.

    Raises ``ConstructionError`` with every problem found: codes named twice, arrays of the wrong shape,
    infinite values. The arrays cannot be written to afterwards.
    """

    places: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Values
    periods: tuple[str, ...] = ("",)
    denominators: Mapping[str, Values] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", read_only(np.asarray(self.values, np.float64)))
        arrays = {name: read_only(np.asarray(array, np.float64)) for name, array in self.denominators.items()}
        object.__setattr__(self, "denominators", arrays)
        problems = [*_names(self), *(_shapes(self) or _infinite(self))]
        if problems:
            raise ConstructionError(*problems)

    def where(self, place: int, period: int) -> str:
        """A place and period as errors name them."""
        return f"{self.places[place]} {self.periods[period]}".rstrip()


def _names(data: Dataset) -> Iterator[Problem]:
    for kind, codes in (("place", data.places), ("period", data.periods), ("indicator", data.indicators)):
        for code in repeated(codes):
            yield _fault(code, f"The data name this {kind} twice.", "Name it once.")


def _shapes(data: Dataset) -> list[Problem]:
    cells = (len(data.places), len(data.periods))
    wanted: dict[str, tuple[Values, tuple[int, ...]]] = {"values": (data.values, (*cells, len(data.indicators)))}
    wanted |= {name: (array, cells) for name, array in data.denominators.items()}
    problems = [
        _fault(name, f"The array has the shape {array.shape}, not {shape}.", "Give it a value for each cell.")
        for name, (array, shape) in wanted.items()
        if array.shape != shape
    ]
    labelled = {**data.groups, **({"names": data.names} if data.names else {})}
    return problems + [
        _fault(name, f"There are {len(labels)} labels for {cells[0]} places.", "Give one for each place.")
        for name, labels in labelled.items()
        if len(labels) != cells[0]
    ]


def _infinite(data: Dataset) -> Iterator[Problem]:
    remedy = "Write a finite number, or leave the cell out."
    for place, period, indicator in np.argwhere(np.isinf(data.values)):
        where = f"{data.where(place, period)} {data.indicators[indicator]}"
        yield _fault(where, "The value is infinite.", remedy)
    for name, array in data.denominators.items():
        for place, period in np.argwhere(np.isinf(array)):
            yield _fault(f"{data.where(place, period)} {name}", "The value is infinite.", remedy)


def _fault(place: str, message: str, remedy: str) -> Problem:
    return Problem(code="construction-data", place=place, message=message, remedy=remedy)
