"""Tile maps: one square a place. Tiles come from the places themselves or from the layout for countries below.

The layout puts countries roughly where they lie. It shows no borders and says nothing about any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from commonground.publishing.queries.countries import two_letters
from commonground.publishing.queries.figures import SAME, PlaceFigure
from commonground.publishing.queries.opened import Opened

COUNTRIES = """
CA .. .. IS .. NO SE FI .. .. .. .. ..
US .. .. .. .. .. .. EE RU .. .. .. ..
MX .. IE GB .. DK .. LV .. .. .. .. ..
.. .. .. .. NL DE PL LT BY .. .. CN KR
CO .. .. BE LU CZ SK UA .. KZ .. .. JP
EC .. .. FR CH AT HU MD RO GE .. .. ..
BR .. .. AD SI HR BA RS BG AM AZ IN ..
CL .. PT ES IT ME XK MK GR TR IR .. PH
AR .. .. .. MT AL .. .. CY .. JO .. ID
UY .. MA DZ TN LY EG IL LB SA AE .. ..
PE .. SN .. NG .. KE .. ZA .. .. AU NZ
"""
"""Rows from north to south; two dots are empty ground or sea."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A place at a column and row, counted from 1."""

    column: int
    row: int
    place: PlaceFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMap:
    """The tiles of all places. ``alike`` is Moran's I of neighbouring scores as a z-score, None where it has none."""

    columns: int
    tiles: tuple[Tile, ...]
    alike: float | None


def tile_map(opened: Opened, rows: Sequence[PlaceFigure]) -> TileMap:
    """The map of a ranking: own tiles where every place has one, else the layout for countries."""
    where = arranged(opened, [row.place for row in rows])
    tiles = tuple(
        Tile(column=where[row.place][0], row=where[row.place][1], place=row)
        for row in sorted(rows, key=lambda row: (where[row.place][1], where[row.place][0]))
    )
    columns = max((tile.column for tile in tiles), default=1)
    return TileMap(columns=columns, tiles=tiles, alike=_alike(tiles))


def arranged(opened: Opened, places: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Column and row of each of these places: own tiles where every place has one, else the layout for countries."""
    return _own(opened) or _layout(places)


def _own(opened: Opened) -> dict[str, tuple[int, int]] | None:
    found = {
        code: (place.tile_column + 1, place.tile_row + 1)
        for code, place in opened.places.items()
        if place.tile_column is not None and place.tile_row is not None
    }
    return found if len(found) == len(opened.places) == len(set(found.values())) else None


def _layout(codes: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Places in the layout, cut to the part that they take up; the others in rows below it."""
    squares = dict(_squares())
    known: dict[str, tuple[int, int]] = {}
    for code in codes:
        at = squares.get(code) or squares.get(two_letters(code))
        if at and at not in known.values():
            known[code] = at
    columns, rows = ([at[axis] for at in known.values()] or [0] for axis in (0, 1))
    found = {code: (x - min(columns) + 1, y - min(rows) + 1) for code, (x, y) in known.items()}
    width, height = max(columns) - min(columns) + 1, max(rows) - min(rows) + 1
    return found | _spare(sorted(set(codes) - set(known)), max(width, 8), height + 1 if known else 1)


def _spare(codes: Iterable[str], width: int, first: int) -> dict[str, tuple[int, int]]:
    return {code: (at % width + 1, first + at // width + 1) for at, code in enumerate(codes)}


def _squares() -> Iterator[tuple[str, tuple[int, int]]]:
    for y, line in zip(count(), COUNTRIES.split("\n")[1:-1], strict=False):
        for x, code in enumerate(line.split()):
            if code != "..":
                yield code, (x, y)


def _alike(tiles: Sequence[Tile]) -> float | None:
    """Moran's I over tiles that touch, standardised under the hypothesis that scores lie at random."""
    scored = [tile for tile in tiles if tile.place.figure.score is not None]
    at = {(tile.column, tile.row): number for number, tile in enumerate(scored)}
    pairs = list(_touching(at))
    values = np.array([tile.place.figure.score for tile in scored], dtype=np.float64)
    size = len(scored)
    if not pairs or size < 4 or np.ptp(values) < SAME:  # noqa: PLR2004 -- below it there is no variance to speak of
        return None
    away = values - values.mean()
    left, right = np.array(pairs).T
    weight = len(pairs)
    moran = size / weight * float(np.sum(away[left] * away[right])) / float(np.sum(away**2))
    degree = np.bincount(left, minlength=size)
    return (moran + 1 / (size - 1)) / float(np.sqrt(_variance(size, weight, degree)))


def _variance(size: int, weight: int, degree: np.ndarray) -> float:
    """The variance of Moran's I under normality (Cliff and Ord 1981), for symmetric weights of one."""
    s1, s2 = 2.0 * weight, 4.0 * float(np.sum(degree**2))
    return (size**2 * s1 - size * s2 + 3 * weight**2) / (weight**2 * (size**2 - 1)) - 1 / (size - 1) ** 2


def _touching(at: Mapping[tuple[int, int], int]) -> Iterator[tuple[int, int]]:
    for (x, y), number in at.items():
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if (other := at.get((x + step[0], y + step[1]))) is not None:
                yield number, other
