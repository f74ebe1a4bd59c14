"""A table of answers in, arrays and notes out."""

from __future__ import annotations

import math

import pytest
import xlsxwriter

from commonground.methods.errors import AnswersError
from commonground.methods.tables import read_answers
from commonground.methods.tables.answers import parse_number
from commonground.methods.tables.bundle import Note

HEADER = "place,period,question,answer,comment,source\n"


@pytest.fixture
def read(write, small):
    def reading(rows, *, strict=True, header=HEADER):
        return read_answers(write("answers.csv", header + rows), small, strict=strict)

    return reading


@pytest.fixture
def problems(read):
    def found(rows, **settings):
        with pytest.raises(AnswersError) as caught:
            read(rows, **settings)
        return [str(problem) for problem in caught.value.problems]

    return found


def points(file, place, period, question):
    answers = file.answers
    at = answers.places.index(place), answers.periods.index(period), answers.questions.index(question)
    return float(answers.points[at]), bool(answers.applicable[at])


def test_the_axes_are_those_of_the_framework_whatever_is_answered(read):
    answers = read("NO,2024,Q1,100\n").answers
    assert (answers.places, answers.periods, answers.questions) == (("XA", "NO"), ("2021", "2024"), ("Q1", "Q2"))
    assert answers.points.shape == (2, 2, 2)


@pytest.mark.parametrize(
    ("question", "answer", "value"),
    [
        ("Q1", "100", 100.0),
        ("Q1", " 100 ", 100.0),
        ("Q1", "100.0", 100.0),
        ("Q2", "dim", 0.0),
        ("Q2", "0", 0.0),
        ("Q2", "33.3", 33.3),
    ],
)
def test_an_answer_is_an_options_code_or_its_points(read, question, answer, value):
    assert points(read(f"XA,2021,{question},{answer}\n"), "XA", "2021", question) == (value, True)


@pytest.mark.parametrize(("answer", "applies"), [("", True), ("unknown", True), ("na", False)])
def test_no_points_for_a_blank_and_for_a_reason(read, answer, applies):
    value, applicable = points(read(f"XA,2021,Q1,{answer}\n"), "XA", "2021", "Q1")
    assert math.isnan(value)
    assert applicable is applies


def test_the_option_is_kept_where_its_points_do_not_lead_back_to_it(read):
    file = read("XA,2021,Q1,100\nXA,2024,Q1,na\nNO,2021,Q1,unknown\nXA,2021,Q2,dark\nXA,2024,Q2,dim\n")
    assert file.choices == {("NO", "2021", "Q1"): "unknown", ("XA", "2024", "Q2"): "dim"}


def test_a_note_keeps_what_was_said_to_the_letter_and_where(read):
    file = read('XA,2021,Q1,100," a ""b""\r\nc",Act 1\n')
    assert file.notes == {("XA", "2021", "Q1"): Note(comment=' a "b"\r\nc', source="Act 1", at="answers.csv:2")}


def test_comment_and_source_may_be_left_out(read):
    assert read("XA;2021;Q1;100\n", header="place;period;question;answer\n").notes == {
        ("XA", "2021", "Q1"): Note(at="answers.csv:2")
    }


def test_with_semicolons_a_comma_is_a_decimal_point(read):
    file = read("XA;2021;Q2;33,3\n", header="place;period;question;answer\n")
    assert points(file, "XA", "2021", "Q2") == (33.3, True)
    assert file.remarks == ("answers.csv was read with semicolons between columns.",)


def test_every_problem_is_found_at_once_with_line_and_remedy(problems):
    rows = "XA,2021,Q1,50\nXB,2021,Q1,0\nXA,2027,Q1,0\nXA,2021,Q9,0\nXA,2021,Q1,0\n,2021,Q1,0\nXA,2021,Q2,dimm\n"
    assert problems(rows) == [
        'answers.csv:2: "50" is not an option of Q1. Q1 allows 100, 0, na or unknown. [answers-not-an-option]',
        'answers.csv:3: The framework has no place "XB". Use XA or NO. [table-unknown-code]',
        'answers.csv:4: The framework has no period "2027". Did you mean "2024"? [table-unknown-code]',
        'answers.csv:5: The framework has no question "Q9". Use Q1 or Q2. [table-unknown-code]',
        "answers.csv:6: XA, 2021, Q1 is already answered on line 2. Keep one of the two. [answers-repeated]",
        "answers.csv:7: The place is blank. Use XA or NO. [table-unknown-code]",
        'answers.csv:8: "dimm" is not an option of Q2. Q2 allows dark, dim, 33.3 or 100. [answers-not-an-option]',
    ]


def test_a_lenient_reading_reports_a_text_and_reads_it_as_missing(read):
    file = read("XA,2021,Q1,1OO,hm\nNO,2021,Q1,100\n", strict=False)
    assert math.isnan(points(file, "XA", "2021", "Q1")[0])
    assert file.notes["XA", "2021", "Q1"] == Note(comment="hm", at="answers.csv:2", raw="1OO")
    assert file.notes["NO", "2021", "Q1"].raw == ""
    assert [problem.place for problem in file.problems] == ["answers.csv:2"]


def test_a_lenient_reading_uses_a_number_off_the_scale_as_it_stands(read):
    file = read("XA,2021,Q1,75\n", strict=False)
    assert points(file, "XA", "2021", "Q1") == (75.0, True)
    assert file.notes["XA", "2021", "Q1"].raw == ""
    assert [problem.code for problem in file.problems] == ["answers-not-an-option"]


def test_a_lenient_reading_still_refuses_codes_that_it_cannot_place(problems):
    assert len(problems("XX,2021,Q1,100\nXA,2021,Q1,1OO\n", strict=False)) == 2


def test_a_workbook_holds_the_same_answers(tmp_path, small, read):
    path = tmp_path / "answers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, values in enumerate([HEADER.strip().split(","), ["XA", 2021, "Q2", 33.3, "said", ""]]):
            sheet.write_row(row, 0, values)
    file = read_answers(path, small)
    same = read("XA,2021,Q2,33.3,said,\n")
    assert (file.answers.points == same.answers.points).sum() == 1
    assert file.notes["XA", "2021", "Q2"] == Note(comment="said", at="answers.xlsx:2")


@pytest.mark.parametrize("text", ["nan", "inf", "1_000", "5O", "", "1,5", "0x10", "1e999"])
def test_what_is_no_number(text):
    assert parse_number(text, decimal_comma=False) is None
