"""Figures and lists as they are printed."""

from __future__ import annotations

import pytest

from commonground.methods.examination.words import count, listed, number, per_cent, sentence, short


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (None, 0, "–"),
        (62.5, 0, "63"),
        (-0.304, 2, "−0.30"),
        (-0.001, 2, "0.00"),
        (4032, 0, "4,032"),
        (0.285, 2, "0.29"),
    ],
)
def test_numbers_round_half_away_from_zero(value, decimals, text):
    assert number(value, decimals) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(None, "–"), (0.0, "0%"), (1.0, "100%"), (0.5, "50%"), (0.9999, "99.9%"), (0.0001, "0.1%"), (0.996, "99.6%")],
)
def test_shares_are_never_rounded_up_to_all_or_down_to_none(share, text):
    assert per_cent(share) == text


def test_counts_are_words_up_to_twelve():
    assert count(1, "place has", "places have") == "one place has"
    assert count(12, "place", "places") == "twelve places"
    assert count(1300, "place", "places") == "1,300 places"


def test_long_lists_are_cut_where_that_saves_room():
    assert listed(["A"]) == "A"
    assert listed(["A", "B", "C"], 2) == "A, B and C"
    assert listed(["A", "B", "C", "D"], 2) == "A, B and 2 others"


def test_titles_fit_a_line():
    assert short("x" * 61) == "x" * 59 + "…"
    assert short("Work") == "Work"
    assert sentence("work") == "Work"
