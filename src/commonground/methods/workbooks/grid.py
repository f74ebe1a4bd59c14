"""A workbook as it was read: sheets of cells, each with what it shows and the formula behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

Position = tuple[int, int]
"""(row, column), both from 1"""

ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``value`` is the number or text it shows, None where it shows nothing or an ``error``.

    ``dated`` tells that the number is shown as a date or a time.
    """

    value: float | str | None = None
    formula: str = ""
    error: str = ""
    dated: bool = False

    @property
    def number(self) -> float | None:
        """The number that stands in the cell."""
        return self.value if isinstance(self.value, float) else None

    @property
    def text(self) -> str:
        """The text that stands in the cell, without blanks around it."""
        return self.value.strip() if isinstance(self.value, str) else ""

    @property
    def label(self) -> str:
        """What a reader sees in the cell, as text: ``148`` for the number 148."""
        number = self.number
        return self.text if number is None else f"{number:.15g}"


NOTHING = Cell()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: its cells that are not empty, by row and column.

    Readers go by ``rows`` and ``columns``: one blank in the last cell of a sheet would make them walk a million rows.
    """

    name: str
    cells: Mapping[Position, Cell]

    def at(self, row: int, column: int) -> Cell:
        """The cell at a position; an empty one where nothing stands."""
        return self.cells.get((row, column), NOTHING)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows in which something stands, in order."""
        return tuple(sorted({row for row, _ in self.cells}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        """The columns in which something stands, in order."""
        return tuple(sorted({column for _, column in self.cells}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook: the file's name, its SHA-256 and its sheets in their order."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


@cache
def letters(column: int) -> str:
    """The letters of a column: ``AC`` for 29."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@cache
def column_number(name: str) -> int:
    """The number of a column: 29 for ``AC``."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def address(position: Position) -> str:
    """The address of a position: ``AC73`` for (73, 29)."""
    row, column = position
    return f"{letters(column)}{row}"


def position_of(name: str) -> Position:
    """The position of an address: (73, 29) for ``AC73``."""
    column = name.rstrip("0123456789")
    return int(name[len(column) :]), column_number(column)
