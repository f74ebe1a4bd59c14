"""Aggregation: worked examples, gaps, many runs at once, and laws that every rule obeys."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.construction import (
    Arithmetic,
    Copeland,
    Generalised,
    Geometric,
    Harmonic,
    Outranking,
    aggregate,
    refuses,
)
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN

MEANS = (Arithmetic(), Geometric(), Harmonic(), Generalised(power=2), Generalised(power=-2), Generalised(power=0.5))
PAIRWISE = (Copeland(), Outranking())
ONE = np.ones((3, 1))
EVEN = np.ones(3)

scores = arrays(np.float64, (5, 3), elements=st.floats(0.5, 100))
shares = arrays(np.float64, 3, elements=st.floats(0.1, 10))


def combine(rule, row, weights=(1, 1, 1), threshold=0.0):
    """A place's composite of three children."""
    return aggregate(rule, np.array([row], float), np.array(weights, float), ONE, threshold)[0, 0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Arithmetic(), (1 * 2 + 2 * 4 + 1 * 8) / 4),
        (Geometric(), (2 * 4**2 * 8) ** (1 / 4)),
        (Harmonic(), 4 / (1 / 2 + 2 / 4 + 1 / 8)),
        (Generalised(power=2), ((4 + 2 * 16 + 64) / 4) ** 0.5),
        (Generalised(power=-2), ((1 / 4 + 2 / 16 + 1 / 64) / 4) ** -0.5),
    ],
)
def test_means_by_hand(rule, expected):
    assert combine(rule, (2, 4, 8), (1, 2, 1)) == pytest.approx(expected, rel=1e-12)


def test_pairwise_by_hand():
    """A beats B on two of three children; C is compared on the two that it has."""
    places = np.array([[3, 3, 1], [2, 2, 2], [3, 2, NAN]], float)
    assert aggregate(Copeland(), places, EVEN, ONE)[:, 0].tolist() == [2, -2, 0]
    expected = [2 / 3 + 0.75, 1 / 3 + 0.25, 0.25 + 0.75]
    assert aggregate(Outranking(), places, EVEN, ONE)[:, 0] == pytest.approx(expected)


@pytest.mark.parametrize("rule", PAIRWISE)
def test_a_place_without_values_takes_no_part(rule):
    three = np.array([[1, 1, 1], [2, 2, 2], [NAN, NAN, NAN]])
    found = aggregate(rule, three, EVEN, ONE)
    assert np.array_equal(found[:2], aggregate(rule, three[:2], EVEN, ONE))
    assert np.isnan(found[2])


@pytest.mark.parametrize("rule", MEANS)
def test_a_missing_child_is_left_out_with_its_weight(rule):
    assert combine(rule, (2, 8, NAN), (1, 3, 5)) == pytest.approx(combine(rule, (2, 8, 8), (1, 1, 2)))
    assert np.isnan(combine(rule, (NAN, NAN, NAN)))


@pytest.mark.parametrize("rule", [*MEANS, *PAIRWISE])
def test_a_composite_needs_the_threshold(rule):
    places = np.array([[2, 8, NAN], [1, NAN, NAN], [3, 3, 3]])
    found = aggregate(rule, places, EVEN, ONE, 2 / 3)[:, 0]
    assert np.isnan(found).tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("rule", "refused"),
    [
        (Arithmetic(), (False, False, False)),
        (Geometric(), (True, True, False)),
        (Harmonic(), (True, True, False)),
        (Generalised(power=2), (True, False, False)),
        (Generalised(power=-1), (True, True, False)),
        (Copeland(), (False, False, False)),
    ],
)
def test_what_a_rule_cannot_take_gives_nothing(rule, refused):
    values = np.array([-1.0, 0.0, NAN])
    assert refuses(rule, values).tolist() == list(refused)
    for value, gone in zip(values, refused, strict=True):
        assert np.isnan(combine(rule, (value, 4, 5))) == gone


def test_weights_of_nothing_give_nothing():
    for row in ((1, 2, 3), (1, 2, NAN)):
        assert np.isnan(combine(Arithmetic(), row, (0, 0, 0)))


def test_a_power_is_a_number_other_than_0():
    for power in (0, NAN):
        with pytest.raises(ConstructionError, match="construction-setting"):
            Generalised(power=power)


@pytest.mark.parametrize("rule", [*MEANS, *PAIRWISE])
@pytest.mark.parametrize("gaps", [False, True])
def test_many_runs_at_once_are_the_runs_one_by_one(rule, gaps):
    """Runs of values, runs of weights, and one set of values under runs of weights."""
    random = np.random.default_rng(1)
    values, weights = random.uniform(1, 9, (4, 6, 5)), random.uniform(1, 2, (4, 5))
    if gaps:
        values[random.uniform(size=values.shape) < 0.2] = NAN
    membership = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [0, 1]], float)
    both = aggregate(rule, values, weights, membership)
    weighted = aggregate(rule, values[0], weights, membership)
    assert both.shape == (4, 6, 2)
    for run in range(4):
        each = aggregate(rule, values[run], weights[run], membership)
        assert both[run] == pytest.approx(each, nan_ok=True)
        assert weighted[run] == pytest.approx(aggregate(rule, values[0], weights[run], membership), nan_ok=True)


@given(scores, shares)
@pytest.mark.parametrize("rule", MEANS)
def test_a_mean_lies_between_its_children(rule, values, weights):
    found = aggregate(rule, values, weights, ONE)[:, 0]
    assert np.all(found >= values.min(axis=1) * (1 - 1e-9))
    assert np.all(found <= values.max(axis=1) * (1 + 1e-9))


@given(st.floats(0.5, 100), shares)
@pytest.mark.parametrize("rule", MEANS)
def test_a_mean_of_equal_children_is_that(rule, value, weights):
    assert combine(rule, (value,) * 3, weights) == pytest.approx(value)


@given(scores, shares, st.permutations(range(3)))
@pytest.mark.parametrize("rule", [*MEANS, *PAIRWISE])
def test_the_order_of_children_does_not_matter(rule, values, weights, order):
    found = aggregate(rule, values[:, order], weights[order], ONE)
    assert found == pytest.approx(aggregate(rule, values, weights, ONE), abs=1e-9)


@given(scores, st.permutations(range(3)))
@pytest.mark.parametrize("rule", [*MEANS, *PAIRWISE])
def test_children_of_one_weight_can_change_places(rule, values, order):
    found = aggregate(rule, values[:, order], EVEN, ONE)
    assert found == pytest.approx(aggregate(rule, values, EVEN, ONE), abs=1e-9)


@given(scores, shares, st.tuples(st.integers(0, 4), st.integers(0, 2)), st.floats(0, 50))
@pytest.mark.parametrize("rule", [*MEANS, *PAIRWISE])
def test_more_is_never_worse(rule, values, weights, cell, gain):
    better = values.copy()
    better[cell] += gain
    before, after = (aggregate(rule, each, weights, ONE)[cell[0], 0] for each in (values, better))
    assert after >= before - 1e-9 * max(1, before)


@given(scores, shares, st.floats(0.1, 10))
@pytest.mark.parametrize("rule", [*MEANS, *PAIRWISE])
def test_only_the_proportions_of_weights_matter(rule, values, weights, factor):
    found = aggregate(rule, values, weights * factor, ONE)
    assert found == pytest.approx(aggregate(rule, values, weights, ONE))


@given(scores, shares)
def test_means_stand_in_the_order_of_their_powers(values, weights):
    order = (Generalised(power=-2), Harmonic(), Geometric(), Generalised(power=0.5), Arithmetic(), Generalised(power=2))
    found = [aggregate(rule, values, weights, ONE) for rule in order]
    for lower, higher in pairwise(found):
        assert np.all(lower <= higher * (1 + 1e-9))


@given(scores, shares)
def test_wins_and_losses_even_out(values, weights):
    won = aggregate(Copeland(), values, weights, ONE)
    assert won.sum() == 0
    assert np.all(np.abs(won) <= 4)
    outranked = aggregate(Outranking(), values, weights, ONE)
    assert outranked.sum() == pytest.approx(5 * 4 / 2)
    assert np.all((outranked >= 0) & (outranked <= 4 + 1e-9))


@given(arrays(np.float64, 5, elements=st.floats(0.5, 100)), shares)
def test_equal_children_rank_places_as_they_do(ladder, weights):
    won = aggregate(Copeland(), np.column_stack([ladder] * 3), weights, ONE)[:, 0]
    assert won.tolist() == [float((x > ladder).sum() - (x < ladder).sum()) for x in ladder]
