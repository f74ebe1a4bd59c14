"""Opening a workbook safely: one clear refusal, or all of its cells."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from commonground.methods.workbooks.container import open_archive, read_part
from commonground.methods.workbooks.contents import MAX_CELLS_IN_ALL, Census
from commonground.methods.workbooks.directory import date_styles, shared_strings, sheet_parts
from commonground.methods.workbooks.grid import Workbook
from commonground.methods.workbooks.sheets import read_sheet


def open_workbook(path: Path, *, most_cells: int | None = None) -> Workbook:
    """Read an Excel workbook.

    Raises ``WorkbookError`` with one problem where the file is no workbook, is cut short, locked, lacks a part, holds
    XML entities, or would fill the memory: more than 200,000 cells that are not empty in a sheet, or unpacking more
    than 200 to 1, or more than ``most_cells`` cells in all. Every sheet is counted before the first is read. Empty rows
    and cells count for nothing.
    """
    path = Path(path)
    with open_archive(path) as archive:
        parts = sheet_parts(archive, name=path.name)
        _count(archive, parts, MAX_CELLS_IN_ALL if most_cells is None else most_cells, name=path.name)
        strings, dates = shared_strings(archive, name=path.name), date_styles(archive, name=path.name)
        sheets = tuple(read_sheet(archive, part, sheet, strings, dates, name=path.name) for sheet, part in parts)
    return Workbook(name=path.name, sha256=_digest(path), sheets=sheets)


def _count(archive: zipfile.ZipFile, parts: list[tuple[str, str]], most_cells: int, *, name: str) -> None:
    left = most_cells
    for sheet, part in parts:
        packed = archive.getinfo(part).compress_size
        census = Census(name=name, sheet=sheet, packed=packed, allowed_cells=left, most=most_cells)
        read_part(archive, part, census.feed, name=name)
        left -= census.cells


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
