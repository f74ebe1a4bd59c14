"""The audit, on the official workbooks and on invented ones with one defect each."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.methods.workbooks.factory import Formula, core, edition, only


def kinds(found) -> Counter:
    return Counter(warning["kind"] for warning in found.document["warnings"])


def test_every_figure_of_the_core_set_follows(official_core):
    document = official_core.document
    assert (document["published"], document["reproduced"], document["mismatches"]) == (5236, 5236, [])
    assert document["edition"] == "2007-2019"
    published = Counter(
        figure.node if figure.node.startswith("overall") else "area"
        for figure in official_core.reading.bundle.published
    )
    assert published == {
        "area": 4056,
        "overall": 116,
        "overall_no_health": 489,
        "overall_no_health_education": 575,
    }


def test_the_defects_of_the_core_set(official_core):
    document = official_core.document
    assert only(document, "odd_formula") == [("LT", f"B{row}") for row in range(69, 73)]
    assert "ca49[+1]" in next(each["message"] for each in document["warnings"] if each["kind"] == "odd_formula")
    assert {(sheet, cell[0]) for sheet, cell in only(document, "off_scale") if sheet == "BE"} == {
        ("BE", "K"),
        ("BE", "Z"),
    }
    assert ("AR", "AC73") in only(document, "text_in_number")
    assert (
        len([each for each in document["warnings"] if each["kind"] == "unpublished" and " h " in f" {each['message']}"])
        == 40
    )
    assert len(only(document, "unpublished")) == 42
    assert len({cell for sheet, cell in only(document, "year") if sheet == "IL"}) == 10
    assert only(document, "hard_coded") == [("ZA", f"N{row}") for row in range(55, 62)]
    options = {each.question for each in official_core.reading.bundle.variants if each.field == "options"}
    assert len(options) == 33


def test_six_overall_scores_of_the_2015_edition_do_not_follow(official_2015):
    document = official_2015.document
    assert (document["published"], document["reproduced"], len(document["mismatches"])) == (2275, 2197, 78)
    six = {
        each["place"]: each for each in document["mismatches"] if (each["node"], each["period"]) == ("overall", "2014")
    }
    published = [
        each for each in official_2015.reading.bundle.published if (each.node, each.period) == ("overall", "2014")
    ]
    assert len(published) == 38
    causes = {"BG": "BG!J181", "CY": "J13", "HR": "HR!J3", "NZ": "NZ!J163", "PL": "PL!J181", "TR": "TU!J19"}
    assert {place: cell for place, cell in causes.items() if cell in six[place]["cause"]} == causes
    assert set(six) == set(causes)
    assert all(each["cause"] for each in document["mismatches"])


def test_a_document_has_the_keys_that_programs_rely_on(official_2015):
    document = official_2015.document
    assert list(document) == ["workbook", "edition", "published", "reproduced", "mismatches", "warnings"]
    assert list(document["mismatches"][0]) == [
        "sheet", "cell", "place", "period", "node", "published", "recomputed", "cause",
    ]  # fmt: skip
    assert list(document["warnings"][0]) == ["sheet", "cell", "kind", "message"]


@pytest.mark.parametrize(
    "book", [core(), edition(), core(("FR",), (2021, 2022, 2023)), core(first=4), edition(("DE",))]
)
def test_an_invented_workbook_without_defects(examine, book):
    found = examine(book)
    assert found.audit.published == found.audit.reproduced > 0
    assert set(kinds(found)) <= {"unknown_sheet"}


def test_a_typed_area_score(examine):
    book = core()
    cell = book.plant("SE", "d", 2019, 33.0)
    found = examine(book)
    mismatches = {each.node: each for each in found.audit.mismatches}
    assert (mismatches["d"].cell, mismatches["d"].published) == (cell, 33.0)
    assert mismatches["d"].cause.startswith(f"SE!{cell} is a typed number, 33, where its parts give ")
    assert ("SE", cell) in only(found.document, "hard_coded")
    assert set(mismatches) == {"d"}, "the overall scores still hold their old values, which follow"


def test_a_typed_area_score_that_reaches_the_overall(examine):
    book = core()
    cell = book.plant("SE", "d", 2019, 33.0)
    old = book.cells["SE"][book.at("SE", "overall", 2019)]
    book.plant("SE", "overall", 2019, Formula(old.text, 1.0))
    cause = next(each.cause for each in examine(book).audit.mismatches if each.node == "overall")
    assert cause.startswith(f"in d, Political participation: SE!{cell} is a typed number, 33")


def test_a_formula_that_leaves_a_part_out(examine):
    book = core()
    left_out = book.at("SE", "dd76", 2019)
    read = ",".join(book.at("SE", node, 2019) for node in ("db65db67db68", "db70", "dc71abd", "dd75"))
    cell = book.plant("SE", "d", 2019, Formula(f"AVERAGE({read})", 1.0))
    found = examine(book)
    assert (
        found.audit.mismatches[0].cause == f"the formula of SE!{cell}, AVERAGE({read}), leaves out {left_out} (dd76)."
    )
    assert only(found.document, "odd_formula") == [("SE", cell)]


def test_a_formula_that_reads_another_year(examine):
    book = core()
    right = book.cells["SE"][book.at("SE", "d", 2014)]
    other = book.at("SE", "dd76", 2019)
    cell = book.plant("SE", "d", 2014, Formula(right.text.replace(book.at("SE", "dd76", 2014), other), 1.0))
    found = examine(book)
    assert f"and reads {other} (dd76 of 2019)" in found.audit.mismatches[0].cause
    assert only(found.document, "odd_formula") == [("SE", cell)]


def test_a_formula_that_reads_a_cell_outside_the_figures(examine):
    book = core()
    right = book.cells["SE"][book.at("SE", "d", 2014)]
    book.put("SE", "AZ3", 7.0)
    book.plant("SE", "d", 2014, Formula(right.text.replace(")", ",AZ3,SE!AZ3)"), 1.0))
    assert "reads AZ3 (no figure of the index)" in examine(book).audit.mismatches[0].cause


def test_a_formula_that_combines_otherwise(examine):
    book = core()
    right = book.cells["SE"][book.at("SE", "d", 2014)]
    book.plant("SE", "d", 2014, Formula(right.text.replace("AVERAGE", "MAX"), 100.0))
    assert "combines its parts otherwise than the rule" in examine(book).audit.mismatches[0].cause


def test_a_number_that_was_not_recalculated(examine):
    book = core()
    right = book.cells["SE"][book.at("SE", "d", 2014)]
    book.plant("SE", "d", 2014, Formula(right.text, 1.0))
    assert "saved without recalculation" in examine(book).audit.mismatches[0].cause


def test_an_area_with_too_few_answers(examine):
    book = core()
    for node in ("db70", "dc71abd", "dd75", "dd76"):
        book.plant("SE", node, 2014, None)
    cell = book.plant("SE", "d", 2014, Formula(book.cells["SE"][book.at("SE", "d", 2014)].text, 50.0))
    found = examine(book)
    mismatch = next(each for each in found.audit.mismatches if each.node == "d")
    assert mismatch.recomputed is None
    assert mismatch.cause == f"SE!{cell} rests on 20% of the answers, too few for a score."
    assert only(found.document, "coverage") == [("SE", cell)]


def test_a_composite_that_is_wrong(examine):
    book = core()
    cell = book.plant("SE", "cb51", 2014, 7.0)
    found = examine(book)
    assert only(found.document, "composite") == [("SE", cell)]
    assert only(found.document, "hard_coded") == [("SE", cell)]


def test_a_composite_that_is_blank_or_text(examine):
    book = edition()
    blank = book.plant("SE", "2", 2014, None)
    text = book.plant("TU", "2", 2014, "see notes")
    found = examine(book)
    assert only(found.document, "composite") == [("SE", blank), ("TU", text)]
    messages = [each["message"] for each in found.document["warnings"] if each["kind"] == "composite"]
    assert f"SE!{blank} is blank where its parts give" in messages[0]
    assert f'TU!{text} holds the text "see notes" where' in messages[1]


def test_values_off_the_scale_and_text_in_a_number_cell(examine):
    book = core()
    off = book.plant("SE", "aa1", 2014, 75.0)
    text = book.plant("UK", "aa1", 2014, "100 - " + "All of it " * 9)
    found = examine(book)
    assert only(found.document, "off_scale") == [("SE", off)]
    assert only(found.document, "text_in_number") == [("UK", text)]
    bundle = found.reading.bundle
    assert bundle.answers.points[1, 0, 0] == 75.0
    assert bundle.notes["GB", "2014", "aa1"].raw.startswith("100 - All")


def test_figures_that_are_not_published(examine):
    book = core()
    blank = book.plant("SE", "d", 2014, None)
    alone = book.plant("UK", "overall", 2014, None)
    found = examine(book)
    assert only(found.document, "unpublished") == [("SE", blank), ("UK", alone)]
    assert found.reading.bundle.answers.withheld == {("SE", "2014", "d"), ("GB", "2014", "overall")}
    card = found.reading.scorecard
    assert card["d", "SE", "2014"] is None
    assert card["overall", "SE", "2014"] is None
    assert {each.node for each in found.audit.mismatches} == {
        "overall", "overall_no_health", "overall_no_health_education",
    }  # fmt: skip
    assert f"SE!{blank} is blank where its parts give" in found.audit.mismatches[0].cause


def test_figures_without_a_cell_are_not_published(examine):
    book = core(("SE", "FI"))
    for sheet in ("SE", "FI"):
        row = int(book.at(sheet, "overall", 2014)[1:])
        for cell in [cell for cell in book.cells[sheet] if int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == row]:
            book.put(sheet, cell, None if sheet == "SE" else book.cells[sheet][cell])
    found = examine(book)
    nodes = ("overall", "overall_no_health", "overall_no_health_education")
    assert found.reading.bundle.answers.withheld == {("SE", "2014", node) for node in nodes}
    assert [sheet for sheet, _ in only(found.document, "unpublished")] == ["SE"] * 3


def test_an_area_that_a_sheet_lacks_altogether(examine):
    book = core(("SE", "FI"))
    row = int(book.at("SE", "d", 2014)[1:])
    book.put("SE", f"A{row}", None)
    book.put("SE", f"A{row + 1}", None)
    found = examine(book)
    assert f"reads {book.at('SE', 'd', 2014)} (no figure of the index)" in found.audit.mismatches[0].cause
    assert {cell for sheet, cell in only(found.document, "year") if sheet == "SE"} >= {book.at("SE", "dd75", 2014)}


def test_wording_that_differs(examine):
    book = core(("SE", "FI", "NO", "DK"))
    cells = {value: cell for cell, value in book.cells["FI"].items() if isinstance(value, str)}
    title, text = cells["Title of ca49"], cells["What about dd75?"]
    book.put("FI", title, "Title of  ca49")
    book.put("FI", text, "What about dd75? And why? And since when?")
    book.put("DK", text, "What about dd75? And why? And since when?")
    found = examine(book)
    assert only(found.document, "wording") == [("FI", title), ("FI", text)]
    messages = [each["message"] for each in found.document["warnings"] if each["kind"] == "wording"]
    assert "differs from most sheets in blanks and line ends" in messages[0]
    assert "(also in DK)" in messages[1]
    question = next(each for each in found.reading.bundle.framework.questions if each.code == "dd75")
    assert question.text == "What about dd75?"


def test_a_comment_beside_a_figure_that_is_no_answer(examine):
    book = core()
    row = book.at("SE", "d", 2014)[1:]
    book.put("SE", f"C{row}", "A remark on the area")
    assert only(examine(book).document, "comment") == [("SE", f"C{row}")]


def test_many_causes_are_counted(examine):
    book = core()
    for area in "abcde":
        old = book.cells["SE"][book.at("SE", area, 2014)]
        book.plant("SE", area, 2014, Formula(old.text, old.value + 1))
    old = book.cells["SE"][book.at("SE", "overall", 2014)]
    book.plant("SE", "overall", 2014, Formula(old.text, 1.0))
    cause = next(each.cause for each in examine(book).audit.mismatches if each.node == "overall")
    assert cause.endswith("; and 1 more.")


def test_a_figure_that_shows_an_error_is_named_as_the_cause(examine):
    book = core()
    cell = book.at("SE", "e", 2019)
    book.put("SE", cell, Formula(book.cells["SE"][cell].text, "#REF!"))
    found = examine(book)
    assert {mismatch.node for mismatch in found.audit.mismatches} == {
        "overall", "overall_no_health", "overall_no_health_education",
    }  # fmt: skip
    assert all(f"SE!{cell} shows the error #REF!" in mismatch.cause for mismatch in found.audit.mismatches)
    (warning,) = (each for each in found.audit.warnings if each.kind == "unpublished")
    assert (warning.cell, "shows #REF!" in warning.message) == (cell, True)
