"""Printed figures: rounded once, by one rule, with true signs."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from commonground.publishing.display import (
    change,
    cut,
    distance,
    exact,
    interval,
    number,
    percent,
    printed_on,
    rounded,
    score,
    span,
)
from commonground.publishing.narrative.languages import LANGUAGES

SCORES = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("value", "printed"),
    [(62.5, "63"), (61.5, "62"), (62.49999999999999, "63"), (62.4999, "62"), (0.0, "0"), (-0.4, "0"), (None, "–")],
)
def test_scores_are_whole_and_halves_go_up(value, printed):
    assert score(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [(8.94, "+8.9"), (-0.66, "−0.7"), (-0.05, "−0.1"), (0.04, "0.0"), (-0.04, "0.0"), (0.0, "0.0"), (None, "–")],
)
def test_changes_have_a_sign_and_one_decimal(value, printed):
    assert change(value) == printed


@pytest.mark.parametrize(("value", "printed"), [(50.0, "50"), (41.6666, "41.7"), (49.96, "50"), (None, "–")])
def test_steps_show_a_decimal_only_where_there_is_one(value, printed):
    assert exact(value) == printed


@pytest.mark.parametrize(
    ("share", "printed"),
    [
        (1.0, "100%"),
        (0.0, "0%"),
        (0.9667, "97%"),
        (0.9999, "99.9%"),
        (0.99999, "99.9%"),
        (0.00001, "0.1%"),
        (None, "–"),
    ],
)
def test_a_share_is_all_or_none_only_where_it_is(share, printed):
    assert percent(share) == printed


def test_a_band_is_written_by_the_whole_figures_that_it_covers():
    assert interval(40.0, 60.0, last=False) == "40–59"
    assert interval(80.0, 100.0, last=True) == "80–100"
    with printed_on((0.0, 1.0)):
        assert interval(0.4, 0.6, last=False) == "0.40–0.59"
        assert interval(0.8, 1.0, last=True) == "0.80–1.00"
    with printed_on((1.0, 10.0)):
        assert interval(4.0, 5.5, last=False) == "4.0–5.4"


def test_thousands_are_set_apart():
    assert number(5236) == "5,236"


@given(SCORES)
def test_rounding_moves_a_figure_by_at_most_half_a_unit(value):
    assert abs(rounded(value, 0) - Decimal(repr(value))) <= Decimal("0.5") + Decimal("1e-9")


@given(SCORES, SCORES)
def test_rounding_keeps_the_order(one, other):
    low, high = sorted((one, other))
    assert rounded(low, 1) <= rounded(high, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_and_sentences_write_figures_alike(language):
    with override(language):
        for value, decimals in ((0.8, 1), (12345.67, 1), (1234567, 0)):
            assert number(value, decimals) == LANGUAGES[language].figure(value, decimals)
        assert percent(0.5) == LANGUAGES[language].percent(0.5)


def test_signs_and_dashes_keep_their_place_among_arabic_letters():
    printed = change(27.8), change(-3.7), span(3, 5), interval(40, 60, last=False), number(-2)
    with override("ar"):
        assert (change(27.8), change(-3.7), span(3, 5), interval(40, 60, last=False), number(-2)) == tuple(
            f"\u2066{each}\u2069" for each in printed
        )
        assert (change(0.0), span(4, 4), score(62.5), distance(-3.7)) == ("0.0", "4", "63", "3.7")


def test_a_figure_is_written_in_the_language_of_each_page_however_often_it_was_written_before():
    for language, written in (("en-gb", "1,234.5"), ("fr", "1\u202f234,5"), ("en-gb", "1,234.5")):
        with override(language):
            assert number(1234.5, 1).replace("\xa0", "\u202f") == written


@pytest.mark.parametrize(
    ("text", "shown"), [("quay", "quay"), ("quays", "quays"), ("quayside", "quay…"), ("que\u0301biais", "qu\u00e9b…")]
)
def test_a_long_text_is_cut_at_its_length(text, shown):
    assert cut(text, 5) == shown
