"""Effective weights: correlation ratios as a line and as a curve."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.coherence import curved_ratios, importances, linear_ratios
from tests.methods.coherence.trees import levels


def test_a_line_is_r_squared():
    x, y = np.random.default_rng(1).normal(size=(2, 30))
    assert linear_ratios(x[:, np.newaxis], y)[0] == pytest.approx(np.corrcoef(x, y)[0, 1] ** 2)


def test_a_curve_sees_what_a_line_does_not():
    x = np.linspace(-1, 1, 41)
    y = x**2
    assert linear_ratios(x[:, np.newaxis], y)[0] == pytest.approx(0, abs=1e-12)
    assert curved_ratios(x[:, np.newaxis], y)[0] > 0.95


def test_of_few_distinct_values_a_curve_is_the_means_of_groups():
    x = np.repeat([0.0, 50.0, 100.0], 20)
    y = np.repeat([10.0, 90.0, 30.0], 20) + np.tile([-5.0, 5.0], 30)
    means = np.repeat([10.0, 90.0, 30.0], 20)
    assert curved_ratios(x[:, np.newaxis], y)[0] == pytest.approx(means.var() / y.var(), abs=0.01)


def test_unrelated_values_have_little():
    x, y = np.random.default_rng(2).normal(size=(2, 200))
    assert curved_ratios(x[:, np.newaxis], y)[0] < 0.1


def test_effective_weights_are_shares_beside_the_nominal_ones():
    random = np.random.default_rng(4)
    a, b = random.normal(size=(2, 50)) * [[3], [1]]
    world = levels({"top": ((a + b) / 2).tolist(), "a": a.tolist(), "b": b.tolist(), "c": [7.0] * 50})
    first, second, flat = importances(world, "top")
    assert first.nominal == pytest.approx(1 / 3)
    assert first.effective_linear + second.effective_linear == pytest.approx(1)
    assert first.effective_curved > 0.7
    assert second.effective_curved < 0.3
    assert (flat.linear, flat.curved, flat.effective_linear) == (None, None, None)


def test_too_few_units_have_none():
    (only,) = importances(levels({"top": [1, 2, 3, 4], "a": [1, 2, 4, 3]}), "top")
    assert (only.linear, only.curved, only.effective_curved) == (None, None, None)


@given(arrays(float, 12, elements=st.integers(-3, 3).map(float)), arrays(float, 12, elements=st.floats(-1e9, 1e9)))
def test_ratios_lie_between_0_and_1(x, y):
    for found in (linear_ratios(x[:, np.newaxis], y)[0], curved_ratios(x[:, np.newaxis], y)[0]):
        assert np.isnan(found) or 0 <= found <= 1 + 1e-12
