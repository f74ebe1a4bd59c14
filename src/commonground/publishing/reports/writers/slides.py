"""A report as slides: charts that PowerPoint can change, tables that can be edited, one finding a slide."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from commonground.publishing.charts.frames import AREAS, BANDS, ON_BANDS
from commonground.publishing.charts.layers import GROUND, INK, INK_2, INK_3, RULE
from commonground.publishing.display import score
from commonground.publishing.explorer.chart import Row, Tile
from commonground.publishing.reports.content import (
    Cell,
    Column,
    Facts,
    Picture,
    Plot,
    Report,
    Section,
    Shade,
    Table,
    Text,
)
from commonground.publishing.reports.writers.office import timeless

FACE = "Arial"
WIDE, TALL, EDGE, TOP = 13.333, 7.5, 0.6, 1.5
ROOM = WIDE - 2 * EDGE
BLANK = 5
"""The layout of the default template that has a title and nothing else."""
LINES, LETTERS, DOTS = 14, 800, 30
"""Rows of a table, letters of a text, and dots of a chart that one slide takes."""


def slides(report: Report) -> bytes:
    """The slides as ``.pptx``; sections of detail are left to the other forms."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(TALL)
    core = deck.core_properties
    core.title, core.author, core.language = f"{report.title} · {report.sort}", report.index, report.language
    writer = _Writer(deck, report)
    writer.cover()
    for section in report.sections:
        if not section.detail:
            writer.section(section)
    out = io.BytesIO()
    deck.save(out)
    return timeless(out.getvalue())


class _Writer:
    def __init__(self, deck: Any, report: Report) -> None:  # noqa: ANN401 -- pptx names no type of its decks
        self.deck, self.report = deck, report

    def cover(self) -> None:
        report = self.report
        slide = self._slide(report.title, size=44, top=2.0)
        self._box(slide, (f"{report.sort} · {report.index}",), 1.2, 0.5, size=16)
        said = [report.finding, *([report.notice] if report.notice else [])]
        if report.figure:
            figure = report.figure
            said.append(" · ".join(filter(None, (f"{figure.text} {figure.full}", figure.band, *figure.said))))
        self._box(slide, said, 3.4, 1.6, size=20)
        self._box(slide, [f"{term}: {words}" for term, words in report.about], 5.2, 1.6, size=12)

    def section(self, section: Section) -> None:
        said = [*section.own]
        for block in section.blocks:
            if isinstance(block, Text):
                said += block.paragraphs
            elif isinstance(block, Facts):
                said += [f"{term}: {words}" for term, words in block.pairs]
        for part in _parted(said):
            self._box(self._slide(section.title), part, TOP, TALL - TOP - 0.8, size=18)
        for block in section.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Picture):
                self._picture(block)

    def _slide(self, title: str, *, size: float = 26, top: float = 0.4, own: bool = False) -> Any:  # noqa: ANN401 -- pptx names no type
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[BLANK])
        held = slide.shapes.title
        held.left, held.top, held.width, held.height = Inches(EDGE), Inches(top), Inches(ROOM), Inches(1.0)
        held.text_frame.word_wrap = True
        held.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._write(held.text_frame.paragraphs[0], title, size=size, own=own)
        self._box(slide, (self.report.source,), TALL - 0.5, 0.3, size=9, ink=INK_3)
        return slide

    def _box(self, slide: Any, said: Sequence[str], top: float, tall: float, *, size: float, ink: str = INK) -> None:  # noqa: ANN401 -- a box has a place and a look
        frame = slide.shapes.add_textbox(Inches(EDGE), Inches(top), Inches(ROOM), Inches(tall)).text_frame
        frame.word_wrap = True
        for at, words in enumerate(said):
            paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
            paragraph.space_after = Pt(size / 3)
            self._write(paragraph, words, size=size, ink=ink)

    def _write(self, paragraph: Any, words: str, *, size: float, **look: Any) -> None:  # noqa: ANN401 -- pptx names no type
        """Words in a look: ``ink``, ``bold``, and whether they are the index's ``own``."""
        run = paragraph.add_run()
        run.text = words
        font = run.font
        font.size, font.name, font.bold, font.color.rgb = (
            Pt(size),
            FACE,
            look.get("bold", False),
            _rgb(look.get("ink", INK)),
        )
        run._r.get_or_add_rPr().set("lang", (look.get("own") and self.report.foreign) or self.report.language)  # noqa: SLF001 -- pptx has no word for it
        paragraph.alignment = PP_ALIGN.RIGHT if self.report.rtl else PP_ALIGN.LEFT
        if self.report.rtl:
            paragraph._p.get_or_add_pPr().set("rtl", "1")  # noqa: SLF001 -- as above

    def _table(self, block: Table) -> None:
        plot = next((at for at, column in enumerate(block.columns) if column.kind == "plot"), None)
        if plot is not None and len(block.rows) <= DOTS:
            self._dots(block, plot)
        shown = [at for at, column in enumerate(block.columns) if column.kind != "plot"]
        for first in range(0, len(block.rows), LINES):
            rows = block.rows[first : first + LINES]
            slide = self._slide(block.title, own=block.own)
            size = Inches(EDGE), Inches(TOP), Inches(ROOM), Inches(0.34 * (len(rows) + 1))
            frame = slide.shapes.add_table(len(rows) + 1, len(shown), *size)
            _describe(frame, f"{block.title}. {block.note}")
            self._fill(frame.table, [block.columns[at] for at in shown], [[row[at] for at in shown] for row in rows])

    def _fill(self, table: Any, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:  # noqa: ANN401 -- pptx names no type
        if self.report.rtl:
            table._tbl.tblPr.set("rtl", "1")  # noqa: SLF001 -- pptx has no word for it
        for at, wide in enumerate(_widths(columns)):
            table.columns[at].width = Inches(wide)
        for at, column in enumerate(columns):
            self._cell(table.cell(0, at), column.label, fill=RULE, bold=True, own=column.own_head)
        for n, row in enumerate(rows, start=1):
            table.rows[n].height = Inches(0.34)
            for at, cell in enumerate(row):
                if isinstance(cell, Shade):
                    level = cell.level
                    fill, ink = ("#ffffff", INK_2) if level is None else (BANDS[level], ON_BANDS[level])
                    self._cell(table.cell(n, at), cell.text, fill=fill, ink=ink)
                else:
                    self._cell(table.cell(n, at), str(cell), fill="#ffffff", own=columns[at].own_cells)

    def _cell(self, cell: Any, words: str, *, fill: str, **look: Any) -> None:  # noqa: ANN401 -- pptx names no type
        cell.fill.solid()
        cell.fill.fore_color.rgb = _rgb(fill)
        cell.margin_top = cell.margin_bottom = Inches(0.02)
        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._write(cell.text_frame.paragraphs[0], words, size=11, **look)

    def _dots(self, block: Table, plot: int) -> None:
        """Scores as dots above their names, with the means as dashes."""
        names = next(at for at, column in enumerate(block.columns) if column.kind == "text")
        rows = [(str(row[names]), cell) for row in block.rows if isinstance(cell := row[plot], Plot)]
        data = CategoryChartData()
        data.categories = [name for name, _cell in rows]
        label = block.columns[max(plot - 1, 0)].label
        data.add_series(label, [cell.dot for _name, cell in rows])
        means = [cell.tick for _name, cell in rows]
        if any(mean is not None for mean in means):
            data.add_series(block.columns[plot + 1].label, means)
        chart = self._chart(block.title, f"{block.title}. {block.note}", XL_CHART_TYPE.LINE_MARKERS, data)
        self._scaled(chart, block.columns[plot].scale)
        for series, marker in zip(chart.plots[0].series, (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DASH), strict=False):
            series.format.line.fill.background()
            series.marker.style, series.marker.size = marker, 11
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = _rgb(AREAS[0] if marker == XL_MARKER_STYLE.CIRCLE else INK)
            series.smooth = False

    def _chart(self, title: str, alt: str, sort: Any, data: Any) -> Any:  # noqa: ANN401 -- pptx names no type
        slide = self._slide(title)
        size = Inches(EDGE), Inches(TOP), Inches(ROOM), Inches(TALL - TOP - 0.7)
        frame = slide.shapes.add_chart(sort, *size, data)
        _describe(frame, alt)
        chart = frame.chart
        chart.has_title = False
        chart.font.size, chart.font.name = Pt(11), FACE
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        return chart

    def _scaled(self, chart: Any, scale: tuple[float, float]) -> None:  # noqa: ANN401 -- pptx names no type
        axis = chart.value_axis
        axis.minimum_scale, axis.maximum_scale = scale
        axis.major_unit = (scale[1] - scale[0]) / 5
        axis.major_gridlines.format.line.color.rgb = _rgb(RULE)
        axis.format.line.fill.background()
        chart.category_axis.reverse_order = self.report.rtl

    def _picture(self, block: Picture) -> None:
        if block.chart.form == "tiles":
            self._tiles(block)
            return
        data = CategoryChartData()
        data.categories = [column.title for column in block.chart.columns[:-1]]
        rows = sorted(block.chart.rows, key=lambda row: bool(row.colour))
        for row in rows:
            data.add_series(row.label, [value if isinstance(value, float) else None for value in row.values[:-1]])
        chart = self._chart(block.title, block.alt, XL_CHART_TYPE.LINE_MARKERS, data)
        self._scaled(chart, block.scale)
        chart.has_legend = False
        for series, row in zip(chart.plots[0].series, rows, strict=True):
            self._line(series, row)

    def _line(self, series: Any, row: Row) -> None:  # noqa: ANN401 -- pptx names no type
        series.smooth = False
        line = series.format.line
        line.color.rgb = _rgb(AREAS[(row.colour - 1) % len(AREAS)] if row.colour else RULE)
        line.width = Pt(2.5 if row.colour else 1)
        series.marker.style = XL_MARKER_STYLE.CIRCLE if row.colour else XL_MARKER_STYLE.NONE
        if row.colour:
            last = max(at for at, value in enumerate(row.values[:-1]) if isinstance(value, float))
            label = series.points[last].data_label
            label.has_text_frame = True
            label.text_frame.text = f"{row.label} {score(float(row.values[last] or 0))}"

    def _tiles(self, block: Picture) -> None:
        slide = self._slide(block.title)
        chart = block.chart
        tall = max((tile.row for tile in chart.tiles), default=1)
        size = min((TALL - TOP - 0.7) / tall, ROOM / max(chart.wide, 1))
        for tile in chart.tiles:
            self._tile(slide, tile, size, chart.wide)

    def _tile(self, slide: Any, tile: Tile, size: float, wide: int) -> None:  # noqa: ANN401 -- pptx names no type
        column = wide - tile.column if self.report.rtl else tile.column - 1
        left, top = EDGE + column * size, TOP + (tile.row - 1) * size
        shape = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, Inches(left), Inches(top), Inches(size * 0.96), Inches(size * 0.96)
        )
        level = tile.at.level
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(GROUND if level is None else BANDS[level])
        shape.line.fill.background()
        shape.name = tile.at.label
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        value = tile.at.values[0]
        ink = INK_2 if level is None else ON_BANDS[level]
        self._write(
            frame.paragraphs[0], f"{tile.at.key} {score(value if isinstance(value, float) else None)}", size=9, ink=ink
        )
        frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def _parted(said: Sequence[str]) -> Iterator[list[str]]:
    """Paragraphs in parts that a slide has room for."""
    part: list[str] = []
    for words in said:
        if part and sum(map(len, part)) + len(words) > LETTERS:
            yield part
            part = []
        part.append(words)
    if part:
        yield part


def _widths(columns: Sequence[Column]) -> list[float]:
    """Figures take what they need, names the rest."""
    shades = sum(column.kind == "shade" for column in columns)
    figure = 0.85 if len(columns) > 9 else 1.2  # noqa: PLR2004 -- so many columns have room
    texts = [column.kind == "text" for column in columns]
    least = 2.4
    shade = min(1.2, (ROOM - least * sum(texts) - figure * (len(columns) - shades - sum(texts))) / max(shades, 1))
    fixed = [shade if column.kind == "shade" else figure for column in columns]
    rest = ROOM - sum(wide for wide, text in zip(fixed, texts, strict=True) if not text)
    return [rest / sum(texts) if text else wide for wide, text in zip(fixed, texts, strict=True)]


def _describe(frame: Any, words: str) -> None:  # noqa: ANN401 -- pptx names no type
    """What a chart or table shows, for who cannot see it."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", words)  # noqa: SLF001 -- pptx has no word for it


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
