"""What facts are put together from: names, cells, the highest and the lowest of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.publishing.narrative.values import Cell, Count, Fact, Named, Names, Value
from commonground.publishing.queries.countries import two_letters
from commonground.publishing.queries.figures import SAME
from commonground.publishing.queries.opened import Opened, PeriodInfo

MOST = 3
"""So many places are named where they share a figure; of more, only their number is told."""
SCHEMES = {"iso3166": "country", "iso3166-3": "country", "iso3166-2": "region", "nuts": "region", "cities": "city"}


@dataclass(frozen=True, slots=True)
class Held:
    """A name and its figure, with the cell that it comes from."""

    name: Named
    value: float
    cell: Cell


@dataclass(frozen=True, slots=True)
class Ends:
    """The highest of several and the lowest, each with those that share it."""

    top: tuple[Held, ...]
    bottom: tuple[Held, ...]

    @property
    def apart(self) -> float:
        return self.top[0].value - self.bottom[0].value

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(each.cell for each in (*self.top, *(() if self.apart <= SAME else self.bottom)))


def ends(held: Sequence[Held]) -> Ends:
    """The ends of at least one figure; figures nearer than ``SAME`` are the same."""
    high, low = max(each.value for each in held), min(each.value for each in held)
    return Ends(
        top=tuple(each for each in held if high - each.value <= SAME),
        bottom=tuple(each for each in held if each.value - low <= SAME),
    )


def named_or_counted(held: Sequence[Held], noun: str) -> Value:
    """The names of those who share a figure, or how many they are."""
    return names(held) if len(held) <= MOST else Count(len(held), noun)


def names(held: Sequence[Held]) -> Names:
    return Names(tuple(each.name for each in held))


def place_name(opened: Opened, place: str) -> Named:
    """A place by its name; a country has one in every language."""
    row = opened.places[place]
    return Named(row.name, "" if row.fictional else _territory(row.scheme, row.code))


def _territory(scheme: str, code: str) -> str:
    """The two letters of ISO 3166 for a country that is coded by two or three."""
    if scheme == "iso3166-3":
        return two_letters(code)
    return code if scheme == "iso3166" else ""


def node_name(opened: Opened, node: str) -> Named:
    return Named(opened.node(node).title)


def noun(opened: Opened) -> str:
    """What the places of an edition are: countries, regions, cities, or just places where they are several things."""
    kinds = {SCHEMES.get(place.scheme, "place") for place in opened.places.values()}
    return kinds.pop() if len(kinds) == 1 else "place"


def cell(node: str, place: str, period: str | PeriodInfo, kind: str, value: float | str | None) -> Cell:
    code = period if isinstance(period, str) else period.code
    return Cell(node=node, place=place, period=code, kind=kind, value=value)


def present(*facts: Fact | None) -> tuple[Fact, ...]:
    """The facts that there are."""
    return tuple(fact for fact in facts if fact is not None)
