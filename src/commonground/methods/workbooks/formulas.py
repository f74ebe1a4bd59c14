"""Formulas as text: the cells they read, moved copies, and a form that can be compared across sheets.

openpyxl's tokenizer and translator do the first two, in some 100 µs a formula; an official workbook has 20,000. What
is needed here is only where the references stand, and one regular expression finds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commonground.methods.workbooks.grid import Position, column_number, letters

MAX_RANGE = 1_000
"""Longer ranges are kept as they are written; no rule has so many children."""

_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.\]])(?:\[\d+\])?[A-Za-z_][\w.]*)!)?(?<![\w.$])"
    r"(?P<first>\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?::(?P<last>\$?[A-Z]{1,3}\$?[1-9]\d{0,6}))?(?![\w.(!])"
)
_CORNER = re.compile(r"(\$?)([A-Z]+)(\$?)(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A cell or range that a formula reads; ``sheet`` is empty where it is the formula's own."""

    sheet: str
    first: Position
    last: Position

    @property
    def cells(self) -> tuple[Position, ...]:
        """All cells of the reference, row by row; none where it is too long to be meant."""
        (top, left), (bottom, right) = self.first, self.last
        if (bottom - top + 1) * (right - left + 1) > MAX_RANGE:
            return ()
        return tuple((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def references(formula: str) -> tuple[Reference, ...]:
    """The references of a formula, in the order in which they stand."""
    return tuple(_reference(match) for match in _matches(formula))


def shift(formula: str, rows: int, columns: int) -> str:
    """The formula as a spreadsheet program copies it some rows down and columns to the right."""

    def corner(match: re.Match[str]) -> str:
        fixed_column, column, fixed_row, row = match.groups()
        moved_column = column if fixed_column else letters(column_number(column) + columns)
        return f"{fixed_column}{moved_column}{fixed_row}{row if fixed_row else int(row) + rows}"

    def moved(match: re.Match[str]) -> str:
        if not match["first"]:
            return match[0]
        sheet, last = match["sheet"] or "", match["last"]
        first = _CORNER.sub(corner, match["first"])
        return f"{sheet}{first}:{_CORNER.sub(corner, last)}" if last else f"{sheet}{first}"

    return _REFERENCE.sub(moved, formula)


def form(formula: str, name: Callable[[Reference, Position], str]) -> str:
    """The formula with every cell that it reads called by ``name``, ranges written out, blanks and a leading + gone."""

    def named(match: re.Match[str]) -> str:
        if not match["first"]:
            return match[0]
        reference = _reference(match)
        return ",".join(name(reference, cell) for cell in reference.cells) or match[0]

    return re.sub(r"\s+", "", _REFERENCE.sub(named, formula)).lstrip("+").upper()


def _matches(formula: str) -> Iterator[re.Match[str]]:
    return (match for match in _REFERENCE.finditer(formula) if match["first"])


def _reference(match: re.Match[str]) -> Reference:
    sheet = (match["sheet"] or "").removesuffix("!").strip("'").replace("''", "'")
    first = _corner(match["first"])
    last = _corner(match["last"]) if match["last"] else first
    top, bottom = sorted((first[0], last[0]))
    left, right = sorted((first[1], last[1]))
    return Reference(sheet=sheet, first=(top, left), last=(bottom, right))


def _corner(text: str) -> Position:
    found = text.replace("$", "")
    column = found.rstrip("0123456789")
    return int(found[len(column) :]), column_number(column)
