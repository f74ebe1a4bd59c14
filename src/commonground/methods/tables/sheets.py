"""The first sheet of an XLSX file as rows of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

from openpyxl.utils.datetime import from_excel

from commonground.methods.tables.spelling import number_text
from commonground.methods.workbooks.grid import Cell
from commonground.methods.workbooks.opening import open_workbook


def read_sheet(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the number and the values of every row of the first sheet. Raises WorkbookError for an unsafe file."""
    sheet = open_workbook(path).sheets[0]
    said = [position for position, cell in sheet.cells.items() if _text(cell).strip()]
    columns = sorted({column for _, column in said})
    for row in sorted({row for row, _ in said}):
        yield row, [_text(sheet.at(row, column)) for column in columns]


def _text(cell: Cell) -> str:
    number = cell.number
    if cell.dated and number is not None:
        return _date(number)
    return number_text(number) if number is not None else cell.error or str(cell.value or "")


def _date(number: float) -> str:
    """A date as it is written in a table; a number that is none is left as it is, to be refused where it is read."""
    try:
        moment = from_excel(number)
    except (ValueError, OverflowError):
        return number_text(number)
    return str(moment.date()) if isinstance(moment, datetime) and moment.time() == time() else str(moment)
