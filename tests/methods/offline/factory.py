"""A small workbook of one respondent, and what others do to such files."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from commonground.methods.offline import Book, Row, Slot, Words, write_book
from commonground.methods.questionnaires import Kind

WORDS = Words(
    headings={
        "row": "Mark",
        "code": "Code",
        "section": "Section",
        "text": "Question",
        "help": "Help",
        "choices": "Choices",
        "last": "Last round",
        "answer": "Answer",
        "basis": "Why",
        "confidence": "How sure",
        "comment": "Comment",
    },
    states={"no_answer": "(no answer)", "not_applicable": "(does not apply)"},
    bases={"unchanged": "confirmed unchanged", "law": "the law changed"},
    confidences={"sure": "sure", "unsure": "unsure"},
    problem="Choose from the list.",
)
YES_NO = {"Yes": "100", "No": "0"}
NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\tTab",
    "\rCR",
    "a\r\nb\rc\nd",
    " blanks ",
    "#N/A",
    "TRUE",
    '=HYPERLINK("http://example.org","x")',
    "http://example.org",
    "'quoted",
    "\u202eabc \U0001f600 e\u0301",
    "a\tb",
    "<b>&amp;</b>",
    "{=1+1}",
)


def sign(text: str) -> str:
    return f"{len(text)}:{hash(text)}"


def is_signed(text: str, signature: str) -> bool:
    return sign(text) == signature


def slot(period: str = "2020", number: int = 0, **shown: str) -> Slot:
    return Slot(period=period, number=number, shown=shown)


def row(
    code: str, *slots: Slot, kind: Kind = Kind.SINGLE, choices: dict[str, str] | None = None, item: str = ""
) -> Row:
    return Row(
        question=code,
        item=item,
        kind=kind,
        code=f"{code}.{item}" if item else code,
        text=f"What of {code}?",
        choices=(YES_NO if kind is Kind.SINGLE else {}) if choices is None else choices,
        wording=f"words of {code}",
        slots=slots or (slot(),),
    )


def book(*rows: Row, periods: tuple[str, ...] = ("2020",), right_to_left: bool = False) -> Book:
    return Book(
        key="an assignment",
        questionnaire="a hash",
        title="Ports",
        words=WORDS,
        periods={code: code for code in periods},
        rows=rows,
        about=("Fill in the yellow cells.",),
        right_to_left=right_to_left,
    )


def saved(folder: Path, *rows: Row, **more: object) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(write_book(book(*rows, **more), sign))
    return path


def edited(path: Path, edit: Callable[[openpyxl.Workbook], None]) -> Path:
    """Opened, changed and saved by another program."""
    made = openpyxl.load_workbook(path)
    edit(made)
    target = path.with_name("edited.xlsx")
    made.save(target)
    return target


def place(sheet: object, code: str, heading: str) -> object:
    """The cell of a question under a heading, wherever it stands."""
    column = next(cell.column for cell in sheet[2] if cell.value == heading)
    at = next(cell.row for cell in sheet["B"] if cell.value == code)
    return sheet.cell(at, column)


def typed(path: Path, code: str, heading: str, text: object) -> Path:
    def edit(made: openpyxl.Workbook) -> None:
        place(made["Answers"], code, heading).value = text

    return edited(path, edit)


def shuffled(path: Path) -> Path:
    """The rows of the table upside down."""

    def edit(made: openpyxl.Workbook) -> None:
        sheet = made["Answers"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        for at, row in enumerate(reversed(rows), start=3):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column).value = value
                if isinstance(value, str):
                    sheet.cell(at, column).data_type = "s"

    return edited(path, edit)


def remade(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The same archive with one part rewritten."""
    target = path.with_name("remade.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()) if name == part else content)
    return target


def wrong_dimension(path: Path) -> Path:
    """As some programs write it: a sheet that says that it is one cell."""
    return remade(
        path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml)
    )


def libre_office(path: Path) -> Path:
    """Opened and saved by LibreOffice itself."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = path.with_name("libre")
    command = [program, f"-env:UserInstallation={path.with_name('profile').as_uri()}", "--headless"]
    options = ["--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    subprocess.run([*command, *options], check=True, capture_output=True, timeout=600)
    return folder / path.name
