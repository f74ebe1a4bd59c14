"""Writing the workbook: one table with open cells for answers, lists to choose from, and hidden marks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlsxwriter

from commonground.methods.offline.book import COLUMNS, FIELDS, Book, Row, Slot
from commonground.methods.offline.manifest import Sign, column_marks, manifest_lines, row_mark, written_fields
from commonground.methods.offline.spelling import LONGEST, NO_SIGNS, as_number
from commonground.methods.questionnaires import Kind
from commonground.methods.workbooks.grid import letters

WIDTHS = {"code": 10, "section": 20, "text": 50, "help": 40, "choices": 30, "last": 24, "answer": 24, "comment": 40}
OTHER_WIDTH = 16
PASTED = 900
"""Rows of choices are cut to this many characters in the column that shows them."""
MOST_LISTED = 32_000
"""A list to choose from may have this many entries."""
OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
ALLOWED = dict.fromkeys(("sort", "autofilter", "format_columns", "format_rows", "format_cells"), True)


class _Workbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook whose sheets cannot be taken out or renamed without lifting the protection."""

    def _write_workbook_pr(self) -> None:
        super()._write_workbook_pr()
        self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])


def write_book(book: Book, sign: Sign) -> bytes:
    """The workbook as a file. All texts are written as texts: nothing in them can be a formula or a link."""
    out = io.BytesIO()
    with _Workbook(out, OPTIONS) as made:
        made.set_properties({"title": book.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- the same content, the same file
        _Writer(made, book).write(manifest_lines(book, sign))
    return out.getvalue()


class _Writer:
    """The sheets of one book."""

    def __init__(self, made: Any, book: Book) -> None:  # noqa: ANN401 -- xlsxwriter's
        self.book = book
        self.table = made.add_worksheet("Answers")
        self.about = made.add_worksheet("About")
        self.lists = made.add_worksheet("Lists")
        self.manifest = made.add_worksheet("Manifest")
        wrapped = {"text_wrap": True, "valign": "top"}
        self.locked = made.add_format({**wrapped, "num_format": "@"})
        self.quiet = made.add_format({**wrapped, "num_format": "@", "font_color": "#555555"})
        self.head = made.add_format({**wrapped, "bold": True, "bottom": 1})
        opened = {**wrapped, "locked": False, "bg_color": "#FFF9E5", "border": 1, "border_color": "#C9B458"}
        self.text = made.add_format({**opened, "num_format": "@"})
        self.number = made.add_format(opened)
        self.ranges: dict[tuple[str, ...], str] = {}

    def write(self, manifest: list[str]) -> None:
        self._head()
        for at, row in enumerate(self.book.rows, start=2):
            self._row(at, row)
        self._shape()
        self._about()
        for at, line in enumerate(manifest):
            self.manifest.write_string(at, 0, line)
        self.manifest.very_hidden()
        self.lists.hide()
        for sheet in (self.about, self.lists, self.manifest):
            sheet.protect()

    def _head(self) -> None:
        for column, (mark, heading) in enumerate(column_marks(self.book)):
            name = mark.removeprefix("cg:").partition("|")[0]
            self.table.write_string(0, column, mark)
            self.table.write_string(1, column, heading, self.head)
            self.table.set_column(column, column, WIDTHS.get(name, OTHER_WIDTH), None, {"hidden": name == "row"})
        self.table.set_row(0, None, None, {"hidden": True})

    def _row(self, at: int, row: Row) -> None:
        listed = "\n".join(text if row.kind is Kind.SINGLE else f"{code}: {text}" for text, code in row.choices.items())
        shown = (row_mark(self.book, row), row.code, row.section, row.text, row.help, listed[:PASTED])
        for column, text in enumerate(shown):
            self._put(self.table, at, column, text[:LONGEST], self.locked)
        slots = {slot.period: slot for slot in row.slots}
        column = len(COLUMNS)
        for period in self.book.periods:
            self._slot(at, column, row, slots[period])
            column += 1 + len(FIELDS)

    def _slot(self, at: int, first: int, row: Row, slot: Slot) -> None:
        self._put(self.table, at, first, slot.last[:LONGEST], self.quiet)
        fitting = dict(written_fields(slot))
        for column, name in enumerate(FIELDS, start=first + 1):
            text = slot.shown.get(name, "")
            if name not in fitting:
                self._put(self.table, at, column, f"{text[: LONGEST // 2]} …", self.quiet)
            elif name == "answer" and row.kind is Kind.NUMBER:
                self._number(at, column, text)
            else:
                self._put(self.table, at, column, text, self.text)
            if choices := tuple(self._choices(name, row)):
                self._list(at, column, choices)

    def _number(self, at: int, column: int, text: str) -> None:
        number = as_number(text)
        if number is None:
            self._put(self.table, at, column, text, self.number)
        else:
            self.table.write_number(at, column, number, self.number)

    def _choices(self, name: str, row: Row) -> Iterator[str]:
        words = self.book.words
        if name == "answer" and row.kind is Kind.SINGLE:
            yield from row.choices
            yield from words.states.values()
        elif name == "basis":
            yield from words.bases.values()
        elif name == "confidence":
            yield from words.confidences.values()

    def _list(self, at: int, column: int, choices: tuple[str, ...]) -> None:
        """The same list stands once on its hidden sheet, whatever the number of questions that use it."""
        if choices not in self.ranges:
            place = len(self.ranges)
            for line, text in enumerate(choices[:MOST_LISTED]):
                self._put(self.lists, line, place, text, self.locked)
            name = letters(place + 1)
            self.ranges[choices] = f"=Lists!${name}$1:${name}${min(len(choices), MOST_LISTED)}"
        told = {"error_message": self.book.words.problem[:250]} if self.book.words.problem else {}
        self.table.data_validation(at, column, at, column, {"validate": "list", "source": self.ranges[choices], **told})

    def _shape(self) -> None:
        last = len(self.book.rows) + 1, len(column_marks(self.book)) - 1
        self.table.autofilter(1, 0, *last)
        self.table.freeze_panes(2, 4)
        self.table.set_landscape()
        self.table.fit_to_pages(1, 0)
        self.table.repeat_rows(1)
        self.table.protect("", ALLOWED)
        self.table.ignore_errors({"number_stored_as_text": f"A1:{letters(last[1] + 1)}{last[0] + 1}"})
        for sheet in (self.table, self.about):
            if self.book.right_to_left:
                sheet.right_to_left()

    def _about(self) -> None:
        self.about.set_column(0, 0, 100)
        self.about.write_string(0, 0, self.book.title, self.head)
        for at, line in enumerate(self.book.about, start=2):
            self.about.write_string(at, 0, line, self.locked)

    def _put(self, sheet: Any, row: int, column: int, text: str, shape: Any) -> None:  # noqa: ANN401 -- xlsxwriter's
        if text:
            sheet.write_string(row, column, text.translate(dict.fromkeys(map(ord, NO_SIGNS))), shape)
        else:
            sheet.write_blank(row, column, None, shape)
