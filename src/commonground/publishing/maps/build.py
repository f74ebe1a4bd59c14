"""Making the boundary files: ``python -m commonground.publishing.maps.build countries-50m.json``.

The file is that of the npm package world-atlas 2.0.2, which is Natural Earth 1:50m in TopoJSON. What is decided about
disputed places is in ``claims.py`` and in ``docs/explanation/boundaries.md``. A tool of developers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from pathlib import Path

from commonground.publishing.maps.claims import CRIMEA, MERGED, code_of
from commonground.publishing.maps.projections import equal_earth, laea

Point = tuple[float, float]
Ring = list[Point]
HEADER = "# Made by commonground.publishing.maps.build from Natural Earth 1:50m (public domain; world-atlas 2.0.2).\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A map to be made: a projection, a part of the globe, a window in projected units, and how fine it is."""

    name: str
    project: Callable[[Point], Point]
    part: tuple[float, float, float, float]
    window: tuple[float, float, float, float]
    width: int
    least: float
    coarse: float
    small: int


SHEETS = (
    Sheet(
        name="world",
        project=equal_earth,
        part=(-180, -58, 180, 84),
        window=(-2.6, -1.05, 2.72, 1.32),
        width=1000,
        least=2.0,
        coarse=0.55,
        small=6,
    ),
    Sheet(
        name="europe",
        project=laea,
        part=(-45, 25, 75, 82),
        window=(2.35, 1.32, 7.15, 5.45),
        width=1000,
        least=6.0,
        coarse=0.8,
        small=40,
    ),
)


def main(source: str) -> None:
    """Write every sheet beside this module."""
    topology = json.loads(Path(source).read_text(encoding="utf-8"))
    places = dict(_places(topology))
    for sheet in SHEETS:
        Path(__file__).with_name(f"{sheet.name}.tsv").write_text(_file(sheet, places), encoding="ascii")


def _places(topology: dict) -> Iterator[tuple[str, list[Ring]]]:
    """The rings of every place by code, parts that belong together made one."""
    arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found: dict[str, list[list[int]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        nested = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in nested:
            for ring in polygon:
                owner = CRIMEA.owner(code, _joined(ring, arcs))
                found.setdefault(MERGED.get(owner, owner), []).append(ring)
    for code, rings in sorted(found.items()):
        yield code, [_joined(ring, arcs) for ring in _dissolved(rings, arcs)]


def _decoded(arc: Sequence[Sequence[int]], transform: dict) -> Ring:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    points: Ring = []
    for number in ring:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(part[1:] if points else part)
    return points


def _dissolved(rings: list[list[int]], arcs: Sequence[Ring]) -> list[list[int]]:
    """The rings without the arcs that two of them share, joined anew."""
    signed = [number for ring in rings for number in ring]
    inner = {number for number in signed if ~number in set(signed)}
    if not inner:
        return rings
    kept = [ring for ring in rings if not inner & set(ring)]
    loose = {
        _ends(number, arcs)[0]: number for ring in rings if inner & set(ring) for number in ring if number not in inner
    }
    while loose:
        start, number = next(iter(loose.items()))
        ring = []
        while start in loose:
            number = loose.pop(start)
            ring.append(number)
            start = _ends(number, arcs)[1]
        kept.append(ring)
    return kept


def _ends(number: int, arcs: Sequence[Ring]) -> tuple[Point, Point]:
    points = _joined([number], arcs)
    return points[0], points[-1]


def _file(sheet: Sheet, places: dict[str, list[Ring]]) -> str:
    left, low, right, high = sheet.window
    unit = sheet.width / (right - left)
    lines = [f"{sheet.width}\t{round((high - low) * unit)}\t{sheet.small}"]
    for code, rings in places.items():
        drawn = []
        for part in (part for ring in rings for part in _within(ring, sheet.part)):
            points = [((x - left) * unit, (high - y) * unit) for x, y in map(sheet.project, _dense(part))]
            drawn.append(_clipped(points, (0.0, 0.0, sheet.width, (high - low) * unit)))
        line = _line(code, [ring for ring in drawn if len(ring) > 3], sheet)  # noqa: PLR2004 -- a ring encloses something
        lines += [line] if line else []
    return HEADER + "\n".join(lines) + "\n"


def _within(ring: Ring, part: tuple[float, float, float, float]) -> Iterator[Ring]:
    """The parts of a ring within a part of the globe; one that crosses the date line is cut there."""
    turned, shift = [ring[0]], 0.0
    for (before, _lat), (lon, lat) in pairwise(ring):
        shift += -360.0 if lon - before > 180 else 360.0 if before - lon > 180 else 0.0  # noqa: PLR2004 -- half the globe
        turned.append((lon + shift, lat))
    for turn in (-360.0, 0.0, 360.0):
        cut = _clipped([(lon + turn, lat) for lon, lat in turned], part)
        if cut:
            yield [*cut, cut[0]]


def _dense(ring: Ring) -> Ring:
    """Points no farther apart than two degrees, so that straight borders bend as the map does."""
    found: Ring = []
    for (ax, ay), (bx, by) in pairwise(ring):
        steps = max(1, int(hypot(bx - ax, by - ay) // 2))
        found += [(ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps) for step in range(steps)]
    return [*found, ring[-1]]


def _line(code: str, rings: list[Ring], sheet: Sheet) -> str:
    sizes = [abs(_area(ring)) for ring in rings]
    if not rings:
        return ""
    largest = max(sizes)
    x, y = _centre(rings[sizes.index(largest)])
    kept = [ring for ring, size in zip(rings, sizes, strict=True) if size >= min(sheet.least, largest)]
    path = "".join(_path(_simple(ring, sheet.coarse)) for ring in kept)
    return f"{code}\t{x:.1f}\t{y:.1f}\t{sum(sizes):.1f}\t{path}"


def _path(ring: Ring) -> str:
    """Relative whole steps; a ring that shrinks to less than a triangle is no outline."""
    points = [(round(x), round(y)) for x, y in ring]
    points = [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]
    points = points[:-1] if points[0] == points[-1] else points
    if len(points) < 3:  # noqa: PLR2004 -- a triangle
        return ""
    text, before = "", (0, 0)
    for at, (x, y) in enumerate(points):
        dx, dy = x - before[0], y - before[1]
        text += ("M" if at == 0 else "l" if at == 1 else " " if dx >= 0 else "") + f"{dx}"
        text += ("" if dy < 0 else " ") + f"{dy}"
        before = (x, y)
    return text + "z"


def _simple(ring: Ring, coarse: float) -> Ring:
    """Douglas and Peucker, each half of a closed ring on its own."""
    middle = max(range(len(ring)), key=lambda at: hypot(ring[at][0] - ring[0][0], ring[at][1] - ring[0][1]))
    return _thinned(ring[: middle + 1], coarse)[:-1] + _thinned(ring[middle:], coarse)


def _thinned(points: Ring, coarse: float) -> Ring:
    kept = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        far, at = max(
            ((_off(points[n], points[first], points[last]), n) for n in range(first + 1, last)), default=(0.0, 0)
        )
        if far > coarse:
            kept.add(at)
            stack += [(first, at), (at, last)]
    return [points[at] for at in sorted(kept)]


def _off(point: Point, start: Point, end: Point) -> float:
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = hypot(bx - ax, by - ay)
    if not length:
        return hypot(px - ax, py - ay)
    return abs((bx - ax) * (ay - py) - (ax - px) * (by - ay)) / length


def _area(ring: Ring) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def _centre(ring: Ring) -> Point:
    area = _area(ring) or 1.0
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (6 * area)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairs) / (6 * area)
    return x, y


def _clipped(ring: Ring, window: tuple[float, float, float, float]) -> Ring:
    """Sutherland and Hodgman: the part of a ring within a window (left, low, right, high)."""
    left, low, right, high = window
    for axis, bound, sign in ((0, left, 1), (0, right, -1), (1, low, 1), (1, high, -1)):
        kept: Ring = []
        for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
            inside = [sign * (point[axis] - bound) >= 0 for point in (start, end)]
            if inside[0]:
                kept.append(start)
            if inside[0] != inside[1]:
                share = (bound - start[axis]) / (end[axis] - start[axis])
                kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
        ring = kept
        if not ring:
            return []
    return ring


if __name__ == "__main__":
    main(sys.argv[1])
