"""Chance-corrected coefficients against published figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.agreement import Scale, coefficients, cohen
from tests.methods.agreement.panels import EXAMPLE

FLEISS = np.array(
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
)
"""How often each of five categories was given to ten subjects by fourteen raters: the common textbook example."""


def test_missing_answers_as_gwet_takes_them():
    """The figures that Gwet's own program (irrCAC) gives for the four raters of ``cac.raw4raters``."""
    found = coefficients(EXAMPLE, Scale.NOMINAL)
    assert found.percentage == pytest.approx(0.8181818, abs=1e-6)
    assert found.fleiss == pytest.approx(0.76117, abs=1e-5)
    assert found.gwet == pytest.approx(0.77544, abs=1e-5)


def test_fleiss():
    values = np.array([np.repeat(np.arange(5.0), row) for row in FLEISS]).T
    assert coefficients(values, Scale.NOMINAL).fleiss == pytest.approx(0.210, abs=5e-4)


def test_cohen():
    """Fifty decisions of two readers: both yes 20, both no 15, only the first 5, only the second 10."""
    first, second = (np.repeat(row, [20, 5, 10, 15]).astype(float) for row in ([1, 1, 0, 0], [1, 0, 1, 0]))
    assert cohen(first, second, Scale.NOMINAL) == pytest.approx(0.4)


def test_weighted_kappa_by_hand():
    """Three cells of a 3 by 3 table: quadratic weights 1, 3/4, 0."""
    first, second = np.array([0.0, 1, 2, 0]), np.array([0.0, 1, 2, 1])
    # Seen 3.75 / 4; by chance the mean of 1 - (a - b)² / 4 over all pairs of margins: 11 / 16.
    assert cohen(first, second, Scale.INTERVAL) == pytest.approx((3.75 / 4 - 11 / 16) / (1 - 11 / 16))


def test_answers_that_hardly_vary_leave_gwet_high_and_kappa_low():
    values = np.zeros((2, 50))
    values[0, 0] = values[1, 1] = 1
    found = coefficients(values, Scale.NOMINAL)
    assert found.percentage == pytest.approx(0.96)
    assert found.fleiss == pytest.approx(-0.0204, abs=1e-4)
    assert found.gwet > 0.95


def test_options_that_nobody_chose_count_for_gwet_alone():
    without, with_them = coefficients(EXAMPLE, Scale.NOMINAL), coefficients(EXAMPLE, Scale.NOMINAL, tuple(range(10)))
    assert with_them.fleiss == pytest.approx(without.fleiss)
    assert with_them.gwet > without.gwet


def test_nothing_to_compare():
    single = np.array([[1.0, np.nan], [np.nan, 2.0]])
    found = coefficients(single, Scale.ORDINAL)
    assert (found.percentage, found.partial, found.fleiss, found.gwet) == (None, None, None, None)
    assert cohen(*single, Scale.ORDINAL) is None


def test_one_category_leaves_no_room_for_kappa():
    same = np.ones((2, 5))
    found = coefficients(same, Scale.ORDINAL)
    assert (found.percentage, found.partial, found.fleiss, found.gwet) == (1, 1, None, 1)
    assert cohen(*same, Scale.ORDINAL) is None


PANELS = arrays(float, (3, 6), elements=st.sampled_from([np.nan, 0.0, 1.0, 2.0, 4.0]))


@given(PANELS, st.sampled_from(Scale))
def test_coefficients_stay_in_their_bounds(values, scale):
    found = coefficients(values, scale)
    if found.percentage is not None:
        assert 0 <= found.percentage <= found.partial + 1e-12
        assert found.partial <= 1 + 1e-12
        assert all(value is None or value <= 1 + 1e-12 for value in (found.fleiss, found.gwet))


@given(PANELS, st.sampled_from(Scale))
def test_two_coders_are_symmetric(values, scale):
    one, other = cohen(values[0], values[1], scale), cohen(values[1], values[0], scale)
    assert one == pytest.approx(other)
