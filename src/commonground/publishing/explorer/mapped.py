"""Maps of the world and of Europe, and the tile grid where shapes would lie or there are none."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.html import escape
from django.utils.translation import gettext as _

from commonground.publishing.display import score as shown
from commonground.publishing.explorer import findings, svg
from commonground.publishing.explorer.chart import Chart, Column, Row, Tile
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.rankings import cell_address, subtitle
from commonground.publishing.explorer.scope import Scope
from commonground.publishing.maps import Layer, Shape, layer
from commonground.publishing.queries.tiles import arranged

WORLD_CIRCLE, EUROPE_CIRCLE = 5.0, 8.0
KNOWN = "iso3166"


def tiles(scope: Scope) -> Chart:
    """One square a place."""
    return _mapped(scope, _rows(scope), notes=(_("Tiles show no borders."),))


def shapes(scope: Scope) -> Chart:
    """The places in their outlines; the tile grid where none of them has one."""
    sheet = layer(str(scope.view.kind))
    rows = _rows(scope)
    there = {row.key: sheet.shapes[row.key] for row in rows if _real(scope, row.key) and row.key in sheet.shapes}
    if not there:
        return _mapped(
            scope, rows, notes=(_("None of these places has an outline on this map, so each is a tile of its own."),)
        )
    beyond = [row.label for row in rows if row.key not in there]
    notes = [_("Outlines: Natural Earth, simplified. They take no side in any dispute.")]
    if beyond:
        notes.append(_("Not on this map: %(names)s.") % {"names": ", ".join(beyond)})
    return _chart(
        scope,
        rows,
        notes=tuple(notes),
        form="map",
        drawing=svg.drawn(_outlines(sheet, rows, there)),
        box=f"0 0 {sheet.width} {sheet.height}",
    )


def _real(scope: Scope, place: str) -> bool:
    return bool(scope.opened.places[place].scheme == KNOWN)


def _rows(scope: Scope) -> tuple[Row, ...]:
    scores = scope.scores(scope.measure.code, scope.period.code)
    ordered = sorted(scope.places, key=lambda place: (scores[place] is None, -(scores[place] or 0), scope.name(place)))
    return tuple(
        Row(
            key=place,
            label=scope.name(place),
            values=(scores[place],),
            address=cell_address(scope, place, scope.measure.code),
            level=scope.level(scores[place]),
            colour=scope.colour(place),
        )
        for place in ordered
    )


def _chart(scope: Scope, rows: tuple[Row, ...], **drawn: object) -> Chart:
    scores = scope.scores(scope.measure.code, scope.period.code)
    return Chart(
        kind=scope.view.kind,
        finding=findings.of_ranking(scope, scores),
        subtitle=subtitle(scope),
        first=_("Place"),
        columns=(Column(code="score", title=_("Score")),),
        rows=rows,
        alt=_("A map of %(places)s in the colours of their bands") % {"places": scope.whose},
        **drawn,
    )


def _mapped(scope: Scope, rows: tuple[Row, ...], *, notes: tuple[str, ...]) -> Chart:
    where = arranged(scope.opened, [row.key for row in rows])
    found = tuple(
        Tile(row=where[row.key][1], column=where[row.key][0], at=row)
        for row in sorted(rows, key=lambda row: (where[row.key][1], where[row.key][0]))
    )
    wide = max((tile.column for tile in found), default=1)
    return _chart(scope, rows, notes=notes, form="tiles", tiles=found, wide=wide)


def _outlines(sheet: Layer, rows: tuple[Row, ...], there: Mapping[str, Shape]) -> list[str]:
    land = "".join(shape.path for code, shape in sheet.shapes.items() if code not in there)
    parts = [f'<path class="land" d="{land}"/>']
    small = []
    radius = WORLD_CIRCLE if sheet.name == Kind.WORLD else EUROPE_CIRCLE
    for row in rows:
        if row.key in there:
            shape = there[row.key]
            said = f"<title>{escape(row.label)}: {shown(_number(row))}</title>"
            style = f"shape {svg.band(row.level)}" + (" here" if row.colour else "")
            parts.append(f'<path class="{style}" data-key="{escape(row.key)}" d="{shape.path}">{said}</path>')
            if shape.area < sheet.small:
                small.append(
                    f'<circle class="{style}" data-key="{escape(row.key)}" cx="{shape.x:g}" cy="{shape.y:g}" '
                    f'r="{radius:g}">{said}</circle>'
                )
    return [*parts, *small]


def _number(row: Row) -> float | None:
    value = row.values[0]
    return value if isinstance(value, float) else None


__all__ = ["shapes", "tiles"]
