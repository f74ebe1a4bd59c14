"""A download says what the table says, and nothing in it is taken for a formula."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from commonground.core.exporters import Spreadsheet, harmless

ROWS = [("=1+1", 2.5, -3, True, None), ("+49 1", 0.1, 7, False, "plain"), ("@name", 1e-9, 0, True, "\tx")]


def sheet() -> Spreadsheet:
    return Spreadsheet(name="things", header=("a", "b", "c", "d", "e"), rows=ROWS)


def test_a_csv_makes_formulas_harmless_and_leaves_numbers_alone():
    answer = sheet().response("csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="things.csv"'
    assert answer.content.decode().splitlines() == [
        "a,b,c,d,e",
        "'=1+1,2.5,-3,True,",
        "'+49 1,0.1,7,False,plain",
        "'@name,1e-09,0,True,'\tx",
    ]


def test_an_xlsx_holds_texts_as_texts():
    book = openpyxl.load_workbook(io.BytesIO(sheet().response("xlsx").content))
    cells = [[(cell.value, cell.data_type) for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert cells[0] == [("=1+1", "s"), (2.5, "n"), (-3, "n"), (True, "b"), (None, "n")]
    assert cells[1][0] == ("+49 1", "s")


@pytest.mark.parametrize(
    ("value", "shown"), [(dt.date(2024, 12, 31), "2024-12-31"), ({"a": 1}, "{'a': 1}"), ("-", "'-"), (-1.5, -1.5)]
)
def test_other_values_are_written_as_texts(value, shown):
    assert harmless(value) == shown
