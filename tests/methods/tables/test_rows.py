"""Tables as people save them: delimiters, marks, quotes, and what a spreadsheet must not run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.methods.errors import AnswersError, FileError
from commonground.methods.tables.rows import guard, read_table, unguard
from commonground.methods.workbooks.container import OLE

COLUMNS = {"required": ("place", "value"), "optional": ("comment",)}


def rows(path):
    return [(line.number, *line.values.values()) for line in read_table(path, **COLUMNS).lines]


def said(error, path):
    with pytest.raises(error) as caught:
        read_table(path, **COLUMNS)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        "place,value,comment\nXA,50,fine\n",
        "place,value,comment\r\nXA,50,fine\r\n",
        "\ufeffplace,value,comment\nXA,50,fine",
        "place;value;comment\nXA;50;fine\n",
        "place\tvalue\tcomment\nXA\t50\tfine\n",
        " Comment ,VALUE,place\nfine,50,XA\n",
        "place,value,comment,,\nXA,50,fine,,\n",
    ],
)
def test_the_same_table_however_it_was_saved(write, content):
    assert rows(write("a.csv", content)) == [(2, "XA", "50", "fine")]


def test_other_separators_than_commas_are_said(write):
    assert read_table(write("a.csv", "place;value\nXA;1\n"), **COLUMNS).remarks == (
        "a.csv was read with semicolons between columns.",
    )
    assert read_table(write("a.csv", "place,value\nXA,1\n"), **COLUMNS).remarks == ()


def test_a_value_over_several_lines_is_named_by_its_first(write):
    content = 'place,value,comment\nXA,1,"one\ntwo; ""three"""\n\n,,\nXB,2\n'
    assert rows(write("a.csv", content)) == [(2, "XA", "1", 'one\ntwo; "three"'), (6, "XB", "2", "")]


def test_a_table_may_start_below_empty_rows(write):
    assert rows(write("a.csv", "\n\nplace,value\nXA,1\n")) == [(4, "XA", "1", "")]


def test_all_that_is_wrong_with_the_header_is_said_at_once(write):
    assert said(AnswersError, write("a.csv", "\nplace,valeu,place\nXA,1,2\n")) == [
        'a.csv:2: There is no column "value". The first row must name: place, value. [table-missing-column]',
        'a.csv:2: "valeu" is not a column that is known. Did you mean "value"? [table-unknown-column]',
        'a.csv:2: There are two columns "place". Keep one of the two. [table-repeated-column]',
    ]


def test_a_file_of_separators_has_no_columns(write):
    assert len(said(AnswersError, write("a.csv", ",,\n,,\n"))) == 2


def test_a_value_outside_the_columns_is_never_lost_in_silence(write):
    found = said(AnswersError, write("a.csv", "place,value,,comment\nXA,1,,fine, really\nXB,2,x,\n"))
    assert [each.split(": ")[0] for each in found] == ["a.csv:2", "a.csv:3"]
    assert "quotation marks" in found[0]


@pytest.mark.parametrize("tail", ['XA,"1\n', 'XA,"1"2\n'])
def test_a_broken_quotation_is_named_by_line(write, tail):
    (problem,) = said(FileError, write("a.csv", f"place,value\nXB,2\n{tail}"))
    assert problem.startswith("a.csv:3: This row is not valid CSV")


@pytest.mark.parametrize("content", [b"place,value\nXA,caf\xe9\n", "place,value\nXA,1\n".encode("utf-16")])
def test_what_is_not_utf8_names_the_remedy(write, content):
    (problem,) = said(FileError, write("a.csv", content))
    assert 'Save the file as "CSV UTF-8" or as XLSX.' in problem


@pytest.mark.parametrize("value", ["=1+1", "+cmd", "@SUM(A1)", "-x", "\t=1", "'=1", "''+x", "＝1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(value):
    assert guard(value) == f"'{value}"


@pytest.mark.parametrize("value", ["-5", "+5.25", "1e3", "plain", "'tis", "", "a=b", "–5"])
def test_plain_values_are_left_alone(value):
    assert guard(value) == value


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n 5a")) | st.text())
def test_the_guard_comes_off_again(value):
    assert unguard(guard(value)) == value


def test_a_locked_workbook_is_told_as_such(tmp_path):
    path = tmp_path / "answers.xlsx"
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    (problem,) = said(FileError, path)
    assert problem.endswith("[workbook-locked]")
