"""Help with unknown words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.methods.tables.spelling import alternatives, hint, number_text, quoted


@pytest.mark.parametrize(
    ("word", "known", "remedy"),
    [
        ("tilte", ("title", "text"), 'Did you mean "title"?'),
        ("TITLE", ("title", "text"), 'Did you mean "title"?'),
        ("zzz", ("a", "b", "c"), "Use a, b or c."),
        ("zzz", ("a",), "Use a."),
        ("zzz", tuple("abcdefghijklmn"), ""),
        ("zzz", (), ""),
    ],
)
def test_the_nearest_word_or_the_few_that_there_are(word, known, remedy):
    assert hint(word, known) == remedy


def test_alternatives_are_listed_in_prose():
    assert alternatives(("0", "50", "100")) == "0, 50 or 100"


@pytest.mark.parametrize(("value", "text"), [(50.0, "50"), (33.3, "33.3"), (-0.0, "0"), (1e-7, "1e-07")])
def test_numbers_are_written_as_people_write_them(value, text):
    assert number_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back(value):
    assert float(number_text(value)) == value


@pytest.mark.parametrize(
    ("text", "shown"), [("5O", '"5O"'), (" two\n lines ", '"two lines"'), ("a" * 61, f'"{"a" * 60}..."'), ("", '""')]
)
def test_what_stands_in_a_file_is_quoted_on_one_line_and_cut(text, shown):
    assert quoted(text) == shown
