"""Filters and tags of the public pages: figures as they are printed, positions in drawings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from commonground.methods.index.framework import Band
from commonground.methods.questionnaires.texts import is_rtl
from commonground.methods.robustness import Interval
from commonground.publishing import display, words
from commonground.publishing.converters import EditionName
from commonground.publishing.drawing import axes, lines
from commonground.publishing.explorer.chart import Chart, Column, Row
from commonground.publishing.narrative.told import language_told
from commonground.publishing.narrative.values import Cell
from commonground.publishing.queries.changes import Move
from commonground.publishing.queries.figures import NodeFigure
from commonground.publishing.queries.group_page import GroupPage
from commonground.publishing.queries.home_page import IndexEntry
from commonground.publishing.queries.opened import EditionInfo
from commonground.publishing.queries.place_page import PlacePage
from commonground.publishing.queries.reports_page import FORMS, ReportFile, ReportItem
from commonground.publishing.reports.kinds import TITLES, Kind
from commonground.scores.examinations import html
from commonground.scores.examinations.report import Report

register = template.Library()
WRITERS = {
    "score": display.score,
    "bound": display.score,
    "change": display.change,
    "percent": display.percent,
    "exact": display.exact,
}
"""How the kinds of columns in the explorer's tables are printed; others as whole numbers."""
register.filter("score", display.score)
register.filter("exact", display.exact)
register.filter("change", display.change)
register.filter("measured", display.measured)
register.filter("percent", display.percent)
register.filter("cut", display.cut)
register.filter("at", axes.at)
register.filter("score_ticks", axes.score_ticks)
register.filter("in_words", words.count)
register.filter("runs_of_100", words.runs_of_100)


@register.filter
def cells(row: Row, chart: Chart) -> list[tuple[Column, str, str, int | None]]:
    """A row's values as they are printed: column, text, where the figure opens, and the colour step of its band."""
    shown = chart.shown or range(len(chart.columns))
    return [
        (
            chart.columns[at],
            printed(row.values[at], chart.columns[at].sort),
            row.links[at] if row.links else "",
            row.levels[at] if row.levels else None,
        )
        for at in shown
    ]


@register.filter
def shown_columns(chart: Chart) -> list[Column]:
    """The columns that stand beside the drawing."""
    return [chart.columns[at] for at in chart.shown] if chart.shown else list(chart.columns)


def printed(value: object, sort: str) -> str:
    """A value of the explorer's tables as it is printed."""
    if value is None or isinstance(value, str):
        return value or display.DASH
    if sort == "gain":
        return display.signed(value)
    return WRITERS.get(sort, display.number)(value)


@register.filter
def files(item: ReportItem, language: str) -> tuple[ReportFile, ...]:
    """The files of a report in one language."""
    return item.in_language(language)


@register.filter
def tongue(of: EditionInfo | IndexEntry, direction: str = "") -> SafeString | str:
    """The language of an index's texts, where it is not the page's, with a direction where that differs or is given."""
    return words.tongue(of.language, direction)


@register.filter
def in_tongue(text: str, of: EditionInfo | IndexEntry) -> SafeString:
    """A text of an index amid words of the page, marked where its language is not theirs."""
    marks = tongue(of)
    return format_html("<span{}>{}</span>", marks, text) if marks else conditional_escape(text)


@register.simple_tag
def in_english() -> SafeString | str:
    """The marks of what is told in English alone: findings of audits, of a file's figures or of the statistics."""
    return words.tongue("en")


@register.filter
def full_name(of: EditionInfo) -> SafeString:
    """An edition by its title and label, in the order in which its language is written."""
    mixed = get_language_bidi() or is_rtl(of.language)
    label = format_html('<bdi class="nowrap">{}</bdi>', of.label) if mixed else of.label
    return in_tongue(format_html("{} {}", of.title, label), of)


@register.filter
def quoted(text: str, of: EditionInfo | IndexEntry) -> SafeString:
    """A text of an index between quotation marks, which go the way that it goes."""
    return in_tongue(f"“{text}”", of)


@register.filter
def day(iso: str) -> str:
    """A date as it is written in a sentence."""
    return date_format(date.fromisoformat(iso), "j F Y")


@register.filter
def hour(iso: str) -> str:
    """A date and hour as they are written in a sentence."""
    return date_format(datetime.fromisoformat(iso), "j F Y, H:i")


@register.filter
def band_range(band: Band, bands: tuple[Band, ...]) -> str:
    """The figures that a band covers."""
    return display.interval(band.lower, band.upper, last=band.upper == max(each.upper for each in bands))


@register.filter
def rounded_out(band: Band, score: float) -> bool:
    """Whether a score is printed as a figure that lies beyond its band, as 59.6 is below 60 but printed as 60."""
    return score < band.upper <= display.rounded(score, display.decimals())


@register.filter
def area(number: int) -> str:
    """The class that carries an area's colour; the eight colours come round again."""
    return f"a{(number - 1) % 8 + 1}" if number else ""


@register.filter
def width(value: float, scale: axes.Scale) -> str:
    """The length of a stretch that ends at ``value`` of a scale's length."""
    return f"{round(value / (scale[1] - scale[0]) * 100, 2):g}%"


@register.filter
def points(value: float | None, decimals: int = 1) -> str:
    """A figure with a fixed number of decimals."""
    return display.number(value, decimals)


@register.filter
def full(value: float | None) -> str:
    """A figure for programs, at full precision."""
    return "" if value is None else repr(value)


@register.filter
def band_start(band: Band, scale: axes.Scale) -> str:
    """Where the drawing of a band begins: its upper end on pages that run from right to left."""
    return min(axes.at(band.lower, scale), axes.at(band.upper, scale), key=lambda place: float(place[:-1]))


@register.filter
def name_anchor(value: float, scale: axes.Scale) -> str:
    """How a name is set above a dot so that it stays within the drawing."""
    where = axes.share(value, scale)
    return "start" if where < 10 else "end" if where > 90 else "middle"  # noqa: PLR2004 -- the room of a name


@register.filter
def edition_name(index: str, number: int) -> EditionName:
    """The pinned edition ``number`` of an index, as it stands in addresses."""
    return EditionName(index, number)


@register.filter
def minus(value: float, other: float) -> float:
    return value - other


@register.filter
def score_span(interval: Interval) -> str:
    """Between which scores a place stays."""
    return display.score_span(interval.score_lower, interval.score_upper)


@register.filter
def rank_span(interval: Interval) -> str:
    """Between which ranks a place stays."""
    return display.span(interval.rank_lower, interval.rank_upper)


@register.filter
def linked_data(document: Mapping[str, Any]) -> SafeString:
    """A description for search engines; nothing in it can end the element that it stands in."""
    text = json.dumps(document, ensure_ascii=False).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 -- escaped above


@register.simple_tag
def report_sections(report: Report) -> SafeString:
    """The sections of a statistical audit; ``scores.examinations.html`` escapes every text in it."""
    return mark_safe("".join(html.sections(report)))  # noqa: S308 -- escaped where it is written


@register.inclusion_tag("publishing/charts/time.html")
def time_chart(page: PlacePage | GroupPage, title: str) -> dict[str, Any]:
    """A page's scores over time, with the same figures as a table."""
    plot = lines.plot(page.history, page.periods, page.edition.scale)
    return {"plot": plot, "history": page.history, "periods": page.periods, "title": title, "edition": page.edition}


@register.filter
def name_width(rows: Sequence[NodeFigure]) -> str:
    """The room that the longest name of a table-chart needs, in rem; longer names run over two lines."""
    longest = max((len(row.node.title) for row in rows), default=0)
    return f"{min(max(0.52 * longest + 1, 5.5), 13):.2f}rem"


@register.inclusion_tag("publishing/charts/changes.html", takes_context=True)
def changes_chart(context: dict[str, Any], moves: Sequence[Move], shown: int) -> dict[str, Any]:
    """The largest moves up and down, at most ``shown``, the rest in a fold."""
    ordered = sorted(moves, key=lambda move: -abs(move.change))
    large = {move.place for move in ordered[:shown]}
    scale, ticks = axes.change_ticks(tuple(move.change for move in moves))
    return {
        "scale": scale,
        "ticks": ticks,
        "zero": axes.at(0.0, scale),
        "moves": [move for move in moves if move.place in large],
        "rest": [move for move in moves if move.place not in large],
        "base": context["base"],
        "suffix": context["suffix"],
    }


@register.simple_tag
def report_links(kinds: str, of: str) -> list[dict[str, Any]]:
    """The reports of a place or area in the language of its sentences, by their addresses below the edition's own."""
    language = language_told().code
    return [
        {
            "title": TITLES[Kind(kind)],
            "files": [(form, f"reports/{kind}/{quote(of)}/{language}.{form}") for form in FORMS],
        }
        for kind in kinds.split()
    ]


@register.simple_tag
@cache
def fonts_sheet() -> str:
    """The address of the fonts' stylesheet, or nothing where no fonts are built."""
    name = "site/fonts/fonts.css"
    return static(name) if finders.find(name) else ""


@register.filter
def cell_address(cell: Cell) -> str:
    """Where the figure of a sentence opens, behind the address of the edition; empty where it has no page."""
    query = f"?{urlencode({'period': cell.period})}"
    if not cell.node or ":" in cell.place:
        return ""
    return f"/places/{quote(cell.place)}/{quote(cell.node)}{query}" if cell.place else ""


@register.filter
def cell_figure(cell: Cell) -> str:
    """The figure as it is printed in a list of figures."""
    if cell.value is None or isinstance(cell.value, str):
        return cell.value or display.DASH
    return display.number(cell.value) if isinstance(cell.value, int) else display.exact(cell.value)
