"""One measure against another."""

from __future__ import annotations

import numpy as np
from django.utils.translation import gettext as _

from commonground.publishing.display import owned
from commonground.publishing.display import score as shown
from commonground.publishing.drawing.axes import share
from commonground.publishing.explorer import findings, svg
from commonground.publishing.explorer.chart import Chart, Column, Row
from commonground.publishing.explorer.rankings import cell_address
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.queries.figures import SAME

HEIGHT = 440
FEWEST = 5
"""Pairs below which a correlation says nothing."""
STEPS = 5


def scatter(scope: Scope) -> Chart:
    """Each place as a dot: across by the other measure, up by the first."""
    first = scope.scores(scope.measure.code, scope.period.code)
    second = scope.scores(scope.against.code, scope.period.code)
    both = [place for place in scope.places if first[place] is not None and second[place] is not None]
    ordered = sorted(both, key=lambda place: (-(first[place] or 0), scope.name(place)))
    rows = tuple(_row(scope, place, first[place], second[place]) for place in ordered)
    words = {
        "second": owned(scope.against.title),
        "first": owned(scope.measure.title),
        "period": scope.period.label,
    }
    return Chart(
        kind=scope.view.kind,
        finding=findings.of_pairs(scope, _correlation(rows), len(rows)),
        subtitle=_("Up: %(first)s; across: %(second)s; %(period)s, ") % words + scope.whose,
        first=_("Place"),
        columns=(
            Column(code="score", title=scope.measure.title, named=True),
            Column(code="against", title=scope.against.title, named=True),
        ),
        rows=rows,
        notes=(
            _("That two figures go together does not say that one brings the other about."),
            *_left_out(len(scope.places) - len(rows)),
        ),
        form="scene",
        drawing=svg.drawn(_scene(scope, rows)),
        height=HEIGHT,
        end=1.0,
        alt=_("A scatter of %(first)s against %(second)s") % words,
    )


def _left_out(lacking: int) -> tuple[str, ...]:
    said = _("Places left out for want of one of the two scores: %(count)s.")
    return (said % {"count": lacking},) if lacking else ()


def _row(scope: Scope, place: str, up: float | None, across: float | None) -> Row:
    return Row(
        key=place,
        label=scope.name(place),
        values=(up, across),
        address=cell_address(scope, place, scope.measure.code),
        level=scope.level(up),
        colour=scope.colour(place),
    )


def _correlation(rows: tuple[Row, ...]) -> float | None:
    """Pearson's r; None for fewer than five places, and where one measure is the same everywhere."""
    values = np.array([row.values for row in rows], dtype=np.float64)
    if len(rows) < FEWEST or np.ptp(values, axis=0).min() < SAME:
        return None
    return float(np.corrcoef(values.T)[0, 1])


def _scene(scope: Scope, rows: tuple[Row, ...]) -> list[str]:
    scale = scope.opened.info.scale
    low, high = scale
    parts = []
    for step in range(STEPS + 1):
        mark = low + (high - low) * step / STEPS
        at = HEIGHT - share(mark, scale) / 100 * HEIGHT
        parts += [
            svg.line(0, at, 100, at, "grid base" if not step else "grid"),
            svg.line(share(mark, scale), 0, share(mark, scale), HEIGHT, "grid base" if not step else "grid"),
            svg.text(0, at + 4, f"{mark:g}", anchor="end", dx=-8),
            svg.text(share(mark, scale), HEIGHT + 20, f"{mark:g}", anchor="middle"),
        ]
    for row in sorted(rows, key=lambda row: row.colour > 0):
        up, across = (value if isinstance(value, float) else low for value in row.values)
        x, y = share(across, scale), HEIGHT - share(up, scale) / 100 * HEIGHT
        style = "dot here" if row.colour else f"dot {svg.band(row.level)}"
        shapes = [svg.dot(x, y, style, 5.5)]
        if row.colour:
            right = x < 75  # noqa: PLR2004 -- room for a name
            shapes.append(svg.text(x, y - 8, row.label, "strong", anchor="start" if right else "end"))
        said = f"{row.label}: {shown(up)}, {shown(across)}"
        parts.append(svg.group(shapes, key=row.key, title=said))
    return parts
