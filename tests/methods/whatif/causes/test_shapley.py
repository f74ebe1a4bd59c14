"""Shapley's value of small games."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.whatif.causes.shapley import completed, shapley

GAMES = arrays(np.float64, (2, 16), elements=st.floats(-100, 100))


def by_orders(game, causes):
    """The mean over all orders of what each cause adds when its turn comes."""
    shares = np.zeros(causes)
    orders = list(permutations(range(causes)))
    for order in orders:
        world = 0
        for cause in order:
            shares[cause] += game[world | 1 << cause] - game[world]
            world |= 1 << cause
    return shares / len(orders)


@given(GAMES)
def test_the_shares_are_the_mean_over_all_orders_and_sum_to_the_whole(games):
    found = shapley(games, 4)
    np.testing.assert_allclose(found, [by_orders(game, 4) for game in games], atol=1e-9)
    np.testing.assert_allclose(found.sum(axis=1), games[:, -1] - games[:, 0], atol=1e-9)


def test_a_known_game():
    """The glove game: one has a left glove, two have a right one."""
    game = np.array([0, 0, 0, 1, 0, 1, 0, 1.0])
    np.testing.assert_allclose(shapley(game, 3), [2 / 3, 1 / 6, 1 / 6])


def test_a_world_without_a_value_takes_the_mean_of_its_neighbours():
    nan = np.nan
    np.testing.assert_array_equal(completed(np.array([1, 2, nan, 4.0]), 2), [1, 2, 2.5, 4])
    far = completed(np.array([1, nan, nan, nan, nan, nan, nan, 8.0]), 3)
    np.testing.assert_array_equal(far, [1, 1, 1, 8, 1, 8, 8, 8])


def test_without_any_value_there_is_none_to_take():
    assert np.isnan(completed(np.full((2, 4), np.nan), 2)).all()


@given(arrays(np.float64, 8, elements=st.floats(-100, 100) | st.just(np.nan)))
def test_a_cause_that_changes_nothing_has_no_share_even_where_worlds_have_no_value(half):
    game = completed(np.concatenate([half, half]), 4)
    if not np.isnan(game).any():
        assert shapley(game, 4)[3] == pytest.approx(0, abs=1e-12)
