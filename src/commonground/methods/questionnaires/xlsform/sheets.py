"""A form's workbook as sheets of rows, cell by cell as it stands there: read from .xlsx and .xls, written as .xlsx."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine
import xlrd
import xlrd.compdoc
import xlsxwriter

from commonground.methods.errors import WorkbookError
from commonground.methods.sentences import Sentence
from commonground.methods.tables.files import read_bytes
from commonground.methods.tables.spelling import number_text
from commonground.methods.workbooks.container import OLE, bomb, damaged, locked, refusal
from commonground.methods.workbooks.opening import open_workbook

Cell = str | dict[str, str]
"""A text as it is; a number, truth value, date, error by its sort: ``{"number": "3"}``."""
Row = list[Cell]

MAX_BYTES = 16_000_000
MAX_AREA = 2_000_000
"""Rows times columns of a sheet: two cells at far ends make an area that fills the memory."""
MAX_XLS_CELLS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """A sheet: its name and its rows from the first, blank ones included, without what is blank at their ends."""

    name: str
    rows: tuple[Row, ...]


def text(cell: Cell) -> str:
    """What a cell says, as pyxform reads it: ``3`` for the number 3, ``TRUE`` for truth."""
    if isinstance(cell, str):
        return cell
    return next(iter(cell.values()), "")


def read_sheets(path: Path) -> tuple[SheetRows, ...]:
    """The sheets of a workbook. Raises ``FileError`` for a file that is none, damaged, locked, unsafe or a bomb."""
    head = read_bytes(path, MAX_BYTES)
    return tuple(_old(path, head) if head.startswith(OLE) else _new(path))


def _new(path: Path) -> Iterator[SheetRows]:
    for sheet in open_workbook(path).sheets:
        if sheet.cells and max(sheet.rows) * max(sheet.columns) > MAX_AREA:
            raise bomb(path.name, Sentence('its sheet "%(name)s" has cells too far apart', name=sheet.name))
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            yield _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except (python_calamine.CalamineError, OSError, ValueError):
        raise damaged(path.name) from None


DAMAGE = (
    *(xlrd.compdoc.CompDocError, struct.error, ArithmeticError, AssertionError, AttributeError),
    *(LookupError, TypeError, ValueError, OSError),
)
"""How xlrd fails over bytes that make no sense."""


def _old(path: Path, content: bytes) -> Iterator[SheetRows]:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path.name)
    try:
        book = xlrd.open_workbook(file_contents=content, ragged_rows=True, logfile=io.StringIO(), on_demand=True)
        for name in book.sheet_names():
            yield _old_sheet(book.sheet_by_name(name), book.datemode, path.name)
    except xlrd.XLRDError as error:
        raise locked(path.name) if "encrypted" in str(error) else _no_workbook(path.name) from None
    except DAMAGE:
        raise damaged(path.name) from None


def _no_workbook(name: str) -> WorkbookError:
    return refusal(
        "workbook-not-spreadsheet",
        Sentence("This is not an Excel workbook, whatever its name says."),
        Sentence("Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."),
        name,
    )


def _old_sheet(sheet: Any, datemode: int, name: str) -> SheetRows:  # noqa: ANN401 -- xlrd's sheet
    if sum(map(sheet.row_len, range(sheet.nrows))) > MAX_XLS_CELLS:
        raise bomb(
            name,
            Sentence('its sheet "%(name)s" has more than %(most)s cells', name=sheet.name, most=f"{MAX_XLS_CELLS:,}"),
        )
    rows = ([_old_value(cell, datemode) for cell in sheet.row(at)] for at in range(sheet.nrows))
    return _sheet(sheet.name, rows)


def _old_value(cell: Any, datemode: int) -> object:  # noqa: ANN401 -- xlrd's cell
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    return cell.value


def _sheet(name: str, rows: Any) -> SheetRows:  # noqa: ANN401 -- any rows
    found = [_trimmed([_cell(value) for value in row]) for row in rows]
    while found and not found[-1]:
        found.pop()
    return SheetRows(name=name, rows=tuple(found))


def _trimmed(row: Row) -> Row:
    while row and row[-1] == "":
        row.pop()
    return row


def _cell(value: object) -> Cell:
    match value:
        case None:
            return ""
        case bool():
            return {"boolean": "TRUE" if value else "FALSE"}
        case int() | float():
            return {"number": number_text(float(value))}
        case datetime():
            return {"datetime": value.isoformat(sep=" ")}
        case date() | time() | timedelta():
            return {type(value).__name__: str(value)}
        case _:
            return str(value)


def write_sheets(sheets: Sequence[SheetRows]) -> bytes:
    """The sheets as an .xlsx file. Texts are written as texts, so nothing in them can be a formula or a link."""
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 -- the same content, the same file
        shapes = {
            "datetime": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for at, row in enumerate(sheet.rows):
                for column, cell in enumerate(row):
                    _write(page, at, column, cell, shapes)
    return out.getvalue()


def _write(page: Any, row: int, column: int, cell: Cell, shapes: dict[str, Any]) -> None:  # noqa: ANN401 -- xlsxwriter's
    kind, said = ("text", cell) if isinstance(cell, str) else next(iter(cell.items()))
    match kind:
        case "number":
            page.write_number(row, column, float(said))
        case "boolean":
            page.write_boolean(row, column, said == "TRUE")
        case "datetime" | "date":
            page.write_datetime(row, column, datetime.fromisoformat(said), shapes[kind])
        case _:
            if said:
                page.write_string(row, column, said)
