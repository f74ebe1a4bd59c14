"""A drawing as a flat list of marks in pixels from its upper left corner: what SVG and Typst draw alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import pi, sqrt
from typing import Any

from django.utils.html import escape

from commonground.publishing.charts.layers import ACCENT, INK, Drawing, Layer, Value

Mark = dict[str, Any]
MARGIN = 6.0
"""Room for what stands over the edge: half a figure, half a dot."""
ROTATED = 270


def marks_of(drawing: Drawing) -> tuple[float, float, list[Mark]]:
    """Width, height and marks of a drawing, in the order in which they are drawn."""
    space = drawing.space
    makers: Mapping[str, Callable[[Layer], Iterator[Mark]]] = {
        "circle": _dots, "rule": _lines, "rect": _squares, "text": _words, "geoshape": _lands,
    }  # fmt: skip
    marks = [mark for layer in drawing.layers for mark in makers[layer.kind](layer)]
    left, top = space.left, space.top + MARGIN
    return space.width, top + space.height + space.bottom + MARGIN, [_moved(mark, left, top) for mark in marks]


def svg_of(drawing: Drawing, alt: str) -> str:
    """The drawing as SVG that can stand in a page or a file; ``alt`` says what it shows."""
    width, height, marks = marks_of(drawing)
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    look = 'font-family="Source Sans Pro, Noto Sans Arabic, sans-serif" direction="ltr"'
    shapes = "".join(_shape(mark) for mark in marks)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look} role="img" aria-label="{escape(alt)}">{shapes}</svg>'


def _moved(mark: Mark, left: float, top: float) -> Mark:
    """The mark with its places counted from the corner, to a tenth of a pixel."""
    moved = {key: round(mark[key] + left, 1) for key in ("x", "x2") if key in mark}
    moved |= {key: round(mark[key] + top, 1) for key in ("y", "y2") if key in mark}
    if "rings" in mark:
        moved["rings"] = [[[round(x + left, 1), round(y + top, 1)] for x, y in ring] for ring in mark["rings"]]
    return mark | moved


def _at(value: Value) -> Mark:
    return {key: float(value[key]) for key in ("x", "y", "x2", "y2") if key in value}


def _edge(layer: Layer) -> Mark:
    return {"stroke": layer.mark.get("stroke", INK), "wide": layer.mark.get("strokeWidth", 1)}


def _dots(layer: Layer) -> Iterator[Mark]:
    for value in layer.values:
        size = round(sqrt(layer.mark["size"] / pi), 2)
        yield {"kind": "dot", **_at(value), **_edge(layer), "size": size, "fill": value["fill"]}


def _lines(layer: Layer) -> Iterator[Mark]:
    for value in layer.values:
        yield {"kind": "line", **_at(value), **_edge(layer), "dashed": "strokeDash" in layer.mark}


def _squares(layer: Layer) -> Iterator[Mark]:
    for value in layer.values:
        place = _at(value)
        x, x2 = sorted((place["x"], place["x2"]))
        yield {"kind": "square", **place, **_edge(layer), "x": x, "x2": x2, "fill": value["fill"]}


def _words(layer: Layer) -> Iterator[Mark]:
    look = layer.mark
    for value in layer.values:
        yield {
            "kind": "words",
            **_at(value),
            "words": value["words"],
            "size": round(float(look["fontSize"]), 1),
            "bold": look.get("fontWeight", 400) >= 600,  # noqa: PLR2004 -- semibold
            "align": look.get("align", "center"),
            "turned": look.get("angle") == ROTATED,
            "fill": value["fill"] if layer.inked else look.get("color", ACCENT),
        }


def _lands(layer: Layer) -> Iterator[Mark]:
    unit, (wide, tall) = layer.mark["unit"], layer.mark["room"]
    for value in layer.values:
        polygons = value["geometry"]["coordinates"]
        rings = [[(x * unit, y * unit) for x, y in ring] for polygon in polygons for ring in polygon]
        within = [ring for ring in rings if any(0 <= x <= wide and 0 <= y <= tall for x, y in ring)]
        if within:
            kept = [[(min(max(x, 0), wide), min(max(y, 0), tall)) for x, y in ring] for ring in within]
            yield {"kind": "land", **_edge(layer), "rings": kept, "fill": value["fill"]}


def _shape(mark: Mark) -> str:
    look = f'stroke="{mark["stroke"]}" stroke-width="{mark["wide"]}"' if "stroke" in mark else ""
    match mark["kind"]:
        case "dot":
            return f'<circle cx="{mark["x"]}" cy="{mark["y"]}" r="{mark["size"]}" fill="{mark["fill"]}" {look}/>'
        case "line":
            dash = ' stroke-dasharray="4 4"' if mark["dashed"] else ""
            return f'<line x1="{mark["x"]}" y1="{mark["y"]}" x2="{mark["x2"]}" y2="{mark["y2"]}" {look}{dash}/>'
        case "square":
            wide, tall = round(mark["x2"] - mark["x"], 1), round(mark["y2"] - mark["y"], 1)
            place = f'x="{mark["x"]}" y="{mark["y"]}" width="{wide}" height="{tall}"'
            return f'<rect {place} fill="{mark["fill"]}" {look}/>'
        case "land":
            path = "".join("M" + "L".join(f"{x} {y}" for x, y in ring) + "Z" for ring in mark["rings"])
            return f'<path d="{path}" fill="{mark["fill"]}" {look}/>'
    return _text(mark)


def _text(mark: Mark) -> str:
    anchor = {"left": "start", "right": "end"}.get(mark["align"], "middle")
    x, y = mark["x"], round(mark["y"] + 0.34 * mark["size"], 1)
    turned = ""
    if mark["turned"]:
        x, y = round(mark["x"] + 0.34 * mark["size"], 1), mark["y"]
        turned = f' transform="rotate(-90 {x} {y})"'
    bold = ' font-weight="600"' if mark["bold"] else ""
    place = f'x="{x}" y="{y}" font-size="{mark["size"]}" text-anchor="{anchor}" fill="{mark["fill"]}"'
    return f"<text {place}{bold}{turned}>{escape(mark['words'])}</text>"
