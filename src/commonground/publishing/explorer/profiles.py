"""Several measures beside each other: dot profile, radar, heat map and table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from urllib.parse import quote

from django.utils.translation import gettext as _

from commonground.publishing.display import owned
from commonground.publishing.display import score as shown
from commonground.publishing.drawing.axes import per_cent, score_ticks, share
from commonground.publishing.explorer import findings, svg
from commonground.publishing.explorer.chart import Axis, Chart, Column, Row
from commonground.publishing.explorer.rankings import cell_address
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.queries.figures import mean_of
from commonground.publishing.queries.opened import NodeInfo

Scores = Mapping[str, Mapping[str, float | None]]
RADIUS = 36.0
RADAR = 440
FEWEST = 3
RINGS = 4


def table_of(scope: Scope) -> Scores:
    """Scores by measure and place."""
    return {node.code: scope.scores(node.code, scope.period.code) for node in scope.measures}


def mean_known(scores: Mapping[str, float | None]) -> float | None:
    """That of the places that have a score, by the arithmetic of the pages."""
    known = [value for value in scores.values() if value is not None]
    return mean_of(known) if known else None


def beside(scope: Scope) -> str:
    """What stands beside each other."""
    low, high = scope.opened.info.scale
    words = {"measure": owned(scope.measure.title), "count": len(scope.measures), "period": scope.period.label}
    what = (_("%(count)s measures") if len(scope.view.measure) > 1 else _("The parts of %(measure)s")) % words
    return _("%(what)s, %(period)s, %(low)s–%(high)s, %(places)s") % {
        "what": what,
        "period": scope.period.label,
        "low": f"{low:g}",
        "high": f"{high:g}",
        "places": scope.whose,
    }


def _finding(scope: Scope, table: Scores) -> findings.Finding:
    return findings.of_measures(
        scope, [(node.code, node.title, mean_known(table[node.code])) for node in scope.measures]
    )


def heat(scope: Scope) -> Chart:
    """Every place and every measure as a square in the colour of its band."""
    return _grid(scope, form="heat")


def table(scope: Scope) -> Chart:
    """The figures and nothing else."""
    return _grid(scope, form="table")


def _grid(scope: Scope, *, form: str) -> Chart:
    scores = table_of(scope)
    own = scope.scores(scope.measure.code, scope.period.code)
    alone = len(scope.view.measure) < 2 and scope.measure.code not in scores  # noqa: PLR2004 -- one measure is shown by its parts
    nodes = (*scope.measures, scope.measure) if alone else scope.measures
    full = {**scores, scope.measure.code: own}
    ordered = sorted(scope.places, key=lambda place: (own[place] is None, -(own[place] or 0), scope.name(place)))
    rows = [_grid_row(scope, place, nodes, tuple(full[node.code][place] for node in nodes)) for place in ordered]
    return Chart(
        kind=scope.view.kind,
        finding=_finding(scope, scores),
        subtitle=beside(scope),
        first=_("Place"),
        columns=tuple(Column(code=node.code, title=node.title, named=True) for node in nodes),
        rows=tuple(rows),
        form=form,
        alt=_("A table of %(places)s and %(count)s measures") % {"places": scope.whose, "count": len(nodes)},
    )


def _grid_row(scope: Scope, place: str, nodes: Sequence[NodeInfo], values: tuple[float | None, ...]) -> Row:
    return Row(
        key=place,
        label=scope.name(place),
        values=values,
        address=f"/places/{quote(place)}?period={quote(scope.period.code)}",
        colour=scope.colour(place),
        levels=tuple(scope.level(value) for value in values),
        links=tuple(cell_address(scope, place, node.code) for node in nodes),
    )


def _marked(scope: Scope) -> tuple[str, ...]:
    """The places set apart: those that the reader named, else the highest and the lowest by the measure."""
    if scope.apart:
        return scope.apart
    own = scope.scores(scope.measure.code, scope.period.code)
    known = sorted((place for place in scope.places if own[place] is not None), key=lambda place: -(own[place] or 0))
    return tuple(dict.fromkeys((*known[:1], *known[-1:])))


def _measure_rows(scope: Scope, table_: Scores, marked: Sequence[str], *, draw: bool) -> tuple[Row, ...]:
    rows = []
    for node in scope.measures:
        scores = table_[node.code]
        drawing = svg.drawn(_profile(scope, scores, marked)) if draw else ""
        rows.append(
            Row(
                key=node.code,
                label=node.title,
                values=(mean_known(scores), *(scores[place] for place in marked)),
                address=_node_address(scope, node),
                colour=0,
                drawing=drawing,
            )
        )
    return tuple(rows)


def _node_address(scope: Scope, node: NodeInfo) -> str:
    kind = "indicators" if node.kind == "question" else "areas"
    return f"/{kind}/{quote(node.code)}?period={quote(scope.period.code)}"


def _columns(scope: Scope, marked: Sequence[str]) -> tuple[Column, ...]:
    mean = Column(code="mean", title=_("Mean"))
    return (mean, *(Column(code=f"score_{place}", title=scope.name(place)) for place in marked))


def profile(scope: Scope) -> Chart:
    """A line a measure: every place a pale dot, the places set apart coloured, the mean a tick."""
    scores = table_of(scope)
    marked = _marked(scope)
    scale = scope.opened.info.scale
    return Chart(
        kind=scope.view.kind,
        finding=_finding(scope, scores),
        subtitle=beside(scope),
        first=_("Measure"),
        columns=_columns(scope, marked),
        rows=_measure_rows(scope, scores, marked, draw=True),
        notes=(_("The tick is the mean of the places; grey dots are the others."),),
        form="rows",
        banded=False,
        axis=Axis(scale=scale, ticks=score_ticks(scale)),
        shown=tuple(range(1 + len(marked))),
        alt=_("Dots of %(places)s for %(count)s measures") % {"places": scope.whose, "count": len(scope.measures)},
    )


def _profile(scope: Scope, scores: Mapping[str, float | None], marked: Sequence[str]) -> list[str]:
    scale = scope.opened.info.scale
    parts = []
    if "others" not in scope.view.hide:
        values = sorted({value for place, value in scores.items() if value is not None and place not in marked})
        parts += [svg.dot(share(value, scale), "50%", "dot other", 3.5) for value in values]
    mean = mean_known(scores)
    if mean is not None:
        at = per_cent(share(mean, scale))
        parts.append(f'<line class="tick" x1="{at}" x2="{at}" y1="15%" y2="85%"/>')
    for n, place in enumerate(marked, start=1):
        value = scores[place]
        if value is not None:
            spot = svg.dot(share(value, scale), "50%", "dot a", 5.5)
            parts.append(svg.group([spot], key=place, style=svg.area(n), title=f"{scope.name(place)}: {shown(value)}"))
    return parts


def radar(scope: Scope) -> Chart:
    """A web with a spoke for each measure; a spoke without a score breaks the outline."""
    scores = table_of(scope)
    marked = _marked(scope)
    drawable = len(scope.measures) >= FEWEST
    notes = (_("The dashed outline is the mean of the places."),)
    if not drawable:
        notes = (_("A radar needs three measures or more: choose an area or an overall score."),)
    return Chart(
        kind=scope.view.kind,
        finding=_finding(scope, scores),
        subtitle=beside(scope),
        first=_("Measure"),
        columns=_columns(scope, marked),
        rows=_measure_rows(scope, scores, marked, draw=False),
        notes=notes,
        form="scene",
        banded=False,
        drawing=svg.drawn(_web(scope, scores, marked)) if drawable else "",
        height=RADAR,
        start=0.0,
        alt=_("A radar of %(count)s measures") % {"count": len(scope.measures)},
    )


def _spoke(n: int, count: int, length: float) -> tuple[float, float]:
    """A place on a spoke, across and down in per cent of a square; clockwise from the top."""
    angle = 2 * pi * n / count
    return 50 + length * sin(angle), 50 - length * cos(angle)


def _web(scope: Scope, scores: Scores, marked: Sequence[str]) -> list[str]:
    count = len(scope.measures)
    parts = []
    for ring in range(1, RINGS + 1):
        corners = [_spoke(n, count, RADIUS * ring / RINGS) for n in range(count)]
        parts += _outline(corners, "grid base" if ring == RINGS else "grid")
    for n, node in enumerate(scope.measures):
        x, y = _spoke(n, count, RADIUS)
        parts.append(svg.line(50, 50, x, y, "grid", "%"))
        parts += [_spoke_name(n, count, node.title, "tight"), _spoke_name(n, count, node.code, "loose")]
    means = [mean_known(scores[node.code]) for node in scope.measures]
    parts.append(svg.group(_outline(_points(scope, means), "mean"), style="other", title=_("Mean")))
    for n, place in enumerate(marked, start=1):
        values = [scores[node.code][place] for node in scope.measures]
        points = _points(scope, values)
        shape = [
            *_outline(points, "line"),
            *(svg.dot(point[0], f"{point[1]:.2f}%", "dot a", 4) for point in points if point),
        ]
        parts.append(svg.group(shape, key=place, style=svg.area(n), title=scope.name(place)))
    return parts


def _spoke_name(n: int, count: int, title: str, style: str) -> str:
    x, y = _spoke(n, count, RADIUS + 4)
    across = sin(2 * pi * n / count)
    anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"  # noqa: PLR2004 -- near the top and the foot
    words = title if len(title) <= 20 else f"{title[:19].rstrip()}…"  # noqa: PLR2004 -- room for a name
    # A start anchor is by the direction of writing, and x is mirrored with it: both turn together.
    return (
        f'<text class="{style}" x="{per_cent(x)}" y="{y:.2f}%" dy="4" text-anchor="{anchor}">{svg.escape(words)}</text>'
    )


def _points(scope: Scope, values: Sequence[float | None]) -> list[tuple[float, float] | None]:
    scale, count = scope.opened.info.scale, len(values)
    return [
        None if value is None else _spoke(n, count, RADIUS * share(value, scale) / 100)
        for n, value in enumerate(values)
    ]


def _outline(points: Sequence[tuple[float, float] | None], style: str) -> list[str]:
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    return [svg.line(start[0], start[1], end[0], end[1], style, "%") for start, end in pairs if start and end]


__all__ = ["heat", "profile", "radar", "table"]
