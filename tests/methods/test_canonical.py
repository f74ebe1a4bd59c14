"""Canonical JSON lines."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.methods.canonical import canonical, canonical_lines, digest, round9


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": 2}, '{"a":2,"b":1}'),
        ({"é": 1, "z": 2, "Z": 3, "\U0001f600": 4, "\uffff": 5}, '{"Z":3,"z":2,"é":1,"\uffff":5,"\U0001f600":4}'),
        ([1.0, -0.0, 0.5, 1e-7, 2.0**53, 1e300], "[1,0,0.5,1e-07,9007199254740992.0,1e+300]"),
        ((True, False, 10**20), "[true,false,100000000000000000000]"),
        ("e\u0301\r\nx\ry", '"é\\nx\\ny"'),
    ],
)
def test_values(value, written):
    assert canonical(value) == written


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {"a": [float("-inf")]}])
def test_there_is_no_number_that_is_none(value):
    with pytest.raises(ValueError, match="leave it out"):
        canonical(value)


@pytest.mark.parametrize("value", [None, {"a": None}, {1, 2}])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError, match="no canonical form"):
        canonical(value)


def test_keys_that_become_the_same_text_are_refused():
    with pytest.raises(ValueError, match="the same text"):
        canonical({"é": 1, "e\u0301": 2})


def test_lines_have_a_header_and_are_sorted_by_natural_key():
    records = [(("b", "1"), {"x": 1}), (("a", "2"), {}), (("a", "10"), {"y": [2.0]})]
    assert list(canonical_lines("things", 3, records)) == [
        '{"schema":"things","version":3}',
        '{"key":["a","10"],"value":{"y":[2]}}',
        '{"key":["a","2"],"value":{}}',
        '{"key":["b","1"],"value":{"x":1}}',
    ]


def test_a_key_occurs_once():
    with pytest.raises(ValueError, match="Two records have the key"):
        list(canonical_lines("things", 1, [(("é",), {}), (("e\u0301",), {})]))


def test_the_digest_is_that_of_the_file_the_lines_make():
    assert digest(["a", "é"]) == hashlib.sha256("a\né\n".encode()).hexdigest()


@pytest.mark.parametrize(("value", "rounded"), [(1 / 3, "0.333333333"), (-1e-12, "0.0"), (2.5, "2.5")])
def test_round9(value, rounded):
    assert repr(round9(value)) == rounded


@given(st.dictionaries(st.text("abcé", max_size=3), st.floats(allow_nan=False, allow_infinity=False) | st.integers()))
def test_order_never_matters(values):
    assert canonical(values) == canonical(dict(reversed(values.items())))


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_a_float_and_an_integer_of_the_same_value_are_written_alike(number):
    assert canonical(float(number)) == canonical(number)
