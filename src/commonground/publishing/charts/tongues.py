"""Texts of the index in a drawing, in their own language where the page speaks another."""

from __future__ import annotations

import re
from collections.abc import Collection
from html import escape, unescape

from commonground.publishing.explorer.chart import Chart

TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")


def own_words(chart: Chart) -> frozenset[str]:
    """The names of measures that a chart shows."""
    rows = {row.label for row in chart.rows} if chart.by_measure else set()
    return frozenset(rows | {column.title for column in chart.columns if column.named})


def in_tongue(svg: str, own: Collection[str], foreign: str) -> str:
    """The drawing with the language of those of its texts that stand among ``own``; none where it is not foreign."""

    def marked(found: re.Match[str]) -> str:
        if unescape(found[2]) not in own:
            return found[0]
        return f'<text{found[1]} lang="{escape(foreign)}" xml:lang="{escape(foreign)}">{found[2]}</text>'

    return TEXT.sub(marked, svg) if foreign else svg
