"""How tall a view is in a frame of 720 pixels on another's page, so that the frame's code can say it.

The figures are those of the stylesheet, and letters are counted at their mean width: a little room is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from commonground.publishing.explorer.chart import Chart

INSIDE = 696
AROUND = 170
"""Padding, the source, the way to the explorer, and room to spare."""
TITLE, SUBTITLE, NOTE = (58, 29), (95, 21), (100, 20)
"""So many letters a line has, and how tall it is."""
GAP = 16
WARNING, KEY, NARROW_KEY, TABLE = 60, 51, 23, 33
STEP, STEPS, BESIDES = 36, 20, 26
LETTER = 9
ROW, WRAPPED, SQUARE = 28.5, 43, 30
FEW_TILES, TILES = 9, 576
"""Up to so many columns, tiles take no more than so much room."""


def embedded(chart: Chart, periods: Sequence[str]) -> int:
    """The height in pixels of a view with its finding, notes and source, and the ways to other periods."""
    words = _lines(chart.finding.text, TITLE) + _lines(chart.subtitle, SUBTITLE)
    words += sum(GAP + _lines(note, NOTE) for note in chart.notes)
    steps = STEPS + STEP * ceil(sum(len(label) * LETTER + BESIDES for label in periods) / INSIDE) if periods else 0
    keyed = 0 if chart.form == "table" else KEY if chart.banded else NARROW_KEY if chart.by_measure else 0
    besides = (0 if chart.official else WARNING) + keyed + (TABLE if chart.listed else 0)
    return round(AROUND + words + steps + besides + _drawn(chart))


def _lines(text: str, style: tuple[int, int]) -> int:
    letters, tall = style
    return tall * ceil(len(text) / letters)


def _drawn(chart: Chart) -> float:
    """The drawing, or the table that is one."""
    if chart.form == "map":
        _left, _top, wide, tall = map(float, chart.box.split())
        return INSIDE * tall / wide
    if chart.form == "tiles":
        wide = INSIDE if chart.wide > FEW_TILES else TILES
        return max((tile.row for tile in chart.tiles), default=0) * wide / max(chart.wide, 1)
    if chart.form == "scene":
        return chart.height
    heads = max((len(column.title) for column in chart.columns), default=0)
    if chart.form == "rows":
        return 2 * 19 + len(chart.rows) * (WRAPPED if chart.by_measure else ROW)
    return 2 * 19 + 2 * heads + len(chart.rows) * (WRAPPED if chart.form == "table" else SQUARE)
