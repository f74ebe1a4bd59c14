"""Tables with a header row, read from CSV or XLSX as text with line numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from commonground.methods.errors import AnswersError, FileError, Problem
from commonground.methods.sentences import Sentence
from commonground.methods.tables.files import read_bytes
from commonground.methods.tables.sheets import read_sheet
from commonground.methods.tables.spelling import hint, quoted
from commonground.methods.workbooks.container import OLE

MAX_BYTES = 64_000_000
DELIMITERS = {";": "semicolons", "\t": "tabs"}
"""What European Excel and a copied range put where others put commas."""

RawLine = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table: its line in the file and its values by column name; a column left out is empty."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table's rows, and what a reader should know about how they were read."""

    name: str
    lines: tuple[Line, ...]
    decimal_comma: bool = False
    remarks: tuple[str, ...] = ()

    def place(self, line: Line) -> str:
        """Return file and line as errors name them: ``answers.csv:12``."""
        return f"{self.name}:{line.number}"


def read_table(path: Path, *, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read the table at ``path``, whose columns may stand in any order.

    Raises FileError where it cannot be read, AnswersError with every problem of its shape where columns are
    missing, unknown or repeated, or where a row is longer than the header.
    """
    content = read_bytes(path, MAX_BYTES)
    if content.startswith((b"PK", OLE)):
        raw: list[RawLine] = list(read_sheet(path))
        delimiter = ","
    else:
        text = _text(path.name, content)
        delimiter = _delimiter(text)
        raw = list(_csv_lines(path.name, text, delimiter))
    filled = [line for line in raw if any(map(str.strip, line[1]))]
    first, names = filled[0] if filled else (1, ())
    header = [name.strip().casefold() for name in names]
    problems = [*_header_problems(header, required, optional), *_stray_values(header, filled[1:], path.name)]
    if problems:
        raise AnswersError(*(replace(each, place=each.place or f"{path.name}:{first}") for each in problems))
    return Table(
        name=path.name,
        lines=tuple(_line(header, number, values, (*required, *optional)) for number, values in filled[1:]),
        decimal_comma=delimiter == ";",
        remarks=(f"{path.name} was read with {DELIMITERS[delimiter]} between columns.",)
        if delimiter in DELIMITERS
        else (),
    )


def _text(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problem = Problem(
            code="file-encoding",
            place=f"{name}:{line}",
            message=Sentence("This line is not UTF-8 text."),
            remedy=Sentence('Save the file as "CSV UTF-8" or as XLSX.'),
        )
        raise FileError(problem) from None


def _delimiter(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max((",", *DELIMITERS), key=header.count)


def _csv_lines(name: str, text: str, delimiter: str) -> Iterator[RawLine]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for row in reader:
            yield before + 1, list(map(unguard, row))
            before = reader.line_num
    except csv.Error as error:
        problem = Problem(
            code="csv-syntax",
            place=f"{name}:{before + 1}",
            message=Sentence("This row is not valid CSV: %(error)s.", error=error),
            remedy=Sentence("Look for a quotation mark that is not closed, or not doubled inside a quoted value."),
        )
        raise FileError(problem) from None


def _header_problems(header: Sequence[str], required: Sequence[str], optional: Sequence[str]) -> Iterator[Problem]:
    known = (*required, *optional)
    for column in required:
        if column not in header:
            message = Sentence('There is no column "%(column)s".', column=column)
            remedy = Sentence("The first row must name: %(required)s.", required=", ".join(required))
            yield Problem(code="table-missing-column", message=message, remedy=remedy)
    for position, column in enumerate(header):
        if column and column not in known:
            message = Sentence("%(column)s is not a column that is known.", column=quoted(column))
            yield Problem(code="table-unknown-column", message=message, remedy=hint(column, known))
        elif column and column in header[:position]:
            message = Sentence('There are two columns "%(column)s".', column=column)
            yield Problem(code="table-repeated-column", message=message, remedy=Sentence("Keep one of the two."))


def _stray_values(header: Sequence[str], lines: Sequence[RawLine], name: str) -> Iterator[Problem]:
    for number, values in lines:
        if any(value.strip() for value, column in zip_longest(values, header, fillvalue="") if not column):
            yield Problem(
                code="table-stray-value",
                place=f"{name}:{number}",
                message=Sentence("This row has a value in a column without a name."),
                remedy=Sentence("Name the column, or put a text that holds the column separator in quotation marks."),
            )


def _line(header: Sequence[str], number: int, values: Sequence[str], columns: Sequence[str]) -> Line:
    given = dict(zip(header, values, strict=False))
    return Line(number=number, values={column: given.get(column, "") for column in columns})


_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?([eE][+-]?\d+)?")


def guard(value: str) -> str:
    """Return ``value`` as a spreadsheet will not run it: text that looks like a formula gets an apostrophe."""
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def unguard(value: str) -> str:
    """Undo ``guard``."""
    return value[1:] if value.startswith("'") and guard(value[1:]) == value else value
