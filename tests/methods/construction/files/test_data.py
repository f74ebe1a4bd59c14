"""Data tables: columns, order, gaps and faults."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Spec
from commonground.methods.construction.files import Columns, SpecFile, read_data
from commonground.methods.errors import AnswersError, ConstructionError
from tests.methods.construction.sample import NAN, flat

PLAIN = Columns()
PANEL = Columns(place="code", name="name", period="year", denominators=("people",), groups=("side",), ignore=("note",))


@pytest.fixture
def read(tmp_path):
    def read(text, columns=PLAIN, codes=("x", "Y")):
        path = tmp_path / "data.csv"
        path.write_text(text, encoding="utf-8")
        return read_data(path, SpecFile(spec=Spec(hierarchy=flat(*codes)), columns=columns))

    return read


def test_a_row_for_each_place(read):
    data = read("Y,place,x\n1.5,B,2e-3\nNA,A,\n")
    assert (data.places, data.periods, data.indicators) == (("A", "B"), ("",), ("x", "Y"))
    assert data.values[:, 0] == pytest.approx(np.array([[NAN, NAN], [0.002, 1.5]]), nan_ok=True)
    assert (data.groups, data.denominators, data.names) == ({}, {}, ())


def test_a_row_for_each_place_and_period(read):
    text = """\
code,name,year,side,people,x,Y,note
B,Bo,2020,east,3,1,2,hm
B,Bo,900,east,2,3,4,
A,Ada,2020,NA,5,5,6,
"""
    data = read(text, PANEL)
    assert (data.places, data.periods, data.names) == (("A", "B"), ("900", "2020"), ("Ada", "Bo"))
    assert data.groups == {"side": ("", "east")}
    assert data.denominators["people"] == pytest.approx(np.array([[NAN, 5], [2, 3]]), nan_ok=True)
    assert data.values[..., 0] == pytest.approx(np.array([[NAN, 5], [3, 1]]), nan_ok=True)


def test_periods_that_are_no_numbers_stand_by_name(read):
    data = read("place,t,x,Y\nA,late,1,1\nA,early,1,1\nA,3,1,1\n", Columns(period="t"))
    assert data.periods == ("3", "early", "late")


def test_numbers_may_have_a_decimal_comma(read):
    assert read("place;x;Y\nA;1,5;2\n").values.ravel().tolist() == [1.5, 2]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("place,x,Y\nA,1,much\n", 'data.csv:2: Y: "much" is not a number.'),
        ("place,x,Y\nA,1,inf\n", 'data.csv:2: Y: "inf" is not a number.'),
        ("place,x,Y\nA,1,1\nA,1,1\n", "data.csv:3: A stands already on line 2."),
        ("place,x,Y\n,1,1\n", "data.csv:2: The row names no place or no period."),
        ("place,x,Y\n", "data.csv: The table has no rows."),
    ],
)
def test_faults_name_their_line(read, text, said):
    with pytest.raises(ConstructionError) as error:
        read(text)
    assert str(error.value).startswith(said)


def test_faults_of_a_panel(read):
    text = "code,name,year,side,people,x,Y\nA,Ada,1,east,1,1,1\nA,Ada,2,west,1,1,1\nA,Ada,,east,1,1,1\n"
    with pytest.raises(ConstructionError) as error:
        read(text, PANEL)
    assert [problem.place for problem in error.value.problems] == ["data.csv:4", "data.csv:3"]
    assert 'side: A is "east" in one row and "west" in this one.' in str(error.value)


def test_columns_are_those_that_are_named(read):
    with pytest.raises(AnswersError) as error:
        read("place,x,extra\nA,1,1\n")
    assert [problem.code for problem in error.value.problems] == ["table-missing-column", "table-unknown-column"]


def test_columns_differ_by_more_than_capitals(read):
    with pytest.raises(ConstructionError, match='Several columns would be called "x"'):
        read("place,x\nA,1\n", codes=("x", "X"))
