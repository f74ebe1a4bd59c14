"""The views there are, and what each can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """A view; the values stand in addresses."""

    RANKING = "ranking"
    PROFILE = "profile"
    RADAR = "radar"
    SLOPE = "slope"
    LINE = "line"
    HEAT = "heat"
    DUMBBELL = "dumbbell"
    EUROPE = "europe"
    WORLD = "world"
    TILES = "tiles"
    SCATTER = "scatter"
    CHANGE = "change"
    OWN = "own"
    WHATIF = "what-if"
    TABLE = "table"


TITLES: dict[Kind, Promise] = {
    Kind.RANKING: _("Ranking"),
    Kind.PROFILE: _("Dot profile"),
    Kind.RADAR: _("Radar"),
    Kind.SLOPE: _("Slope"),
    Kind.LINE: _("Over time"),
    Kind.HEAT: _("Heat map"),
    Kind.DUMBBELL: _("Before and after"),
    Kind.EUROPE: _("Map of Europe"),
    Kind.WORLD: _("World map"),
    Kind.TILES: _("Tile grid"),
    Kind.SCATTER: _("Scatter"),
    Kind.CHANGE: _("What changed"),
    Kind.OWN: _("Own index"),
    Kind.WHATIF: _("What if"),
    Kind.TABLE: _("Table"),
}


OF_ANSWERS = (Kind.CHANGE, Kind.WHATIF)
"""Views that speak of answers, which an index of measured values does not have."""


def kinds_of(*, numeric: bool) -> tuple[Kind, ...]:
    """The views that an edition has."""
    return tuple(kind for kind in Kind if not (numeric and kind in OF_ANSWERS))


@dataclass(frozen=True, slots=True)
class Traits:
    """What a view uses of its state, so that its form asks for nothing else."""

    several: bool = False
    since: bool = False
    against: bool = False
    weighted: bool = False
    supposes: bool = False
    steps: bool = True


TRAITS: dict[Kind, Traits] = {
    Kind.RANKING: Traits(),
    Kind.PROFILE: Traits(several=True),
    Kind.RADAR: Traits(several=True),
    Kind.SLOPE: Traits(since=True, steps=False),
    Kind.LINE: Traits(since=True, steps=False),
    Kind.HEAT: Traits(several=True),
    Kind.DUMBBELL: Traits(since=True, steps=False),
    Kind.EUROPE: Traits(),
    Kind.WORLD: Traits(),
    Kind.TILES: Traits(),
    Kind.SCATTER: Traits(against=True),
    Kind.CHANGE: Traits(since=True, steps=False),
    Kind.OWN: Traits(weighted=True),
    Kind.WHATIF: Traits(supposes=True, steps=False),
    Kind.TABLE: Traits(several=True),
}
