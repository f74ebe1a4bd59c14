"""Reading one sheet: values, formulas and errors of all its cells in a single pass.

openpyxl needs two passes over the same XML, one for the formulas and one for the values they last gave: some 7 s on
an official workbook. The XML itself has three elements that matter (`c`, `v`, `f`), and expat reads both at once in
half a second.
"""

from __future__ import annotations

import math
import zipfile
from collections.abc import Container, Sequence

from commonground.methods.workbooks.container import read_part
from commonground.methods.workbooks.contents import Pieces, content
from commonground.methods.workbooks.formulas import shift
from commonground.methods.workbooks.grid import ERRORS, Cell, Position, Sheet, position_of
from commonground.methods.workbooks.xml import Part, local

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
"""The last cell that the format knows."""
TRUTH = ("FALSE", "TRUE")


class _Cells:
    """Collects the cells of a sheet."""

    def __init__(self, strings: Sequence[str], dates: Container[str]) -> None:
        self.cells: dict[Position, Cell] = {}
        self._strings = strings
        self._dates = dates
        self._dated = False
        self._masters: dict[str, tuple[Position, str]] = {}
        self._at: Position = (0, 0)
        self._kind = "n"
        self._value: str | None = None
        self._formula = ""
        self._shared: str | None = None
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match local(tag):
            case "row":
                self._at = (int(attributes["r"]) if "r" in attributes else self._at[0] + 1, 0)
            case "c":
                row, column = self._at
                self._at = position_of(attributes["r"]) if "r" in attributes else (row, column + 1)
                self._kind = attributes.get("t", "n")
                self._dated = self._kind == "n" and attributes.get("s") in self._dates
                self._value, self._formula, self._shared = None, "", None
            case "f":
                self._text = []
                self._shared = attributes.get("si") if attributes.get("t") == "shared" else None
            case "v" | "t":
                self._text = []

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:
        match local(tag):
            case "v" | "t":
                self._value = (self._value or "") + self._take()
            case "f":
                self._formula = self._expand(self._take())
            case "c":
                self._keep()

    def _take(self) -> str:
        text, self._text = "".join(self._text or ()), None
        return text

    def _expand(self, formula: str) -> str:
        """A formula in full: of formulas that are shared, only the first is written out."""
        if self._shared is None:
            return formula
        if formula:
            self._masters[self._shared] = (self._at, formula)
            return formula
        (row, column), master = self._masters.get(self._shared, (self._at, ""))
        return shift(master, self._at[0] - row, self._at[1] - column)

    def _keep(self) -> None:
        value, error = self._read()
        row, column = self._at
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise ValueError(self._at)
        if value is not None or error or self._formula:
            self.cells[self._at] = Cell(value, self._formula, error, self._dated)

    def _read(self) -> tuple[float | str | None, str]:
        if self._value is None:
            return None, ""
        if self._kind == "n":
            return (_finite(self._value), "") if self._value.strip() else (None, "")
        text = self._strings[_index(self._value)] if self._kind == "s" else self._value
        if self._kind == "b":
            text = TRUTH[_index(self._value)]
        if text.strip() in ERRORS:
            return None, text.strip()
        return text or None, ""


def _finite(value: str) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _index(value: str) -> int:
    index = int(value)
    if index < 0:
        raise ValueError(value)
    return index


def read_sheet(
    archive: zipfile.ZipFile, part: str, sheet: str, strings: Sequence[str], dates: Container[str], *, name: str
) -> Sheet:
    """Read one sheet of a workbook whose size has been judged; ``dates`` are the styles that show dates."""
    cells = _Cells(strings, dates)
    reader = Part(cells, name=name)
    pieces = Pieces()
    read_part(archive, part, lambda piece: reader.feed(content(pieces.cut(piece))), name=name)
    reader.feed(pieces.rest)
    reader.close()
    return Sheet(name=sheet, cells=cells.cells)
