"""Sheets whose headings are not what they should be: what is read all the same, and what is said about it."""

from __future__ import annotations

import re
import time

import pytest
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from commonground.methods.errors import WorkbookError
from tests.methods.workbooks.factory import Formula, core, edition, only

FAR = 3.0


def find(book, sheet, value, number=0):
    """The cell of a sheet in which something stands."""
    return [cell for cell, found in book.cells[sheet].items() if found == value][number]


def complete(found):
    """Whether every figure was read and follows."""
    return found.audit.published == found.audit.reproduced == 66


def test_the_year_of_a_row_is_in_its_first_column(examine):
    book = core()
    row = book.at("SE", "145a", 2014)[1:]
    book.put("SE", f"G{row}", 2019)
    book.put("SE", f"J{row}", "Answer options")
    found = examine(book)
    assert complete(found)
    assert only(found.document, "year") == [("SE", f"G{row}"), ("SE", f"J{row}")]


def test_a_row_without_a_year_is_not_read(examine):
    book = core()
    row = int(book.at("SE", "ba21", 2019)[1:]) + 1
    book.put("SE", f"E{row}", 100.0)
    book.put("SE", f"F{row}", "A stray comment")
    found = examine(book)
    assert complete(found)
    assert only(found.document, "year") == [("SE", f"E{row}"), ("SE", f"F{row}")]


def test_a_year_that_stands_twice(examine):
    book = core()
    row = book.at("SE", "ba21", 2019)[1:]
    book.put("SE", f"A{row}", 2014)
    found = examine(book)
    assert only(found.document, "year")[0] == ("SE", f"A{row}")
    assert found.audit.published == 65


@pytest.mark.parametrize(("value", "message"), [(None, "is blank"), ("Scoer", 'reads "scoer"')])
def test_headings_that_are_blank_or_misspelt(examine, value, message):
    book = core()
    cell = find(book, "SE", "Score ", 3)
    book.put("SE", cell, value)
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", cell)]
    assert message in found.document["warnings"][0]["message"]


def test_a_block_without_the_heading_of_its_years(examine):
    book = core()
    for number, cell in enumerate(cell for cell, value in book.cells["SE"].items() if value == "Year"):
        if cell.startswith("A") and number:
            book.put("SE", cell, None)
    assert complete(examine(book))


def test_a_code_with_a_stray_beside_it(examine):
    book = core()
    row = int(find(book, "SE", " ca49 ")[1:])
    column = find(book, "SE", " ca49 ")[0]
    book.put("SE", f"{column}{row + 1}", "s")
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", f"{column}{row + 1}")]


def test_a_code_that_the_recipe_does_not_have(examine):
    book = core()
    cell = find(book, "SE", " ab6 ")
    book.put("SE", cell, "zz9")
    found = examine(book)
    assert only(found.document, "header") == [("SE", cell)]
    assert "a" in {each.node for each in found.audit.mismatches}


def test_a_code_that_stands_twice(examine):
    book = core()
    book.put("SE", find(book, "SE", " aa3 "), "aa1")
    found = examine(book)
    assert "stands twice" in next(each.message for each in found.audit.warnings if each.kind == "header")


@pytest.mark.parametrize("written", [None, "q", "b"])
def test_an_area_whose_code_is_wrong(examine, written):
    book = core()
    cell = find(book, "SE", "a")
    book.put("SE", cell, written)
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", cell)]


@pytest.mark.parametrize(("written", "figures"), [("d", 66), ("q", 64)])
def test_an_area_without_questions_goes_by_its_code(examine, written, figures):
    book = core()
    row = int(find(book, "SE", " dd75 ")[1:])
    for cell in [
        cell
        for cell in book.cells["SE"]
        if cell.endswith(str(row)) and cell.lstrip("CDEFGHIJKLMNOPQRSTUVWXYZ") == str(row)
    ]:
        book.put("SE", cell, None)
    book.put("SE", f"B{row}", written)
    assert examine(book).audit.published == figures


def test_an_overall_score_without_a_heading_is_read_by_its_place(examine):
    book = core()
    cell = find(book, "SE", "Overall Score (with/out health)")
    book.put("SE", cell, "?")
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", cell)]


def test_a_sheet_without_overall_scores(examine):
    book = core()
    first = int(find(book, "SE", "Policy strand")[1:])
    for cell in list(book.cells["SE"]):
        if int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) < first:
            book.put("SE", cell, None)
    found = examine(book)
    assert found.audit.published == found.audit.reproduced == 60
    assert only(found.document, "unpublished") == [("SE", "A1")] * 3


@pytest.mark.parametrize("make", [core, edition])
def test_a_sheet_without_answers_is_no_country(examine, make):
    book = make(("SE", "DK"))
    for cell, value in book.cells["DK"].items():
        book.cells["DK"][cell] = "#DIV/0!" if isinstance(value, (float, Formula)) else value
    assert examine(book).reading.bundle.answers.places == ("SE",)


@pytest.mark.parametrize("sheets", [{"Notes": {"A1": "Nothing here"}}, {"SE": {"A1": "Policy strand", "B2": "a"}}])
def test_a_workbook_without_a_country_sheet(examine, sheets):
    book = core()
    book.cells = sheets
    with pytest.raises(WorkbookError) as caught:
        examine(book)
    assert [problem.code for problem in caught.value.problems] == ["workbook-no-country-sheet"]


def test_a_country_sheet_that_reads_a_sheet_that_is_missing(examine):
    book = core()
    book.plant("SE", "aa1", 2014, Formula("Inputs!B2", 50.0))
    with pytest.raises(WorkbookError) as caught:
        examine(book)
    (problem,) = caught.value.problems
    assert problem.code == "workbook-sheet-missing"
    assert '"Inputs"' in problem.message


def test_a_summary_may_name_countries_that_were_taken_out(examine):
    book = edition()
    book.put("Summary", "C3", Formula("TU!A1+TU!A2", 1.0))
    del book.cells["TU"]
    found = examine(book)
    assert found.audit.published == found.audit.reproduced == 44
    assert only(found.document, "missing_sheet") == [("Summary", "C2")]


def test_the_first_area_of_the_2015_edition_without_a_heading(examine):
    book = edition()
    book.put("SE", find(book, "SE", "AREA C"), None)
    found = examine(book)
    assert {each.place for each in found.audit.mismatches} <= {"SE"}
    assert found.audit.published == 64
    assert only(found.document, "header")[0][0] == "SE"
    assert found.reading.scorecard["c", "SE", "2014"] is None


def test_rows_that_stand_for_nothing(examine):
    book = edition()
    last = max(int(cell[1:]) for cell in book.cells["SE"] if cell[0] == "J")
    book.put("SE", f"J{last + 1}", 100.0)
    book.put("SE", f"A{last + 2}", "99")
    book.put("SE", f"D{last + 2}", "An indicator of this sheet alone")
    book.put("SE", f"A{last + 3}", "1")
    book.put("SE", f"D{last + 3}", "The first indicator again")
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", f"J{last + 1}"), ("SE", f"A{last + 2}"), ("SE", f"A{last + 3}")]


def test_an_overall_score_of_the_2015_edition_without_a_heading(examine):
    book = edition()
    cell = find(book, "SE", "SCORE (WITHOUT EDUCATION)")
    book.put("SE", cell, None)
    found = examine(book)
    assert found.audit.published == found.audit.reproduced == 64
    assert only(found.document, "header") == [("SE", f"J{cell[1:]}")]


def test_a_year_is_told_by_the_heading_of_the_comments(examine):
    book = edition()
    cell = find(book, "SE", "2014 MIPEX Score ")
    book.put("SE", cell, "MIPEX Score")
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", cell)]


def test_an_indicator_without_a_number_has_the_next_one(examine):
    found = examine(edition())
    assert {"8a", "8b", "8c"} <= {question.code for question in found.reading.bundle.framework.questions}
    assert found.reading.bundle.framework.group("b2").children == ("7", "8")


def test_headings_of_groups_are_short_and_in_small_letters(examine):
    framework = examine(edition()).reading.bundle.framework
    assert [framework.group(code).title for code in ("a", "a1", "2")] == [
        "Labour market mobility", "Dimension 1", "Title of 2",
    ]  # fmt: skip


def test_a_sheet_of_the_2015_edition_without_areas(examine):
    book = edition(("SE",))
    for cell in list(book.cells["SE"]):
        if int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) > 3:
            book.put("SE", cell, None)
    with pytest.raises(WorkbookError, match="No sheet of the workbook is a country sheet"):
        examine(book)


def test_a_workbook_whose_formulas_have_no_results(examine):
    book = core(("SE",))
    for cell, value in book.cells["SE"].items():
        book.cells["SE"][cell] = Formula(value.text, "") if isinstance(value, Formula) else value
    with pytest.raises(WorkbookError, match="formulas without their results"):
        examine(book)


@pytest.mark.parametrize("typed", ["#DIV/0!", 50.0])
def test_a_typed_figure_does_not_stand_for_results(examine, typed):
    book = core(("SE",))
    book.plant("SE", "a", 2014, typed)
    for cell, value in book.cells["SE"].items():
        book.cells["SE"][cell] = Formula(value.text, "") if isinstance(value, Formula) else value
    with pytest.raises(WorkbookError, match="formulas without their results"):
        examine(book)


def test_a_workbook_that_publishes_nothing(examine):
    book = core(("SE",))
    for cell, value in book.cells["SE"].items():
        book.cells["SE"][cell] = None if isinstance(value, Formula) else value
    found = examine(book)
    assert found.audit.published == 0
    assert len(found.reading.bundle.answers.withheld) == 16


@pytest.mark.parametrize("make", [core, edition])
def test_a_cell_at_the_far_end_of_a_sheet_costs_no_time(examine, make):
    book = make()
    book.put("SE", "XFD1048576", " ")
    before = time.process_time()
    examine(book)
    assert time.process_time() - before < FAR


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("Policy strand", "Policy stand:"),
        ("Indicator", "Indicators"),
        ("Sub-indicator", "Subindicator"),
        ("Title ", "Tittle"),
        ("Answer options ", "Answer option"),
    ],
)
def test_misspelt_labels_are_read_and_told(examine, label, written):
    book = core()
    cell = find(book, "SE", label, 2)
    book.put("SE", cell, written)
    found = examine(book)
    assert complete(found)
    assert only(found.document, "header") == [("SE", cell)]
    assert not only(found.document, "wording")


@pytest.mark.parametrize("written", ["AA3", "aa 3"])
def test_codes_are_read_whatever_their_letters_and_blanks(examine, written):
    book = core()
    book.put("SE", find(book, "SE", " aa3 "), written)
    found = examine(book)
    assert complete(found)
    assert not only(found.document, "header")


@pytest.mark.parametrize("before", [1, 2])
def test_empty_columns_before_the_blocks(examine, before):
    book = core()
    moved(book, "SE", before)
    found = examine(book)
    assert complete(found)
    assert ("SE", "A1") not in only(found.document, "header")


def test_an_empty_column_between_the_years_and_the_scores(examine):
    book = core()
    moved(book, "SE", 1, after="A")
    found = examine(book)
    assert complete(found)
    assert {cell for _, cell in only(found.document, "header")} == {
        f"B{row[1:]}" for row in book.cells["SE"] if row.startswith("A") and book.cells["SE"][row] == "Year"
    } - {"B2"}


@pytest.mark.parametrize("make", [core, edition])
def test_a_country_sheet_that_cannot_be_read_is_told(examine, make):
    book = make(("SE", "DK"))
    book.cells["DK"] = {"A1": "Moved elsewhere"}
    found = examine(book)
    assert found.reading.bundle.answers.places == ("SE",)
    assert only(found.document, "unknown_sheet") == [("DK", "A1")]


@pytest.mark.parametrize(
    ("number", "written"), [(1, "Policy strand"), (2, "Policy dimension"), (3, "Indicatros"), (4, "Sub indicators")]
)
def test_misspelt_levels_of_the_2015_edition_are_read_and_told(examine, number, written):
    book = edition()
    (row,) = {cell[1:] for cell, value in book.cells["SE"].items() if str(value).startswith("Policy Strands")}
    cell = f"{'ABCDE'[number]}{row}"
    book.put("SE", cell, written)
    found = examine(book)
    assert found.audit.published == found.audit.reproduced == 66
    assert only(found.document, "header") == [("SE", cell)]


def test_sheets_about_one_place_are_all_read(examine):
    assert len(examine(core(("UK", "GB"))).reading.bundle.answers.places) == 2


@pytest.mark.parametrize("formula", ["[1]Inputs!B2", "'[other.xlsx]Inputs'!B2"])
def test_a_formula_that_reads_another_workbook_is_odd(examine, formula):
    book = core()
    cell = book.plant("SE", "cb51", 2014, Formula(formula, book.value("SE", "cb51", 2014)))
    found = examine(book)
    assert complete(found)
    assert only(found.document, "odd_formula") == [("SE", cell)]


def moved(book, sheet, columns, *, after=""):
    """Insert empty columns, as a spreadsheet program does: formulas follow their cells."""

    def move(match):
        letters, row = match.groups()
        return f"{xl_col_to_name(xl_cell_to_rowcol(f'{letters}1')[1] + columns)}{row}" if letters != after else match[0]

    cells = {}
    for cell, value in book.cells[sheet].items():
        text = (
            Formula(re.sub(r"\b([A-Z]+)(\d+)", move, value.text), value.value) if isinstance(value, Formula) else value
        )
        cells[re.sub(r"([A-Z]+)(\d+)", move, cell)] = text
    book.cells[sheet] = cells
