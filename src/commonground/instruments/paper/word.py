"""A printed questionnaire as a Word document: real headings, lists and tables, and the language of each text."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from commonground.methods.questionnaires.paper import Choice, Entry, Paper, Spoken

BOX = "☐ "
FACE = "Arial"
"""On every machine, and with Arabic letters."""
INK, DIM = RGBColor(0x1A, 0x1F, 0x26), RGBColor(0x4B, 0x53, 0x5D)
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 -- no date: the same questionnaire is the same file
WIDEST = 6
"""As many options stand beside the rows of a table; more stand above it."""


def word(paper: Paper) -> bytes:
    """The document as ``.docx``."""
    document = Document()
    _Writer(document, paper).write()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    def __init__(self, document: Any, paper: Paper) -> None:  # noqa: ANN401 -- docx names no type of its documents
        self.document = document
        self.paper = paper

    def write(self) -> None:
        self._set_up()
        self._say(self.paper.title, style="Title")
        for about in self.paper.about:
            self._say(self._own(about), dim=True)
        if self.paper.text:
            self._say(self.paper.text)
        for entry in self.paper.entries:
            if entry.is_section:
                self._section(entry)
            else:
                self._question(entry)

    def _set_up(self) -> None:
        core = self.document.core_properties
        core.title, core.author, core.language = self.paper.title.text, "", self.paper.language
        core.created = core.modified = MADE
        core.comments = ""
        page = self.document.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.2)
        page.top_margin = page.bottom_margin = Cm(2)
        for name, size in (("Normal", 10.5), ("Title", 22), ("Heading 1", 15)):
            self._style(name, size)
        for level, size in enumerate((13, 11.5, 11), start=2):
            self._style(f"Heading {level}", size)

    def _style(self, name: str, size: float) -> None:
        style = self.document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FACE, Pt(size), INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FACE)
        whole = OxmlElement("w:szCs")
        whole.set(qn("w:val"), str(round(size * 2)))
        style.element.rPr.append(whole)

    def _own(self, text: str) -> Spoken:
        return Spoken(text=text, language=self.paper.language, rtl=self.paper.rtl)

    def _say(self, *parts: Spoken, style: str = "", dim: bool = False, of: Any = None) -> Any:  # noqa: ANN401 -- docx names no type
        paragraph = (of or self.document).add_paragraph(style=style or None)
        return self._fill(paragraph, *parts, dim=dim)

    def _fill(self, paragraph: Any, *parts: Spoken, dim: bool = False) -> Any:  # noqa: ANN401 -- docx names no type
        if self.paper.rtl:
            paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 -- docx has no word for it
        for part in parts:
            run = paragraph.add_run(part.text)
            if dim:
                run.font.color.rgb = DIM
            _speak(run, part)
        return paragraph

    def _section(self, entry: Entry) -> None:
        self._say(entry.heading, style=f"Heading {entry.level}")
        if entry.text:
            self._say(entry.text)
        self._lines(entry)

    def _question(self, entry: Entry) -> None:
        self._say(self._own(f"{entry.code}  "), entry.heading, style=f"Heading {entry.level}")
        for said in (entry.text, entry.help):
            if said:
                self._say(said)
        self._say(self._own(" · ".join((entry.asks, *entry.facts))), dim=True)
        for line in entry.before:
            self._say(self._own(f"{line.label} "), line.said)
        self._answers(entry)
        self._lines(entry)
        if entry.answered:
            words = self.paper.words
            self._say(self._own(words["your-comment"] if entry.choices else words["answer"]), dim=True)
            self._say(self._own(""))

    def _answers(self, entry: Entry) -> None:
        beside = bool(entry.items) and 0 < len(entry.choices) <= WIDEST
        if not beside:
            for choice in entry.choices:
                self._say(self._own(BOX), *self._choice(choice))
        if entry.items:
            self._table(entry, entry.choices if beside else ())

    def _choice(self, choice: Choice) -> tuple[Spoken, ...]:
        return (choice.label, self._own(f" ({choice.worth})")) if choice.worth else (choice.label,)

    def _table(self, entry: Entry, choices: tuple[Choice, ...]) -> None:
        columns = choices or (None,)
        table = self.document.add_table(rows=1, cols=1 + len(columns), style="Table Grid")
        if self.paper.rtl:
            table._tblPr.append(OxmlElement("w:bidiVisual"))  # noqa: SLF001 -- docx has no word for it
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- docx has no word for it
        for cell, choice in zip(table.rows[0].cells[1:], columns, strict=True):
            said = self._choice(choice) if choice else (self._own(self.paper.words["answer"]),)
            self._fill(cell.paragraphs[0], *said)
        for item in entry.items:
            cells = table.add_row().cells
            self._fill(cells[0].paragraphs[0], item)
            for cell, choice in zip(cells[1:], columns, strict=True):
                self._fill(cell.paragraphs[0], self._own(BOX if choice else ""))

    def _lines(self, entry: Entry) -> None:
        for line in entry.lines:
            self._say(self._own(f"{line.label} "), line.said, dim=True)


def _speak(run: Any, said: Spoken) -> None:  # noqa: ANN401 -- docx names no type
    """The language of a run, and its direction, which Word does not see for itself."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 -- docx has no word for it
    if said.rtl:
        properties.append(OxmlElement("w:rtl"))
    language = OxmlElement("w:lang")
    language.set(qn("w:bidi" if said.rtl else "w:val"), said.language)
    properties.append(language)
