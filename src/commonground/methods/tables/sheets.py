"""The first sheet of an XLSX file as rows of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from commonground.methods.tables.spelling import number_text


def read_sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the row number and the values of every row of the first sheet."""
    book = load_workbook(path, read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield number, [_text(value) for value in row]
    book.close()


def _text(value: Any) -> str:  # noqa: ANN401 -- a cell holds anything
    if value is None:
        return ""
    return number_text(float(value)) if isinstance(value, int | float) else str(value)
