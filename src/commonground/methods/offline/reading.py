"""A workbook that came back: what was changed in it, and what of it cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from commonground.methods.errors import Problem
from commonground.methods.offline.book import FIELDS
from commonground.methods.offline.manifest import AGAIN, ROW, IsSigned, Known, Manifest, manifest_in
from commonground.methods.offline.spelling import Answer, key_of, mark, no_option, text_in, typed_answer
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import quoted
from commonground.methods.workbooks.container import refusal
from commonground.methods.workbooks.grid import Position, Sheet, Workbook, address
from commonground.methods.workbooks.opening import open_workbook

MOST_CELLS = 60_000
"""Cells with something in them; a workbook of 200 questions in 5 periods has 7,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was changed in one cell, on the revision ``number``; ``place`` is the sheet and address of the change.

    ``answer`` is None where it was not changed; ``words`` are the changed codes and texts of the other fields.
    """

    question: str
    period: str
    item: str
    number: int
    wording: str
    place: str
    answer: Answer | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A workbook as it came back: changes in the order of the questionnaire, and what cannot be taken."""

    key: str
    questionnaire: str
    typed: tuple[Typed, ...]
    problems: tuple[Problem, ...]
    cells: int
    """The cells that were found, changed or not."""


def read_book(path: Path, is_signed: IsSigned) -> Read:
    """Read a workbook that ``write_book`` wrote and others have saved since.

    Raises ``WorkbookError`` where the file is refused as a whole: unsafe, foreign, or altered where it is hidden.
    """
    workbook = open_workbook(path, most_cells=MOST_CELLS)
    manifest = manifest_in(workbook, is_signed)
    table = _Table(manifest, *_table(workbook))
    return table.read()


def _table(workbook: Workbook) -> tuple[Sheet, int]:
    """The sheet with the answers, and the row of it that holds the marks of its columns."""
    for sheet in workbook.sheets:
        for (row, _), cell in sorted(sheet.cells.items()):
            if cell.value == ROW:
                return sheet, row
    message = Sentence("The hidden first row, which says what each column is, was taken out or altered.")
    raise refusal("offline-altered", message, AGAIN, workbook.name)


class _Table:
    """The sheet with the answers, beside the manifest."""

    def __init__(self, manifest: Manifest, sheet: Sheet, head: int) -> None:
        self.manifest = manifest
        self.sheet = sheet
        self.head = head
        self.problems: list[Problem] = []
        self.columns = self._columns()
        self.rows = self._rows()

    def read(self) -> Read:
        typed = [
            found
            for name, known in self.manifest.rows.items()
            if name in self.rows
            for period, (number, marks) in known.slots.items()
            if (found := self._slot(self.rows[name], known, period, number, marks))
        ]
        for name, known in self.manifest.rows.items():
            if name not in self.rows:
                message = Sentence("The row of %(code)s is not there; nothing was changed in it.", code=known.code)
                self._refuse("offline-row-missing", message)
        return Read(
            key=self.manifest.key,
            questionnaire=self.manifest.questionnaire,
            typed=tuple(typed),
            problems=tuple(self.problems),
            cells=sum(len(self.manifest.rows[name].slots) for name in self.rows),
        )

    def _columns(self) -> dict[str, int]:
        """Where each column stands; one whose heading is another's, or that is there twice, is not read."""
        found: dict[str, int] = {}
        for column in self.sheet.columns:
            name = text_in(self.sheet.at(self.head, column))
            if not name:
                continue
            heading = text_in(self.sheet.at(self.head + 1, column))
            place = (self.head, column)
            if name not in self.manifest.columns:
                self._refuse("offline-column", Sentence("%(name)s marks no column.", name=quoted(name)), place)
            elif key_of(heading) != key_of(self.manifest.columns[name]):
                message = Sentence("The mark of the column %(heading)s was altered.", heading=quoted(heading))
                self._refuse("offline-column", message, place)
            elif name in found:
                message = Sentence("The column %(heading)s is there twice.", heading=quoted(heading))
                self._refuse("offline-column", message, place)
            else:
                found[name] = column
        for name, heading in self.manifest.columns.items():
            if name not in found:
                message = Sentence(
                    "The column %(heading)s cannot be read; it changes nothing.", heading=quoted(heading)
                )
                self._refuse("offline-column", message)
        return found

    def _rows(self) -> dict[str, int]:
        """Where each row stands, by its mark. One that says another code, or different things twice, is not read."""
        found: dict[str, int] = {}
        twice: set[str] = set()
        for row in self.sheet.rows:
            if row <= self.head + 1:
                continue
            name = self._text(row, ROW)
            known = self.manifest.rows.get(name)
            if known is None or self._text(row, "cg:code") != known.code:
                self._strange(row, name)
            elif name not in found:
                found[name] = row
            elif self._content(row) != self._content(found[name]):
                twice.add(name)
                message = Sentence("The row of %(code)s is there twice.", code=known.code)
                self._refuse("offline-row-twice", message, (row, 1))
        return {name: row for name, row in found.items() if name not in twice}

    def _strange(self, row: int, name: str) -> None:
        if name or any(self._content(row)):
            message = Sentence("The hidden mark of this row was altered, or it is no row of the table.")
            self._refuse("offline-row", message, (row, self.columns.get(ROW, 1)))

    def _content(self, row: int) -> list[str]:
        return [self._text(row, name) for name in self.columns if name.rpartition("|")[0].removeprefix("cg:") in FIELDS]

    def _text(self, row: int, name: str) -> str:
        return text_in(self.sheet.at(row, self.columns[name])) if name in self.columns else ""

    def _slot(self, row: int, known: Known, period: str, number: int, marks: Mapping[str, str]) -> Typed | None:
        """What was changed in a cell; None where nothing was, or where it cannot be taken."""
        words: dict[str, str] = {}
        answer: Answer | None = None
        places: list[Position] = []
        wrong: list[Problem] = []
        for name, place, text in self._changed(row, period, marks):
            said = self._said(name, text, known, place)
            places.append(place)
            if isinstance(said, Problem):
                wrong.append(replace(said, place=self._place(place)))
            elif isinstance(said, Answer):
                answer = said
            else:
                words[name] = said
        self.problems += wrong
        if wrong or not places:
            return None
        return Typed(
            question=known.question,
            period=period,
            item=known.item,
            number=number,
            wording=known.wording,
            place=self._place(places[0]),
            answer=answer,
            words=words,
        )

    def _changed(self, row: int, period: str, marks: Mapping[str, str]) -> Iterator[tuple[str, Position, str]]:
        for name, before in marks.items():
            column = self.columns.get(f"cg:{name}|{period}")
            if column is not None:
                cell = self.sheet.at(row, column)
                text = text_in(cell)
                if mark(text) != before or cell.formula:
                    yield name, (row, column), text

    def _said(self, name: str, text: str, known: Known, place: Position) -> Answer | str | Problem:
        if self.sheet.at(*place).formula:
            message, remedy = Sentence("A formula is no answer."), Sentence("Type what it comes to.")
            return Problem(code="offline-formula", message=message, remedy=remedy)
        if name == "answer":
            return typed_answer(text, known.kind, known.choices, self.manifest.words["states"])
        if name == "comment" or not text.strip():
            return text.strip() and text
        found = (code for code, word in self.manifest.words[name].items() if key_of(text) in {key_of(word), code})
        return next(found, no_option(text, self.manifest.words[name].values()))

    def _place(self, position: Position) -> str:
        return f"{self.sheet.name}!{address(position)}"

    def _refuse(self, code: str, message: str, position: Position | None = None) -> None:
        place = self._place(position) if position else self.sheet.name
        self.problems.append(Problem(code=code, message=message, place=place))
