"""Correlations equal SciPy's on the units that have both values, and keep their laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from commonground.methods.coherence import Method, correlate, shared

REFERENCE = {
    Method.PEARSON: stats.pearsonr,
    Method.SPEARMAN: stats.spearmanr,
    Method.KENDALL: stats.kendalltau,
}


def sample(units: int = 40, columns: int = 5, missing: float = 0.2) -> np.ndarray:
    random = np.random.default_rng(7)
    values = np.round(random.normal(size=(units, columns)) * 3 + random.normal(size=(units, 1)) * 2)
    values[random.random(values.shape) < missing] = np.nan
    return values


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("missing", [0.0, 0.2])
def test_correlations_equal_scipys(method, missing):
    values = sample(missing=missing)
    found = correlate(values[:, :3], values, method)
    for i in range(3):
        for j in range(5):
            both = ~np.isnan(values[:, i]) & ~np.isnan(values[:, j])
            expected = REFERENCE[method](values[both, i], values[both, j]).statistic
            assert found[i, j] == pytest.approx(expected, abs=1e-12)


def test_kendall_is_the_same_in_blocks(monkeypatch):
    values = sample()
    whole = correlate(values, values, Method.KENDALL)
    monkeypatch.setattr("commonground.methods.coherence.correlation.BUDGET", 1)
    np.testing.assert_array_equal(correlate(values, values, Method.KENDALL), whole)


@pytest.mark.parametrize("method", Method)
def test_what_cannot_be_told_is_none(method):
    nan = np.nan
    values = np.array([[1, 5, 1, nan], [2, 5, nan, nan], [3, 5, 2, nan], [4, 5, nan, nan]], float)
    found = correlate(values, values, method)
    assert found[0, 0] == pytest.approx(1)
    assert np.isnan(found[0, 1:]).all(), "flat, too few, none at all"


def test_shared_counts_units_that_have_both():
    values = np.array([[1, np.nan], [2, 3], [np.nan, 4]], float)
    np.testing.assert_array_equal(shared(values, values), [[2, 1], [1, 2]])


def test_the_largest_numbers_do_not_overflow():
    values = np.array([[1e308, 1], [-1e308, 2], [5e307, 3], [0, 1]])
    assert np.isfinite(correlate(values, values)).all()


TABLES = arrays(float, (8, 3), elements=st.one_of(st.floats(-1e6, 1e6, width=32), st.just(np.nan)))


@pytest.mark.parametrize("method", Method)
@given(values=TABLES)
def test_correlations_are_symmetric_and_bounded(method, values):
    found = correlate(values, values, method)
    np.testing.assert_allclose(found, found.T, atol=1e-9)
    assert np.all(np.isnan(found) | (np.abs(found) <= 1))
    diagonal = np.diag(found)
    np.testing.assert_allclose(diagonal[~np.isnan(diagonal)], 1)


@pytest.mark.parametrize("method", [Method.SPEARMAN, Method.KENDALL])
@given(values=arrays(float, (8, 2), elements=st.integers(-9, 9).map(float)))
def test_rank_correlations_know_order_only(method, values):
    np.testing.assert_allclose(correlate(values, values**3, method), correlate(values, values, method), atol=1e-12)
