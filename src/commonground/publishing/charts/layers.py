"""What pictures are made of: dots, lines, squares, outlines and words at places in pixels, before any format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
from django.utils.translation import get_language_bidi

from commonground.publishing.charts.fonts import SANS, families

PAPER, INK, INK_2, INK_3, RULE, ACCENT, GROUND = (
    "#fdfcf9",
    "#1a1f26",
    "#4b535d",
    "#646c76",
    "#dcd9d0",
    "#1f459b",
    "#f4f2eb",
)
EDGE, LABEL = 16, 12
Value = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Marks of one kind. ``mark`` is their look in Vega-Lite's words; ``inked`` ones have each their own ``fill``."""

    kind: Literal["circle", "rule", "rect", "text", "geoshape"]
    values: tuple[Value, ...]
    mark: Mapping[str, Any]
    inked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The room of a drawing: the whole width, what its labels take at both ends, and its height."""

    width: int
    start: float
    end: float
    height: float
    top: float = 0
    bottom: float = 0

    @property
    def plot(self) -> float:
        """How wide the drawing itself is."""
        return self.width - self.left - self.right

    @property
    def left(self) -> float:
        return EDGE + (self.end if get_language_bidi() else self.start)

    @property
    def right(self) -> float:
        return EDGE + (self.start if get_language_bidi() else self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Layers and their room, without what stands around them."""

    layers: tuple[Layer, ...]
    space: Space


def points(values: Sequence[Value], **mark: Any) -> Layer:
    """Dots at ``x`` and ``y`` in pixels, each in its own ``fill``."""
    look = {"opacity": 1, "size": 70, "stroke": INK, "strokeWidth": 1, **mark}
    return Layer(kind="circle", values=tuple(values), mark=look, inked=True)


def strokes(values: Sequence[Value], **mark: Any) -> Layer:
    """Straight lines from ``x``, ``y`` to ``x2``, ``y2`` in pixels."""
    return Layer(kind="rule", values=tuple(values), mark={"stroke": RULE, "strokeWidth": 1, **mark})


def texts(values: Sequence[Value], *, inked: bool = False, **mark: Any) -> Layer:
    """``words`` at ``x`` and ``y`` in pixels."""
    look = {"fontSize": LABEL, "baseline": "middle", "font": families(SANS), "color": INK_2, **mark}
    return Layer(kind="text", values=tuple(values), mark=look, inked=inked)


def squares(values: Sequence[Value]) -> Layer:
    """Rectangles from ``x``, ``y`` to ``x2``, ``y2`` in pixels, each in its own ``fill``."""
    return Layer(kind="rect", values=tuple(values), mark={"stroke": PAPER, "strokeWidth": 1}, inked=True)


def lands(features: Sequence[Value], unit: float, room: tuple[float, float]) -> Layer:
    """Outlines as GeoJSON in units of a map, ``unit`` pixels each, cut to ``room``; each in its own ``fill``."""
    return Layer(
        kind="geoshape",
        values=tuple(features),
        mark={"stroke": PAPER, "strokeWidth": 0.5, "unit": unit, "room": room},
        inked=True,
    )


def vega(layer: Layer) -> alt.Chart:
    """A layer as Altair has it."""
    chart = alt.Chart(alt.Data(values=list(layer.values)))
    fill = {"color": alt.Color("fill:N", scale=None, legend=None)} if layer.inked else {}
    if layer.kind == "geoshape":
        look = dict(layer.mark)
        unit, (wide, tall) = look.pop("unit"), look.pop("room")
        drawn = chart.mark_geoshape(**look).encode(**fill)
        return drawn.project(type="identity", scale=unit, translate=[0, 0], clipExtent=[[0, 0], [wide, tall]])
    make: Callable[..., alt.Chart] = getattr(chart, f"mark_{layer.kind}")
    at = {name: getattr(alt, name.upper())(f"{name}:Q", axis=None, scale=None) for name in ("x", "y")}
    ends = {"x2": "x2:Q", "y2": "y2:Q"} if layer.kind in {"rule", "rect"} else {}
    words = {"text": "words:N"} if layer.kind == "text" else {}
    return make(**layer.mark).encode(**at, **ends, **words, **fill)
