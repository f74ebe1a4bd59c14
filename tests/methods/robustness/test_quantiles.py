"""The middle of many runs at once is what NumPy finds for one column at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.robustness.quantiles import middle_ranks, middle_scores, tails

SHAPE = st.tuples(st.integers(1, 40), st.integers(1, 3))
LEVELS = st.sampled_from((0.5, 0.8, 0.9, 0.95))


@given(scores=arrays(float, SHAPE, elements=st.floats(-1e6, 1e6) | st.just(np.nan)), level=LEVELS)
def test_scores_are_interpolated_over_the_runs_that_have_one(scores, level):
    lower, upper = middle_scores(scores, level)
    for column, bounds in zip(scores.T, zip(lower, upper, strict=True), strict=True):
        known = column[~np.isnan(column)]
        expected = np.quantile(known, tails(level)) if known.size else (np.nan, np.nan)
        assert bounds == pytest.approx(expected, rel=1e-9, abs=1e-9, nan_ok=True)


@given(ranks=arrays(np.int32, SHAPE, elements=st.integers(0, 9)), level=LEVELS)
def test_ranks_are_ranks_that_occur(ranks, level):
    lower, upper = middle_ranks(ranks, level)
    for column, bounds in zip(ranks.T, zip(lower, upper, strict=True), strict=True):
        known = column[column > 0]
        expected = np.quantile(known, tails(level), method="inverted_cdf") if known.size else (0, 0)
        assert tuple(bounds) == tuple(expected)
