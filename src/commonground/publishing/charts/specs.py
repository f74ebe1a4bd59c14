"""Each form of a chart as a Vega-Lite picture, made from the same table that stands on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from math import cos, pi, sin
from typing import Any

from commonground.publishing.charts.fonts import cut
from commonground.publishing.charts.frames import AREAS, Words, across, align, framed, level_colour, on_level
from commonground.publishing.charts.layers import (
    ACCENT,
    GROUND,
    INK,
    INK_2,
    INK_3,
    PAPER,
    RULE,
    Drawing,
    Layer,
    Space,
    lands,
    points,
    squares,
    strokes,
    texts,
)
from commonground.publishing.display import change, score
from commonground.publishing.drawing.axes import nice, share
from commonground.publishing.explorer.chart import Chart, Row
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.maps import layer
from commonground.publishing.queries.tables import Value

Values = list[dict[str, Any]]
Scale = tuple[float, float]
STEP, NARROW = 20, 500
SCENE = 340
DOT, WAS, LOW, HIGH = "dot", "was", "low", "high"
READS: Mapping[Kind, Mapping[str, int]] = {
    Kind.RANKING: {DOT: 1, LOW: 2, HIGH: 3},
    Kind.DUMBBELL: {WAS: 0, DOT: 1},
    Kind.CHANGE: {WAS: 0, DOT: 1},
    Kind.OWN: {DOT: 1, LOW: 2, HIGH: 3, WAS: 4},
    Kind.WHATIF: {WAS: 0, DOT: 1, LOW: 7, HIGH: 8},
}
"""Where the figures of a row stand in its values."""


def spec_of(chart: Chart, scale: Scale, words: Words, width: int) -> dict[str, Any]:
    """The picture of a chart as Vega-Lite has it, with what stands around it."""
    return framed(drawing_of(chart, scale, width), words)


def drawing_of(chart: Chart, scale: Scale, width: int, tall: int = SCENE) -> Drawing:
    """The drawing of a chart, without title and source; lines over time are as tall as asked for."""
    makers: Mapping[str, Callable[[Chart, Scale, int], Drawing]] = {
        "rows": _profile if chart.kind == Kind.PROFILE else _rows,
        "heat": _heat,
        "tiles": _tiles,
        "map": _map,
        "scene": {Kind.SCATTER: _scatter, Kind.RADAR: _radar}.get(chart.kind, partial(_lines, tall=tall)),
    }
    return makers[chart.form](chart, scale, width)


def _number(row: Row, at: int | None) -> float | None:
    value: Value = None if at is None else row.values[at]
    return float(value) if isinstance(value, int | float) else None


def _ruled(scale: Scale, space: Space) -> list[Layer]:
    """Rules every fifth of the scale, with their figures on top."""
    marks = [scale[0] + (scale[1] - scale[0]) * step / 5 for step in range(6)]
    at = [across(share(mark, scale) / 100 * space.plot, space) for mark in marks]
    return [
        strokes([{"x": x, "x2": x, "y": 0, "y2": space.height} for x in at]),
        texts([{"x": x, "y": -9, "words": f"{mark:g}"} for x, mark in zip(at, marks, strict=True)], fontSize=11),
    ]


def _names(rows: Sequence[Row], space: Space, at: Callable[[int], float]) -> Layer:
    room = space.start - 8
    return texts(
        [{"x": across(-8, space), "y": at(n), "words": cut(row.label, 12, room)} for n, row in enumerate(rows)],
        align=align("end"),
        color=INK,
    )


def _rows(chart: Chart, scale: Scale, width: int) -> Drawing:
    reads = READS[chart.kind]
    space = Space(
        width=width, start=110 if width < NARROW else 170, end=44, height=max(len(chart.rows), 1) * STEP, top=18
    )

    def x(value: float) -> float:
        return across(share(value, scale) / 100 * space.plot, space)

    lines, moves, dots, hollow, figures = [], [], [], [], []
    for n, row in enumerate(chart.rows):
        y = (n + 0.5) * STEP
        dot, was, low, high = (_number(row, reads.get(name)) for name in (DOT, WAS, LOW, HIGH))
        if low is not None and high is not None:
            lines.append({"x": x(low), "x2": x(high), "y": y, "y2": y})
        if was is not None and dot is not None:
            moves.append({"x": x(was), "x2": x(dot), "y": y, "y2": y})
            hollow.append({"x": x(was), "y": y, "fill": PAPER})
        if dot is not None:
            dots.append({"x": x(dot), "y": y, "fill": level_colour(row.level)})
            shown = change(_number(row, 2)) if chart.kind in {Kind.DUMBBELL, Kind.CHANGE} else score(dot)
            figures.append({"x": across(space.plot + 40, space), "y": y, "words": shown})
    drawn = [
        *_ruled(scale, space),
        _names(chart.rows, space, lambda n: (n + 0.5) * STEP),
        strokes(lines, stroke=INK_3, strokeWidth=2),
        strokes(moves, stroke=INK_3, strokeWidth=1.5) if chart.kind != Kind.OWN else strokes([]),
        points(hollow, stroke=INK_3, size=45),
        points(dots),
        texts(figures, align=align("end"), color=INK, fontWeight=600),
    ]
    return Drawing(layers=tuple(drawn), space=space)


def _profile(chart: Chart, scale: Scale, width: int) -> Drawing:
    space = Space(
        width=width, start=120 if width < NARROW else 200, end=16, height=max(len(chart.rows), 1) * 26, top=18,
        bottom=_key_room(chart),
    )  # fmt: skip

    def x(value: float) -> float:
        return across(share(value, scale) / 100 * space.plot, space)

    ticks, dots = [], []
    for n, row in enumerate(chart.rows):
        y = (n + 0.5) * 26
        mean, *marked = (_number(row, at) for at in range(len(row.values)))
        if mean is not None:
            ticks.append({"x": x(mean), "x2": x(mean), "y": y - 8, "y2": y + 8})
        dots += [
            {"x": x(value), "y": y, "fill": AREAS[at % len(AREAS)]}
            for at, value in enumerate(marked)
            if value is not None
        ]
    drawn = [
        *_ruled(scale, space),
        _names(chart.rows, space, lambda n: (n + 0.5) * 26),
        strokes(ticks, stroke=INK, strokeWidth=1.5),
        points(dots, strokeWidth=0),
        *_key([column.title for column in chart.columns[1:]], space),
    ]
    return Drawing(layers=tuple(drawn), space=space)


def _key_room(chart: Chart) -> float:
    return 8 + 18 * max(len(chart.columns) - 1, 0)


def _key(names: Sequence[str], space: Space) -> list[Layer]:
    """One line a colour, under the drawing."""
    at = [(across(6 - space.start, space), space.height + 18 + 18 * n) for n in range(len(names))]
    dots = [{"x": x, "y": y, "fill": AREAS[n % len(AREAS)]} for n, (x, y) in enumerate(at)]
    labels = [
        {"x": across(16 - space.start, space), "y": y, "words": name} for (_x, y), name in zip(at, names, strict=True)
    ]
    return [points(dots, strokeWidth=0), texts(labels, align=align("start"), color=INK)]


def _heat(chart: Chart, _scale: Scale, width: int) -> Drawing:
    start = 100 if width < NARROW else 150
    space = Space(width=width, start=start, end=0, height=max(len(chart.rows), 1) * STEP, top=112)
    wide = space.plot / max(len(chart.columns), 1)
    cells, figures = [], []
    for n, row in enumerate(chart.rows):
        for column in range(len(chart.columns)):
            value = _number(row, column)
            level = row.levels[column] if row.levels else None
            left, right = across(column * wide, space), across((column + 1) * wide, space)
            cells.append({"x": left, "x2": right, "y": n * STEP, "y2": (n + 1) * STEP, "fill": level_colour(level)})
            if wide > 18:  # noqa: PLR2004 -- room for a figure
                middle = across((column + 0.5) * wide, space)
                figures.append({"x": middle, "y": (n + 0.5) * STEP, "words": score(value), "fill": on_level(level)})
    heads = [
        {"x": across((n + 0.5) * wide, space), "y": -8, "words": cut(column.title, 11, 104)}
        for n, column in enumerate(chart.columns)
    ]
    drawn = [
        squares(cells),
        texts(figures, inked=True, fontSize=11),
        texts(heads, angle=270, align="left", fontSize=11, color=INK),
        _names(chart.rows, space, lambda n: (n + 0.5) * STEP),
    ]
    return Drawing(layers=tuple(drawn), space=space)


def _tiles(chart: Chart, _scale: Scale, width: int) -> Drawing:
    columns = max(chart.wide, 1)
    size = min((width - 32) / columns, 64)
    tall = max((tile.row for tile in chart.tiles), default=1)
    space = Space(width=width, start=0, end=0, height=tall * size)
    cells, codes, figures = [], [], []
    for tile in chart.tiles:
        left, right = across((tile.column - 1) * size, space), across(tile.column * size, space)
        top, middle = (tile.row - 1) * size, across((tile.column - 0.5) * size, space)
        ink = on_level(tile.at.level)
        cells.append({"x": left, "x2": right, "y": top, "y2": top + size, "fill": level_colour(tile.at.level)})
        codes.append({"x": middle, "y": top + size * 0.34, "words": cut(tile.at.key, size * 0.3, size), "fill": ink})
        figures.append({"x": middle, "y": top + size * 0.7, "words": score(_number(tile.at, 0)), "fill": ink})
    drawn = [
        squares(cells),
        texts(codes, inked=True, fontSize=max(size * 0.28, 7), fontWeight=600),
        texts(figures, inked=True, fontSize=max(size * 0.3, 7)),
    ]
    return Drawing(layers=tuple(drawn), space=space)


def _map(chart: Chart, _scale: Scale, width: int) -> Drawing:
    sheet = layer(str(chart.kind))
    room = width - 32
    unit = room / sheet.width
    space = Space(width=width, start=0, end=0, height=sheet.height * unit)
    there = {row.key: row for row in chart.rows if row.key in sheet.shapes}
    features, circles = [], []
    for code, shape in sheet.shapes.items():
        row = there.get(code)
        rings = [[[[x, y] for x, y in ring]] for ring in shape.rings()]
        geometry = {"type": "MultiPolygon", "coordinates": rings}
        fill = level_colour(row.level) if row else GROUND
        features.append({"type": "Feature", "geometry": geometry, "fill": fill})
        if row and shape.area < sheet.small:
            circles.append({"x": shape.x * unit, "y": shape.y * unit, "fill": fill})
    return Drawing(layers=(lands(features, unit, (room, space.height)), points(circles, size=50)), space=space)


def _lines(chart: Chart, scale: Scale, width: int, *, tall: int = SCENE) -> Drawing:
    known = [value for row in chart.rows for value in row.values[:-1] if isinstance(value, float)]
    low, high = (min(known), max(known)) if known else scale
    marks = nice(max(scale[0], low), min(scale[1], max(high, low + 1)), 6)
    space = Space(width=width, start=28, end=118, height=tall, bottom=20)
    periods = [column.title for column in chart.columns[:-1]]

    def y(value: float) -> float:
        return tall - (value - marks[0]) / (marks[-1] - marks[0]) * tall

    def x(n: int) -> float:
        return across(space.plot * (n / (len(periods) - 1) if len(periods) > 1 else 0.5), space)

    pale, bold, dots, ends = [], {}, [], []
    for row in chart.rows:
        at = [(n, value) for n, value in enumerate(row.values[:-1]) if isinstance(value, float)]
        pieces = [{"x": x(a), "y": y(before), "x2": x(b), "y2": y(after)} for (a, before), (b, after) in pairwise(at)]
        if not row.colour:
            pale += pieces
        elif at:
            colour = AREAS[(row.colour - 1) % len(AREAS)]
            bold.setdefault(colour, []).extend(pieces)
            dots += [{"x": x(n), "y": y(value), "fill": colour} for n, value in at]
            ends.append((y(at[-1][1]), f"{cut(row.label, 12, 80)} {score(at[-1][1])}"))
    every = max(1, len(periods) // (3 if width < NARROW else 8))
    named = [
        n
        for n in range(len(periods))
        if n in {0, len(periods) - 1} or (n % every == 0 and len(periods) - 1 - n >= every)
    ]
    drawn = [
        strokes([{"x": 0, "x2": space.plot, "y": y(mark), "y2": y(mark)} for mark in marks]),
        texts(
            [{"x": across(-6, space), "y": y(mark), "words": f"{mark:g}"} for mark in marks],
            align=align("end"),
            fontSize=11,
        ),
        texts([{"x": x(n), "y": tall + 14, "words": periods[n]} for n in named], fontSize=11),
        strokes(pale, stroke=RULE, strokeWidth=1.5),
        *(strokes(pieces, stroke=colour, strokeWidth=2.25) for colour, pieces in bold.items()),
        points(dots, strokeWidth=0, size=45),
        texts(_apart(ends, space), align=align("start"), color=INK, fontWeight=600),
    ]
    return Drawing(layers=tuple(drawn), space=space)


def _apart(ends: Sequence[tuple[float, str]], space: Space) -> Values:
    """Names at the ends of lines, moved until none overlaps."""
    found: Values = []
    for y, words in sorted(ends):
        top = max(y, found[-1]["y"] + 15 if found else y)
        found.append({"x": across(space.plot + 8, space), "y": top, "words": words})
    return found


def _scatter(chart: Chart, scale: Scale, width: int) -> Drawing:
    space = Space(width=width, start=30, end=6, height=min(width - 60, 460), bottom=20)
    marks = [scale[0] + (scale[1] - scale[0]) * step / 5 for step in range(6)]

    def x(value: float) -> float:
        return across(share(value, scale) / 100 * space.plot, space)

    def y(value: float) -> float:
        return space.height - share(value, scale) / 100 * space.height

    dots, names = [], []
    for row in chart.rows:
        up, over = _number(row, 0), _number(row, 1)
        if up is not None and over is not None:
            dots.append({"x": x(over), "y": y(up), "fill": ACCENT if row.colour else level_colour(row.level)})
            if row.colour or len(chart.rows) <= 30:  # noqa: PLR2004 -- so many codes have room
                names.append({"x": x(over), "y": y(up) - 10, "words": row.label if row.colour else row.key})
    drawn = [
        strokes([{"x": 0, "x2": space.plot, "y": y(mark), "y2": y(mark)} for mark in marks]),
        strokes([{"x": x(mark), "x2": x(mark), "y": 0, "y2": space.height} for mark in marks]),
        texts(
            [{"x": across(-6, space), "y": y(mark), "words": f"{mark:g}"} for mark in marks],
            align=align("end"),
            fontSize=11,
        ),
        texts([{"x": x(mark), "y": space.height + 14, "words": f"{mark:g}"} for mark in marks], fontSize=11),
        points(dots),
        texts(names, fontSize=10),
    ]
    return Drawing(layers=tuple(drawn), space=space)


def _radar(chart: Chart, scale: Scale, width: int) -> Drawing:
    size = min(width - 32, 460)
    space = Space(width=width, start=0, end=0, height=size, bottom=_key_room(chart))
    radius, count = size * (0.26 if width < NARROW else 0.36), max(len(chart.rows), 1)

    def spot(n: int, length: float) -> tuple[float, float]:
        angle = 2 * pi * n / count
        return across(space.plot / 2 + length * sin(angle), space), size / 2 - length * cos(angle)

    def ring(lengths: Sequence[float | None]) -> Values:
        ends = [None if each is None else spot(n, each) for n, each in enumerate(lengths)]
        pairs = zip(ends, [*ends[1:], ends[0]], strict=True)
        return [{"x": a[0], "y": a[1], "x2": b[0], "y2": b[1]} for a, b in pairs if a and b]

    def lengths(column: int) -> list[float | None]:
        found = [_number(row, column) for row in chart.rows]
        return [None if value is None else radius * share(value, scale) / 100 for value in found]

    names: dict[str, Values] = {"center": [], "start": [], "end": []}
    for n, row in enumerate(chart.rows):
        (x, y), side = spot(n, radius + 12), sin(2 * pi * n / count)
        where = "center" if abs(side) < 0.2 else "start" if side > 0 else "end"  # noqa: PLR2004 -- near the top and the foot
        names[where].append({"x": x, "y": y, "words": cut(row.label, 11, 74 if width < NARROW else 130)})
    rings = [piece for part in (0.25, 0.5, 0.75, 1.0) for piece in ring([radius * part] * count)]
    marked = range(1, len(chart.columns))
    drawn = [
        strokes(rings),
        strokes(ring(lengths(0)), stroke=INK_3, strokeDash=[4, 4], strokeWidth=2),
        *(strokes(ring(lengths(at)), stroke=AREAS[(at - 1) % len(AREAS)], strokeWidth=2.25) for at in marked),
        *(texts(part, fontSize=11, align=align(where), color=INK_2) for where, part in names.items()),
        *_key([column.title for column in chart.columns[1:]], space),
    ]
    return Drawing(layers=tuple(drawn), space=space)
