"""A workbook that goes out and comes back: only what a person changed is a change, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest

from commonground.methods.errors import WorkbookError
from commonground.methods.offline import Answer, choices_of, read_book, shown
from commonground.methods.offline.spelling import text_in, typed_answer
from commonground.methods.questionnaires import Kind, Option, Question
from commonground.methods.workbooks import open_workbook
from tests.methods.offline.factory import (
    NASTY,
    edited,
    is_signed,
    libre_office,
    place,
    row,
    saved,
    shuffled,
    slot,
    typed,
    wrong_dimension,
)


def read(path):
    return read_book(path, is_signed)


def whole(tmp_path):
    return saved(
        tmp_path,
        row("A1", slot("2020", 3, answer="Yes", comment="=since 2019", basis="the law changed"), slot("2023")),
        row("A2", slot("2020", 1, answer="No", confidence="sure"), slot("2023")),
        row("N1", slot("2020", 2, answer="12.5"), slot("2023", 1, answer="12.50"), kind=Kind.NUMBER),
        row("D1", slot("2020", 1, answer="2024-12-31"), slot("2023"), kind=Kind.DATE),
        row(
            "T1", *(slot(each, 1, answer=text) for each, text in (("2020", NASTY[6]), ("2023", " x "))), kind=Kind.TEXT
        ),
        row("M1", slot("2020", 1, answer="a; b"), slot("2023"), kind=Kind.MULTIPLE, choices={"One": "a", "Two": "b"}),
        row("G1", slot("2020", 1, answer="(no answer)"), slot("2023"), item="women"),
        periods=("2020", "2023"),
    )


@pytest.mark.parametrize(
    "handle", [lambda path: path, shuffled, wrong_dimension, lambda path: shuffled(wrong_dimension(path)), libre_office]
)
def test_no_edit_is_no_change(tmp_path, handle):
    found = read(handle(whole(tmp_path)))
    assert (found.typed, found.problems, found.cells) == ((), (), 14)
    assert (found.key, found.questionnaire) == ("an assignment", "a hash")


@pytest.mark.parametrize("handle", [lambda path: path, shuffled, wrong_dimension, libre_office])
def test_one_edit_is_one_change(tmp_path, handle):
    found = read(handle(typed(whole(tmp_path), "A1", "Answer 2020", "No")))
    (change,) = found.typed
    assert (change.question, change.period, change.number) == ("A1", "2020", 3)
    assert (change.answer, change.words) == (Answer(state="answered", value="0"), {})
    assert change.wording == "words of A1"
    assert change.place.startswith("Answers!")
    assert found.problems == ()


@pytest.mark.parametrize("handle", [lambda path: path, libre_office])
def test_texts_come_back_as_they_were_and_none_is_a_formula(tmp_path, handle):
    rows = [row(f"T{at}", slot("2020", 1, answer=text), kind=Kind.TEXT) for at, text in enumerate(NASTY)]
    path = handle(saved(tmp_path, *rows))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet.replace("<formula", "")
    assert "hyperlink" not in sheet.lower()
    table = open_workbook(path).sheets[0]
    texts = [text_in(table.at(at, 8)) for at in range(3, len(NASTY) + 3)]
    # LibreOffice writes every end of a line in its own way.
    expected = [text if handle is not libre_office else text.replace("a\r\nb\rc\nd", "a\nb\nc\nd") for text in NASTY]
    assert texts == expected
    assert read(path).typed == ()


def test_an_emptied_answer_is_taken_back_and_other_fields_are_changes_too(tmp_path):
    def edit(made):
        sheet = made["Answers"]
        place(sheet, "A1", "Answer 2020").value = None
        place(sheet, "A1", "Comment 2020").value = "+ see  \n"
        place(sheet, "A2", "How sure 2020").value = "UNSURE"
        place(sheet, "A2", "Why 2023").value = "the law changed"
        place(sheet, "A1", "Why 2020").value = None

    found = read(edited(whole(tmp_path), edit))
    assert [(each.question, each.period, each.answer, dict(each.words)) for each in found.typed] == [
        ("A1", "2020", Answer(state="cleared"), {"basis": "", "comment": "+ see  \n"}),
        ("A2", "2020", None, {"confidence": "unsure"}),
        ("A2", "2023", None, {"basis": "law"}),
    ]


def test_what_cannot_be_taken_is_named_with_its_cell(tmp_path):
    def edit(made):
        sheet = made["Answers"]
        place(sheet, "A1", "Answer 2020").value = "Perhaps"
        place(sheet, "A2", "Answer 2020").value = "=1+1"
        place(sheet, "A2", "Why 2023").value = "because"
        place(sheet, "M1", "Answer 2020").value = "a; c"
        sheet.cell(30, 8).value = "stray"

    found = read(edited(whole(tmp_path), edit))
    assert [(each.code, each.place) for each in found.problems] == [
        ("offline-row", "Answers!A30"),
        ("offline-option", "Answers!H3"),
        ("offline-formula", "Answers!H4"),
        ("offline-option", "Answers!N4"),
        ("offline-option", "Answers!H8"),
    ]
    assert found.typed == ()


@pytest.mark.parametrize("mark", ["another", None, "of A2"])
def test_an_altered_mark_of_a_row_is_refused(tmp_path, mark):
    def edit(made):
        sheet = made["Answers"]
        place(sheet, "A1", "Answer 2020").value = "No"
        sheet["A3"].value = sheet["A4"].value if mark == "of A2" else mark

    found = read(edited(whole(tmp_path), edit))
    assert found.typed == ()
    assert [each.code for each in found.problems] == ["offline-row", "offline-row-missing"]
    assert found.problems[0].place == "Answers!A3"


def test_an_altered_mark_of_a_column_is_refused(tmp_path):
    def edit(made):
        sheet = made["Answers"]
        place(sheet, "A1", "Answer 2020").value = "No"
        first, second = place(sheet, "A1", "Answer 2020").column, place(sheet, "A1", "Answer 2023").column
        sheet.cell(1, first).value, sheet.cell(1, second).value = (
            sheet.cell(1, second).value,
            sheet.cell(1, first).value,
        )
        sheet.cell(1, 60).value = "cg:answer|2031"
        sheet.cell(1, 61).value, sheet.cell(2, 61).value = "cg:comment|2020", "Comment 2020"

    found = read(edited(whole(tmp_path), edit))
    assert found.typed == ()
    assert {each.code for each in found.problems} == {"offline-column"}
    assert len(found.problems) == 6


def test_columns_and_sheets_may_move(tmp_path):
    def edit(made):
        place(made["Answers"], "A1", "Answer 2020").value = "No"
        made["Answers"].insert_cols(2)
        made["Answers"]["B2"].value, made["Answers"]["B40"].value = "My own notes", "ask the port"
        made["Answers"].insert_rows(1, 3)
        made["Answers"].title = "Réponses"
        made.move_sheet("Réponses", 2)

    found = read(edited(whole(tmp_path), edit))
    (change,) = found.typed
    assert change.place == "Réponses!I6"
    assert found.problems == ()


def test_a_row_that_is_there_twice(tmp_path):
    def edit(made):
        sheet = made["Answers"]
        for target, source in ((20, 3), (21, 4)):
            for column in range(1, 17):
                sheet.cell(target, column).value = sheet.cell(source, column).value
        sheet.cell(20, 8).value = "No"

    found = read(edited(whole(tmp_path), edit))
    assert [(each.code, each.place) for each in found.problems if each.code == "offline-row-twice"] == [
        ("offline-row-twice", "Answers!A20")
    ]
    assert found.typed == ()


def test_an_altered_manifest_is_refused_as_a_whole(tmp_path):
    path = whole(tmp_path)
    for change in (
        lambda made: made["Manifest"].cell(2, 1, "0:0"),
        lambda made: made["Manifest"].cell(3, 1, made["Manifest"]["A3"].value.replace('"A1"', '"A2"')),
        lambda made: made["Manifest"].delete_rows(2, 9),
        lambda made: made["Answers"].delete_rows(1),
    ):
        with pytest.raises(WorkbookError) as caught:
            read(edited(path, change))
        assert caught.value.problems[0].code == "offline-altered"
    with pytest.raises(WorkbookError) as caught:
        read(edited(path, lambda made: made.remove(made["Manifest"])))
    assert caught.value.problems[0].code == "offline-foreign"


def test_only_answers_are_open_and_lists_offer_the_options(tmp_path):
    made = openpyxl.load_workbook(whole(tmp_path))
    sheet = made["Answers"]
    assert sheet.protection.sheet
    assert made.security.lockStructure
    assert made["Manifest"].sheet_state == "veryHidden"
    opened = {cell.column_letter for line in sheet.iter_rows(min_row=3) for cell in line if not cell.protection.locked}
    assert opened == set("HIJKMNOP")
    (listed,) = [each.formula1 for each in sheet.data_validations.dataValidation if "H3" in each.sqref]
    column = listed.split("$")[1]
    assert [cell.value for cell in made["Lists"][column]][:4] == ["Yes", "No", "(no answer)", "(does not apply)"]


@pytest.mark.parametrize("text", ["x" * 40_000, "_x000D_", "see _x0041_", "_x005F_x000D_", "\uffff"])
def test_a_text_that_no_cell_can_hold_is_locked_and_stays(tmp_path, text):
    path = saved(tmp_path, row("T1", slot("2020", 1, answer=text, comment="short"), kind=Kind.TEXT))
    found = read(typed(typed(path, "T1", "Comment 2020", "longer"), "T1", "Answer 2020", "y"))
    (change,) = found.typed
    assert (change.answer, change.words) == (None, {"comment": "longer"})


def test_a_day_is_read_as_a_day(tmp_path):
    found = read(typed(whole(tmp_path), "D1", "Answer 2023", dt.date(2025, 2, 28)))
    assert [each.answer for each in found.typed] == [Answer(state="answered", value="2025-02-28")]


def test_choices_that_look_alike_carry_their_codes():
    question = Question(
        code="q",
        options=(
            Option(code="1", label={"en": "Yes"}),
            Option(code="2", label={"en": " yes "}),
            Option(code="3", label={"en": "1"}),
            Option(code="4"),
            Option(code="5", label={"en": "(No  answer)"}),
        ),
    )
    choices = choices_of(question, ("en",), ("(no answer)",))
    assert choices == {"Yes [1]": "1", "yes [2]": "2", "1 [3]": "3", "4": "4", "(No answer) [5]": "5"}
    for text, code in choices.items():
        assert typed_answer(text, Kind.SINGLE, choices, {}) == Answer(state="answered", value=code)
        assert shown("answered", code, choices, {}) == text
    assert shown("answered", ["1", "2"], choices, {}) == "1; 2"
    assert typed_answer("YES [2]\n4;4", Kind.MULTIPLE, choices, {}) == Answer(state="answered", value=["2", "4"])
    assert typed_answer("4", Kind.MULTIPLE, choices, {}) == Answer(state="answered", value=["4"])
    assert typed_answer(" as it is\n", Kind.TEXT, {}, {}) == Answer(state="answered", value=" as it is\n")
    assert typed_answer(";", Kind.MULTIPLE, choices, {}).code == "offline-option"


def test_a_state_stands_in_the_place_of_an_answer(tmp_path):
    path = saved(tmp_path, row("N1", slot("2020", 1, answer="(no answer)"), kind=Kind.NUMBER))
    assert read(path).typed == ()
    (change,) = read(typed(path, "N1", "Answer 2020", "(Does  not apply)")).typed
    assert change.answer == Answer(state="not_applicable")
    (change,) = read(typed(path, "N1", "Answer 2020", " 7 ")).typed
    assert change.answer == Answer(state="answered", value="7")


def test_a_book_in_arabic_reads_from_right_to_left(tmp_path):
    for right_to_left in (False, True):
        made = openpyxl.load_workbook(saved(tmp_path, row("A1", slot()), right_to_left=right_to_left))
        seen = [sheet.sheet_view.rightToLeft for sheet in made if sheet.sheet_state == "visible"]
        assert len(seen) == 2
        assert all(bool(each) is right_to_left for each in seen)
