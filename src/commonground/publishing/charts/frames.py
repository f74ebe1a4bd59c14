"""The frame of a picture: finding on top, source at the foot, fixed widths, our fonts and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from django.utils.translation import get_language_bidi

from commonground.publishing.charts.fonts import SANS, SERIF, families, measured, wrapped
from commonground.publishing.charts.layers import (
    EDGE,
    GROUND,
    INK,
    INK_2,
    INK_3,
    PAPER,
    Drawing,
    Layer,
    Space,
    points,
    texts,
    vega,
)

BANDS = ("#f4f0e3", "#e8e1b8", "#9ccd9c", "#45a398", "#156e85", "#13385c")
ON_BANDS = (INK, INK, INK, "#14181d", "#ffffff", "#ffffff")
AREAS = ("#067079", "#875cbe", "#9b5903", "#6f9976", "#562a3c", "#8f2c18")
TITLE, SUB, FOOT = 20, 13, 11
LEADING = 1.3
KEY_LINE = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands around a drawing."""

    finding: str
    subtitle: str
    foot: str
    warning: str = ""
    bands: tuple[tuple[str, int], ...] = ()


def level_colour(level: int | None) -> str:
    return GROUND if level is None else BANDS[level]


def on_level(level: int | None) -> str:
    return INK_2 if level is None else ON_BANDS[level]


def across(x: float, space: Space) -> float:
    """A place across in pixels, from the side where reading starts."""
    return space.plot - x if get_language_bidi() else x


def align(name: str) -> str:
    """``start`` and ``end`` by the direction of writing."""
    turned = {"start": "right", "end": "left"} if get_language_bidi() else {"start": "left", "end": "right"}
    return turned.get(name, "center")


def directed(text: str) -> str:
    """A text whose words stand in the direction of writing, whatever letters it begins with."""
    return f"\u202b{text}\u202c" if get_language_bidi() else text


def said(lines: Sequence[str], y: float, size: float, space: Space, *, colour: str = INK, serif: bool = False) -> Layer:
    """Lines of text from the start of the picture's own edge."""
    x = across(-space.start, space)
    return texts(
        [{"words": directed(line), "x": x, "y": y + n * size * LEADING} for n, line in enumerate(lines)],
        align=align("start"),
        baseline="alphabetic",
        font=families(SERIF if serif else SANS),
        fontSize=size,
        color=colour,
    )


def _above(words: Words, room: float) -> list[tuple[list[str], float, str, bool]]:
    """What stands over a drawing: lines, size, colour, and whether the serif speaks them."""
    found = [(wrapped(words.warning, SUB, room), SUB, "#a8201a", False)] if words.warning else []
    found.append((wrapped(words.finding, TITLE, room, serif=True), TITLE, INK, True))
    return [*found, (wrapped(words.subtitle, SUB, room), SUB, INK_2, False)]


def framed(drawing: Drawing, words: Words) -> dict[str, Any]:
    """The picture as Vega-Lite has it: layers in plot pixels, with all that stands around them."""
    space = drawing.space
    room = space.width - 2 * EDGE
    above = _above(words, room)
    foot = wrapped(words.foot, FOOT, room)
    key = _key(words.bands, space)
    lines_of_key = 1 + max((int(each["line"]) for each in key), default=-1)
    tall = sum(len(lines) * size * LEADING + 4 for lines, size, _colour, _serif in above) + 10 + space.top
    drawn = list(drawing.layers)
    y = -tall
    for lines, size, colour, serif in above:
        drawn.append(said(lines, y + size, size, space, colour=colour, serif=serif))
        y += len(lines) * size * LEADING + 4
    drawn += _band_key(key, space)
    low = space.height + space.bottom + 22 + lines_of_key * KEY_LINE
    drawn.append(said(foot, low, FOOT, space, colour=INK_3))
    chart = alt.layer(*map(vega, drawn)).properties(width=space.plot, height=space.height)
    chart = chart.configure(font=families(SANS), background=PAPER).configure_view(stroke=None, clip=False)
    spec: dict[str, Any] = chart.to_dict()
    spec["autosize"] = {"type": "none", "contains": "content"}
    spec["padding"] = {
        "left": space.left,
        "right": space.right,
        "top": tall + EDGE,
        "bottom": space.bottom + 22 + lines_of_key * KEY_LINE + len(foot) * FOOT * LEADING + EDGE - FOOT,
    }
    return spec


def _key(bands: Sequence[tuple[str, int]], space: Space) -> list[dict[str, Any]]:
    """Where each band of the key stands: from the start, on as many lines as it takes."""
    x, line, found = 0.0, 0, []
    for label, level in bands:
        wide = 18 + measured(label, FOOT) + 14
        if x and x + wide > space.width - 2 * EDGE:
            x, line = 0.0, line + 1
        found.append({"at": x, "line": line, "words": label, "fill": BANDS[level]})
        x += wide
    return found


def _band_key(key: Sequence[dict[str, Any]], space: Space) -> list[Layer]:
    dots, labels = [], []
    for each in key:
        y = space.height + space.bottom + 16 + each["line"] * KEY_LINE
        start = each["at"] - space.start
        dots.append({"x": across(start + 6, space), "y": y, "fill": each["fill"]})
        labels.append({"x": across(start + 16, space), "y": y, "words": each["words"]})
    if not key:
        return []
    return [points(dots), texts(labels, align=align("start"), fontSize=FOOT)]
