"""The workbook of an assignment goes out and comes back as people and programs send it: only an edit is a change.

Each trial begins with other answers and comments, signs that spreadsheets take for formulas among them, and looks at
the answers themselves afterwards, not only at what the merge says of them.
"""

from __future__ import annotations

import io
import random
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from commonground.core.models import User
from commonground.fieldwork.actions import offline
from commonground.fieldwork.models import Assignment
from commonground.methods.errors import CommongroundError
from commonground.responses.models import Revision
from commonground.responses.queries import Cell, Said, current
from faults.outcome import Outcome
from tests.fieldwork.factories import QUESTIONS, harbour, say
from tests.methods.offline.factory import NASTY, libre_office, place

CELLS = tuple(Cell(question=code, period=period) for code in QUESTIONS for period in ("2020", "2023"))
VALUES = ("0", "50", "100", "na")
SEED = 20260301
MOST_EDITS = 5
SHEET = "xl/worksheets/sheet1.xml"
Edits = Mapping[Cell, str]
Trial = Callable[["Part"], Iterator[str]]


@dataclass(kw_only=True)
class Part:
    """An expert's part, and the chance by which a trial goes."""

    assignment: Assignment
    user: User
    chance: random.Random

    def answer(self, cells: Collection[Cell]) -> None:
        """Answer these cells on the site."""
        for cell in cells:
            comment, value = self.chance.choice((*NASTY, "_x000D_", "")), self.chance.choice(VALUES)
            say(self.assignment, cell.question, value, period=cell.period, by=self.user, comment=comment)

    def workbook(self) -> bytes:
        return offline.assignment_workbook(assignment=self.assignment, by=self.user)

    def edits(self, number: int) -> Edits:
        """What is typed into so many cells, other than what stands there."""
        now = self.said()
        chosen = self.chance.sample(CELLS, number)
        return {
            cell: self.chance.choice([v for v in VALUES if cell not in now or v != now[cell].value]) for cell in chosen
        }

    def said(self) -> Mapping[Cell, Said]:
        return current(self.assignment.response)

    def merge(self, content: bytes) -> offline.Outcome:
        returned = offline.receive(assignment=self.assignment, name="workbook.xlsx", content=content, by=self.user)
        return offline.merge(returned=returned, by=self.user)


@cache
def _part() -> tuple[Assignment, User]:
    port = harbour(code="workbooks")
    return port.agreed("workbooks", "coding"), port.user("workbooks")


def _fault(trial: Trial, trials: int) -> Outcome:
    failures = []
    assignment, user = _part()
    for number in range(trials):
        part = Part(assignment=assignment, user=user, chance=random.Random(f"{SEED} {number}"))  # noqa: S311 -- no secret
        part.answer(part.chance.sample(CELLS, 4))
        failures += [f"trial {number}: {wrong}" for wrong in trial(part)]
    return Outcome(failures=failures)


def _sent_back(part: Part, content: bytes, edits: Edits) -> Iterator[str]:
    """Merge a workbook; afterwards these edits stand there and all else is as it was, comments included."""
    before, rows = part.said(), Revision.objects.count()
    outcome = part.merge(content)
    after = part.said()
    if outcome.conflicts or outcome.refused:
        yield f"conflicts {outcome.conflicts}, refused {outcome.refused}"
    if (found := {line.cell for line in outcome.changed}) != set(edits):
        yield f"{len(edits)} edits were made and {len(found)} changes found: {found ^ set(edits)}"
    if Revision.objects.count() != rows + len(edits):
        yield f"{Revision.objects.count() - rows} revisions were added for {len(edits)} edits"
    for cell in CELLS:
        if cell not in edits and after.get(cell) != before.get(cell):
            yield f"{cell} was not edited, and is {after.get(cell)} in place of {before.get(cell)}"
        if cell in edits and _told(after[cell]) != (edits[cell], _told(before.get(cell))[1]):
            yield f"{cell} is {after[cell]} in place of {edits[cell]}, and was {before.get(cell)}"


def _told(said: Said | None) -> tuple[object, str]:
    return (said.value, said.comment) if said else (None, "")


def _saved(content: bytes, change: Callable[[Any], None]) -> bytes:
    """Opened, changed and saved by another program."""
    made = openpyxl.load_workbook(io.BytesIO(content))
    change(made)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def _typed(content: bytes, edits: Edits) -> bytes:
    def type_in(made: Any) -> None:  # noqa: ANN401 -- openpyxl's
        for cell, value in edits.items():
            place(made["Answers"], cell.question, f"Answer {cell.period}").value = value

    return _saved(content, type_in)


def _rows(sheet: Any) -> list[list[tuple[object, str]]]:  # noqa: ANN401 -- openpyxl's
    return [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=3)]


def _put(sheet: Any, rows: list[list[tuple[object, str]]]) -> None:  # noqa: ANN401 -- openpyxl's
    for at, row in enumerate(rows, start=3):
        for column, (value, kind) in enumerate(row, start=1):
            sheet.cell(at, column).value = value
            sheet.cell(at, column).data_type = kind


def no_edit(trials: int) -> Outcome:
    """As it went out, or only saved by another program: 0 changes."""

    def trial(part: Part) -> Iterator[str]:
        content = part.workbook()
        yield from _sent_back(part, content if part.chance.random() < 0.5 else _typed(content, {}), {})  # noqa: PLR2004 -- half

    return _fault(trial, trials)


def one_edit(trials: int) -> Outcome:
    """One cell is edited: exactly 1 change; and the same file sent again changes nothing."""

    def trial(part: Part) -> Iterator[str]:
        edits = part.edits(1)
        content = _typed(part.workbook(), edits)
        yield from _sent_back(part, content, edits)
        yield from _sent_back(part, content, {})

    return _fault(trial, trials)


def shuffled_rows(trials: int) -> Outcome:
    """The rows in another order: 0 changes."""

    def trial(part: Part) -> Iterator[str]:
        def shuffle(made: Any) -> None:  # noqa: ANN401 -- openpyxl's
            rows = _rows(made["Answers"])
            part.chance.shuffle(rows)
            _put(made["Answers"], rows)

        yield from _sent_back(part, _saved(part.workbook(), shuffle), {})

    return _fault(trial, trials)


def altered_hidden_ids(trials: int) -> Outcome:
    """A hidden mark is altered and answers are edited behind it: they are refused, and nothing is written."""

    def trial(part: Part) -> Iterator[str]:
        edits = part.edits(1)
        content = _saved(_typed(part.workbook(), edits), lambda made: _alter(made, part.chance, *edits))
        before, rows = part.said(), Revision.objects.count()
        try:
            outcome = part.merge(content)
        except CommongroundError as error:
            if not all(each.message and each.remedy for each in error.problems):
                yield f"refused in unclear words: {error}"
        else:
            if outcome.changed or not outcome.refused:
                yield f"changed {outcome.changed}, refused {outcome.refused}"
        if part.said() != before or Revision.objects.count() != rows:
            yield "answers were written"

    return _fault(trial, trials)


def _alter(made: Any, chance: random.Random, edited: Cell) -> None:  # noqa: ANN401 -- openpyxl's
    """One of the ways to tamper: with the mark of a row, two marks exchanged, a column's, the manifest, its loss."""
    table, manifest = made["Answers"], made["Manifest"]
    typed = place(table, edited.question, f"Answer {edited.period}")
    row, other = typed.row, 3 if typed.row != 3 else 4  # noqa: PLR2004 -- the first row of answers
    way = chance.randrange(5)
    if way == 0:
        table.cell(row, 1).value = f"{chance.getrandbits(64):016x}"
    elif way == 1:
        table.cell(row, 1).value, table.cell(other, 1).value = table.cell(other, 1).value, table.cell(row, 1).value
    elif way == 2:  # noqa: PLR2004 -- the third way
        table.cell(1, typed.column).value = "cg:answer|1999"
    elif way == 3:  # noqa: PLR2004 -- the fourth way
        manifest["A3"].value = manifest["A3"].value.replace('"number"', '"numbre"').replace(":[", ":[1", 1)
    else:
        made.remove(manifest)


def libre_office_saved(trials: int) -> Outcome:
    """Opened and saved by LibreOffice: 0 changes; with one edit in it, exactly 1."""
    if shutil.which("soffice") is None:
        return Outcome(failures=["LibreOffice (soffice) is not on this machine"])

    def trial(part: Part) -> Iterator[str]:
        edits = part.edits(part.chance.randrange(2))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "workbook.xlsx"
            path.write_bytes(_typed(part.workbook(), edits) if edits else part.workbook())
            content = libre_office(path).read_bytes()
        yield from _sent_back(part, content, edits)

    return _fault(trial, trials)


def wrong_dimensions(trials: int) -> Outcome:
    """The sheet says that it is one cell, or a million rows, or nothing: no edit is lost."""

    def trial(part: Part) -> Iterator[str]:
        edits = part.edits(part.chance.randint(1, MOST_EDITS))
        said = part.chance.choice(('<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', ""))
        yield from _sent_back(part, _dimensioned(_typed(part.workbook(), edits), said), edits)

    return _fault(trial, trials)


def _dimensioned(content: bytes, said: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"<dimension [^>]*/>", said.encode(), part) if name == SHEET else part)
    return target.getvalue()


def stale_base(trials: int) -> Outcome:
    """Some of the edited cells were answered on the site meanwhile: just these are listed, with both values."""

    def trial(part: Part) -> Iterator[str]:
        edits = part.edits(MOST_EDITS)
        content = _typed(part.workbook(), edits)
        stale = part.chance.sample(sorted(edits, key=str), part.chance.randint(1, MOST_EDITS))
        for cell in stale:
            other = next(value for value in VALUES if value != edits[cell])
            say(part.assignment, cell.question, other, period=cell.period, by=part.user, comment="on the site")
        before = part.said()
        outcome = part.merge(content)
        after = part.said()
        if {clash.cell for clash in outcome.conflicts} != set(stale) or outcome.refused:
            yield f"{len(stale)} cells are stale, listed are {outcome.conflicts}, refused {outcome.refused}"
        if not all(clash.file["answer"] and clash.now["comment"] == "on the site" for clash in outcome.conflicts):
            yield f"a conflict does not show both: {outcome.conflicts}"
        for cell in CELLS:
            wanted = edits[cell] if cell in edits and cell not in stale else _told(before.get(cell))[0]
            if _told(after.get(cell))[0] != wanted:
                yield f"{cell} is {after.get(cell)} in place of {wanted}"

    return _fault(trial, trials)
