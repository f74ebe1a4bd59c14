"""The first sheet of an XLSX file."""

from __future__ import annotations

import zipfile
from datetime import datetime

import pytest
import xlsxwriter

from commonground.methods.errors import WorkbookError
from commonground.methods.tables.rows import read_table
from commonground.methods.tables.sheets import read_sheet


@pytest.fixture
def workbook(tmp_path):
    def written(rows):
        path = tmp_path / "a.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in rows.items():
                for column, value in enumerate(row):
                    sheet.write(number - 1, column, value)
            book.add_worksheet().write(0, 0, "another sheet")
        return path

    return written


def test_numbers_are_read_as_people_write_them(workbook):
    path = workbook({1: ["place", "value"], 3: ["XA", 50], 4: [2018, 33.3]})
    assert [line for line in read_sheet(path) if any(line[1])] == [
        (1, ["place", "value"]),
        (3, ["XA", "50"]),
        (4, ["2018", "33.3"]),
    ]


def test_dates_and_truth_are_read_as_they_are_shown_and_never_as_numbers(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        day, own, clock = (book.add_format({"num_format": form}) for form in (14, "d mmmm yyyy", "hh:mm"))
        sheet.write_datetime(0, 0, datetime(2020, 1, 1), day)  # noqa: DTZ001 -- a spreadsheet has no zones
        sheet.write_datetime(0, 1, datetime(2020, 1, 1, 12, 30), own)  # noqa: DTZ001 -- the same
        sheet.write_number(0, 2, 0.5, clock)
        sheet.write_number(0, 3, 10_000_000_000, day)
        sheet.write_number(0, 4, 7, book.add_format({"num_format": "0.00"}))
        sheet.write_boolean(0, 5, boolean=True)
    assert list(read_sheet(tmp_path / "a.xlsx")) == [
        (1, ["2020-01-01", "2020-01-01 12:30:00", "12:00:00", "10000000000", "7", "TRUE"])
    ]


def test_a_workbook_without_styles_has_no_dates(tmp_path, workbook):
    path = workbook({1: [43831]})
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for part in old.namelist():
            if part != "xl/styles.xml":
                new.writestr(part, old.read(part))
    assert list(read_sheet(tmp_path / "b.xlsx")) == [(1, ["43831"])]


def test_an_error_in_a_cell_is_read_as_what_it_shows(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write_formula(0, 0, "=1/0", None, "#DIV/0!")
    assert list(read_sheet(tmp_path / "a.xlsx")) == [(1, ["#DIV/0!"])]


def test_a_text_that_looks_like_a_formula_is_text_in_a_sheet(workbook):
    path = workbook({1: ["place", "value"], 2: ["XA", "'=1"]})
    assert read_table(path, required=("place", "value")).lines[0].values["value"] == "'=1"


def test_a_sheet_is_read_whatever_the_file_is_called(workbook):
    path = workbook({1: ["place", "value"], 2: ["XA", 1]})
    table = read_table(path.rename(path.with_name("a.csv")), required=("place", "value"))
    assert [table.place(line) for line in table.lines] == ["a.csv:2"]


def test_a_file_that_only_starts_like_a_workbook_is_refused(write):
    with pytest.raises(WorkbookError):
        list(read_sheet(write("a.xlsx", b"PK\x03\x04 and nothing more")))


def test_a_blank_at_the_far_end_of_the_sheet_costs_no_time(workbook):
    path = workbook({1: ["place", "value"], 2: ["XA", 50], 1_048_576: [*[""] * 16_383, " "]})
    assert list(read_sheet(path)) == [(1, ["place", "value"]), (2, ["XA", "50"])]
