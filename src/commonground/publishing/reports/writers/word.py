"""A report as a Word document: real headings, a table of contents, tables with heads, and charts as pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from commonground.methods.questionnaires.texts import is_rtl
from commonground.publishing.charts.frames import BANDS, ON_BANDS
from commonground.publishing.reports.content import (
    Block,
    Cell,
    Facts,
    Heading,
    Picture,
    Plot,
    Report,
    Shade,
    Table,
    Text,
)
from commonground.publishing.reports.writers.drawings import png
from commonground.publishing.reports.writers.office import timeless

FACE = "Arial"
"""On every machine, and with Arabic letters."""
INK, DIM = RGBColor(0x1A, 0x1F, 0x26), RGBColor(0x4B, 0x53, 0x5D)
WIDE, LONG = 21.0, 29.7
MARGIN = 2.0


def word(report: Report) -> bytes:
    """The document as ``.docx``. Raises ``LettersError`` where no font has a letter of a picture."""
    document = Document()
    _Writer(document, report).write()
    out = io.BytesIO()
    document.save(out)
    return timeless(out.getvalue())


class _Writer:
    def __init__(self, document: Any, report: Report) -> None:  # noqa: ANN401 -- docx names no type of its documents
        self.document, self.report = document, report

    def write(self) -> None:
        self._set_up()
        self._cover()
        for section in self.report.sections:
            self._say(section.title, style="Heading 1")
            for said in section.own:
                self._say(said)
            level = 2
            for block in section.blocks:
                level = 3 if isinstance(block, Heading) else level
                self._block(block, level)
            if any(isinstance(block, Table | Picture) for block in section.blocks):
                self._say(self.report.source, size=7.5)

    def _set_up(self) -> None:
        core, report = self.document.core_properties, self.report
        core.title, core.author, core.language = f"{report.title} · {report.sort}", report.index, report.language
        core.comments = ""
        page = self.document.sections[0]
        size = (WIDE, LONG) if not report.landscape else (LONG, WIDE)
        page.page_width, page.page_height = Cm(size[0]), Cm(size[1])
        page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN)
        self.room = Cm(size[0] - 2 * MARGIN)
        for name, points in (("Normal", 9.5), ("Title", 30), ("Heading 1", 16), ("Heading 2", 11), ("Heading 3", 10)):
            self._style(name, points)
        foot = f"{report.index} · {report.edition} · {report.title}"
        self._fill(page.footer.paragraphs[0], " · ".join(filter(None, (foot, report.notice))), size=7.5)

    def _style(self, name: str, points: float) -> None:
        style = self.document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(points), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FACE)
        _add(style.element.rPr, "w:szCs", val=str(round(points * 2)))

    def _cover(self) -> None:
        report = self.report
        self._say(f"{report.sort} · {report.index}", dim=True)
        self._say(report.title, style="Title")
        self._say(report.finding, size=13, dim=True)
        if report.figure:
            figure = report.figure
            self._say(f"{figure.text} {figure.full}", size=24)
            for said in filter(None, (figure.band, *figure.said)):
                self._say(said)
        if report.notice:
            self._say(report.notice, bold=True)
        self._pairs(report.about)
        if report.whole:
            self._say(report.words["contents"], style="Heading 1")
            self._contents()
            self.document.add_page_break()

    def _contents(self) -> None:
        """A table of contents, which Word fills in when it opens the file; the titles stand there until then."""
        paragraph = self._fill(self.document.add_paragraph(), "")
        for kind, said in (("begin", ""), ("", 'TOC \\o "1-2" \\h \\z \\u'), ("separate", "")):
            run = paragraph.add_run()._r  # noqa: SLF001 -- docx has no word for fields
            if kind:
                _add(run, "w:fldChar", fldCharType=kind)
            else:
                _add(run, "w:instrText").text = said
        for at, section in enumerate(self.report.sections):
            run = paragraph.add_run(section.title)
            if at + 1 < len(self.report.sections):
                run.add_break(WD_BREAK.LINE)
        _add(paragraph.add_run()._r, "w:fldChar", fldCharType="end")  # noqa: SLF001 -- as above

    def _block(self, block: Block, level: int) -> None:
        match block:
            case Heading(text=text, own=own):
                self._say(text, style="Heading 2", own=own)
            case Text(paragraphs=paragraphs):
                for said in paragraphs:
                    self._say(said)
            case Facts(pairs=pairs):
                self._pairs(pairs)
            case Picture():
                self._titled(block, level)
                self._picture(block)
            case Table():
                self._titled(block, level)
                self._table(block)

    def _titled(self, block: Table | Picture, level: int) -> None:
        self._say(block.title, style=f"Heading {level}", own=isinstance(block, Table) and block.own)
        self._say(block.note, size=7.5, dim=True, next_=True)

    def _picture(self, block: Picture) -> None:
        paragraph = self._fill(self.document.add_paragraph(), "")
        drawn = paragraph.add_run().add_picture(io.BytesIO(png(block)), width=self.room)
        drawn._inline.docPr.set("descr", block.alt)  # noqa: SLF001 -- docx has no word for it

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        for term, said in pairs:
            paragraph = self._say(f"{term}: ", dim=True)
            self._run(paragraph, said)

    def _table(self, block: Table) -> None:
        shown = [at for at, column in enumerate(block.columns) if column.kind != "plot"]
        table = self.document.add_table(rows=1, cols=len(shown), style="Table Grid")
        if self.report.rtl:
            table._tblPr.insert(1, OxmlElement("w:bidiVisual"))  # noqa: SLF001 -- docx has no word for it
        _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")  # noqa: SLF001 -- as above
        for cell, at in zip(table.rows[0].cells, shown, strict=True):
            column = block.columns[at]
            self._fill(cell.paragraphs[0], column.label, size=7.5, bold=True, own=column.own_head)
        small = 7.0 if len(shown) > 9 else 8.0  # noqa: PLR2004 -- so many columns have room
        for number, row in enumerate(block.rows):
            cells = table.add_row().cells
            for cell, at in zip(cells, shown, strict=True):
                self._cell(cell, row[at], size=small, bold=number in block.marked, own=block.columns[at].own_cells)
        self._say("", size=4)

    def _cell(self, cell: Any, said: Cell, **look: Any) -> None:  # noqa: ANN401 -- docx names no type
        if isinstance(said, Plot):
            return
        colour = None
        if isinstance(said, Shade):
            if said.level is not None:
                colour = RGBColor.from_string(ON_BANDS[said.level].lstrip("#").upper())
                _add(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=BANDS[said.level].lstrip("#"))  # noqa: SLF001 -- as above
            said = said.text
        self._fill(cell.paragraphs[0], said, colour=colour, **look)

    def _say(self, said: str, *, style: str = "", next_: bool = False, **look: Any) -> Any:  # noqa: ANN401 -- docx names no type
        paragraph = self.document.add_paragraph(style=style or None)
        paragraph.paragraph_format.keep_with_next = next_ or style.startswith("Heading")
        return self._fill(paragraph, said, **look)

    def _fill(self, paragraph: Any, said: str, **look: Any) -> Any:  # noqa: ANN401 -- docx names no type
        if self.report.rtl:
            _add(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001 -- docx has no word for it
        paragraph.paragraph_format.space_after = Pt(3)
        self._run(paragraph, said, **look)
        return paragraph

    def _run(self, paragraph: Any, said: str, **look: Any) -> None:  # noqa: ANN401 -- docx names no type
        run = paragraph.add_run(said)
        run.bold = look.get("bold") or None
        colour = look.get("colour") or (DIM if look.get("dim") else None)
        if colour is not None:
            run.font.color.rgb = colour
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 -- docx has no word for it
        if points := look.get("size"):
            run.font.size = Pt(points)
            _add(properties, "w:szCs", val=str(round(points * 2)))
        language = (look.get("own") and self.report.foreign) or self.report.language
        if is_rtl(language):
            _add(properties, "w:rtl")
        _add(properties, "w:lang", **{"bidi" if is_rtl(language) else "val": language})


def _add(parent: Any, tag: str, **attributes: str) -> Any:  # noqa: ANN401 -- docx names no type
    """A further element of Word's own, which docx has no word for."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element
