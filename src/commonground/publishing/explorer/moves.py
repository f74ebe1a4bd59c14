"""Change between two periods: slope, before and after; and all periods in lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.publishing.display import cut, exact, owned
from commonground.publishing.display import score as shown
from commonground.publishing.drawing.axes import nice, score_ticks, share
from commonground.publishing.explorer import findings, svg
from commonground.publishing.explorer.chart import Axis, Chart, Column, Row
from commonground.publishing.explorer.rankings import cell_address, subtitle
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.queries.opened import PeriodInfo

HEIGHT, APART = 400, 17.0
ENDS = 3
LONGEST = 20


def moves_of(scope: Scope) -> dict[str, float]:
    """How far each place moved that has a score in both periods."""
    if scope.since is None:
        return {}
    before = scope.scores(scope.measure.code, scope.since.code)
    after = scope.scores(scope.measure.code, scope.period.code)
    return {
        place: now - then for place, now in after.items() if now is not None and (then := before[place]) is not None
    }


def between(scope: Scope, compared: int = 0) -> str:
    """What is measured, and between when; ``compared`` of the places where those without a score are left out."""
    if scope.since is None:
        return subtitle(scope)
    words = {"count": compared, "places": scope.whose}
    return _("%(measure)s, %(since)s to %(period)s, %(places)s") % {
        "measure": owned(scope.measure.title),
        "since": scope.since.label,
        "period": scope.period.label,
        "places": _("%(count)s of %(places)s") % words if 0 < compared < len(scope.places) else scope.whose,
    }


def dumbbell(scope: Scope) -> Chart:
    """Before and after: two dots and the line between them, the largest rise first."""
    moves = moves_of(scope)
    scale = scope.opened.info.scale
    ordered = sorted(moves, key=lambda place: (-round(moves[place], 9), scope.name(place)))
    return Chart(
        kind=scope.view.kind,
        finding=findings.of_moves(scope, moves),
        subtitle=between(scope, len(moves)),
        first=_("Place"),
        columns=move_columns(scope),
        rows=tuple(move_row(scope, place, moves[place]) for place in ordered),
        notes=_left_out(scope, moves),
        form="rows",
        axis=Axis(scale=scale, ticks=score_ticks(scale)),
        shown=(0, 1, 2),
        alt=_("Scores of %(places)s before and after") % {"places": scope.whose},
    )


def move_columns(scope: Scope) -> tuple[Column, ...]:
    """Before, after and the difference."""
    since = scope.since.label if scope.since else _("Before")
    return (
        Column(code="before", title=since),
        Column(code="after", title=scope.period.label),
        Column(code="change", title=_("Change"), sort="change"),
    )


def move_row(scope: Scope, place: str, move: float, *, address: str = "") -> Row:
    """A place that moved."""
    node, scale = scope.measure.code, scope.opened.info.scale
    after = scope.score(node, place, scope.period.code) or 0.0
    before = after - move
    level = scope.level(after)
    was, now = share(before, scale), share(after, scale)
    parts = [
        svg.line(was, 50, now, 50, "move", "%"),
        svg.dot(was, "50%", "dot was", 4),
        svg.dot(now, "50%", f"dot {svg.band(level)}" + (" here" if scope.colour(place) else ""), 5.5),
    ]
    return Row(
        key=place,
        label=scope.name(place),
        values=(before, after, move),
        address=address or cell_address(scope, place, node),
        level=level,
        colour=scope.colour(place),
        drawing=svg.drawn(parts),
    )


def _left_out(scope: Scope, moves: Mapping[str, float]) -> tuple[str, ...]:
    lacking = len(scope.places) - len(moves)
    if not lacking:
        return ()
    said = ngettext(
        "%(count)s of these places lacks a score in one of the periods and is left out.",
        "%(count)s of these places lack a score in one of the periods and are left out.",
        lacking,
    )
    return (said % {"count": lacking},)


def slope(scope: Scope) -> Chart:
    """Two periods and a line between."""
    periods = (scope.since, scope.period) if scope.since else (scope.period,)
    return _lines(scope, periods, _("Slopes from %(first)s to %(last)s"))


def over_time(scope: Scope) -> Chart:
    """All periods with scores, from ``since`` to ``period``."""
    every = scope.opened.periods
    first = every.index(scope.since) if scope.since else 0
    within = every[first : every.index(scope.period) + 1]
    node = scope.measure.code
    periods = [each for each in within if any(value is not None for value in scope.scores(node, each.code).values())]
    return _lines(scope, periods or (scope.period,), _("Lines from %(first)s to %(last)s"))


def _lines(scope: Scope, periods: Sequence[PeriodInfo], alt: str) -> Chart:
    table = {period.code: scope.scores(scope.measure.code, period.code) for period in periods}
    moves = moves_of(scope)
    series = {place: [table[period.code][place] for period in periods] for place in scope.places}
    marked = scope.apart or _ends(moves)
    ordered = sorted(scope.places, key=lambda place: (place not in marked, -moves.get(place, -1e9), scope.name(place)))
    rows = tuple(
        _series_row(scope, place, (*series[place], moves.get(place)), marked.index(place) + 1 if place in marked else 0)
        for place in ordered
    )
    names = [len(scope.name(place)) for place in marked]
    return Chart(
        kind=scope.view.kind,
        finding=findings.of_moves(scope, moves),
        subtitle=between(scope),
        first=_("Place"),
        columns=(
            *(Column(code=f"score_{period.code}", title=period.label) for period in periods),
            Column(code="change", title=_("Change"), sort="change"),
        ),
        rows=rows,
        notes=(*_left_out(scope, moves),),
        form="scene",
        banded=False,
        drawing=svg.drawn(_scene(scope, rows, periods)),
        height=HEIGHT,
        end=round(3 + 0.5 * min(max(names, default=0), LONGEST), 2),
        alt=alt % {"first": periods[0].label, "last": periods[-1].label},
    )


def _series_row(scope: Scope, place: str, values: tuple[float | None, ...], colour: int) -> Row:
    """A place's scores over the periods, and its change."""
    return Row(
        key=place,
        label=scope.name(place),
        values=values,
        address=cell_address(scope, place, scope.measure.code),
        level=scope.level(values[-2]),
        colour=colour,
    )


def _ends(moves: Mapping[str, float]) -> tuple[str, ...]:
    """Who moved farthest either way, to be set apart where the reader named nobody."""
    ordered = sorted(moves, key=lambda place: moves[place])
    up = [place for place in reversed(ordered) if moves[place] > 0][:ENDS]
    return (*up, *(place for place in ordered[:ENDS] if moves[place] < 0))


def _scene(scope: Scope, rows: Sequence[Row], periods: Sequence[PeriodInfo]) -> list[str]:
    known = [value for row in rows for value in row.values[:-1] if isinstance(value, float)]
    if not known:
        return []
    low, high = scope.opened.info.scale
    marks = nice(max(low, min(known)), min(high, max(*known, min(known) + (high - low) / 100)), 6)
    x = [50.0] if len(periods) == 1 else [100 * n / (len(periods) - 1) for n in range(len(periods))]

    def y(value: float) -> float:
        return HEIGHT - (value - marks[0]) / (marks[-1] - marks[0]) * HEIGHT

    parts = _grid(periods, marks, x, y)
    others = [] if "others" in scope.view.hide else [row for row in rows if not row.colour]
    coloured = [row for row in rows if row.colour]
    where = _spread({row.key: y(last) for row in coloured if (last := _last(row)) is not None})
    parts += [svg.group(_polyline(row, x, y, "faint"), key=row.key, style="other", title=_said(row)) for row in others]
    for row in coloured:
        shapes = _polyline(row, x, y, "line")
        if row.key in where:
            shapes.append(_named(row, where[row.key]))
        parts.append(svg.group(shapes, key=row.key, style=svg.area(row.colour), title=_said(row)))
    return parts


def _grid(
    periods: Sequence[PeriodInfo], marks: Sequence[float], x: Sequence[float], y: Callable[[float], float]
) -> list[str]:
    """Rules with their figures, and the names of the periods that have room."""
    parts = []
    for mark in marks:
        parts += [
            svg.line(0, y(mark), 100, y(mark), "grid base" if mark == marks[0] else "grid"),
            svg.text(0, y(mark) + 4, exact(mark), anchor="end", dx=-8),
        ]
    every = max(1, len(periods) // 5)
    for n, period in enumerate(periods):
        if n in {0, len(periods) - 1} or (n % every == 0 and len(periods) - 1 - n >= every):
            anchor = "middle" if 0 < n < len(periods) - 1 else "start" if n == 0 else "end"
            parts.append(svg.text(x[n], HEIGHT + 20, period.label, anchor=anchor))
    return parts


def _last(row: Row) -> float | None:
    known = [value for value in row.values[:-1] if isinstance(value, float)]
    return known[-1] if known else None


def _said(row: Row) -> str:
    return f"{row.label}: {' → '.join(shown(value) for value in row.values[:-1] if isinstance(value, float))}"


def _named(row: Row, y: float) -> str:
    """Name and last score at the end of a line; the score alone where there is no room, and the key has the name."""
    label = cut(row.label, LONGEST)
    figure = shown(_last(row))
    whole = svg.text(100, y + 4, f"{label} {figure}", "strong tight", dx=12)
    return whole + svg.text(100, y + 4, figure, "strong loose", dx=12)


def _polyline(row: Row, x: Sequence[float], y: Callable[[float], float], style: str) -> list[str]:
    points = [(x[n], y(value)) for n, value in enumerate(row.values[:-1]) if isinstance(value, float)]
    parts = [svg.line(ax, ay, bx, by, style) for (ax, ay), (bx, by) in pairwise(points)]
    return parts if style == "faint" else [*parts, *(svg.dot(px, py, "dot a", 4) for px, py in points)]


def _spread(ends: Mapping[str, float]) -> dict[str, float]:
    """Names moved apart until none overlaps."""
    order = sorted(ends, key=lambda key: ends[key])
    at: list[float] = []
    for key in order:
        at.append(max(ends[key], at[-1] + APART) if at else ends[key])
    bottom = HEIGHT + 4.0
    for n in range(len(at) - 1, -1, -1):
        at[n] = min(at[n], bottom)
        bottom = at[n] - APART
    return dict(zip(order, at, strict=True))
