"""How often one unit stands above another, and how often each rank is reached."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.robustness import acceptability, dominance, simulate
from tests.methods.robustness.toys import toy

VALUES = st.one_of(st.integers(0, 4).map(float), st.just(float("nan")))


def test_pairs_by_hand():
    done = simulate(toy([2.0, 1.0, 1.0], [[0, 0, 0], [0, 3, 0], [np.nan, 0, 0]]), runs=3000, seed=2)
    above = dominance(done)
    passed = (done.settings == 1).mean() / (done.settings != 2).mean()
    assert above[1, 0] == pytest.approx(passed)
    assert above[0, 1] == pytest.approx(1 - passed)
    assert above[2, 1] == 0  # they tie or the second is above
    assert above[1, 2] == pytest.approx((done.settings == 1).mean())
    assert np.isnan(np.diag(above)).all()


def test_units_that_never_meet_have_no_share():
    done = simulate(toy([np.nan, 1.0], [[0, 0]]), runs=3, seed=1)
    assert np.isnan(dominance(done)).all()


@given(arrays(float, (2, 5, 4), elements=VALUES))
def test_laws_of_pairs_and_ranks(shifts):
    model = toy([0.0] * 4, *shifts.tolist())
    done = simulate(model, runs=40, seed=1)
    above, reached = dominance(done), acceptability(done)
    with np.errstate(invalid="ignore"):
        both = above + above.T
    assert (both[~np.isnan(both)] <= 1 + 1e-12).all()
    assert reached.sum(axis=1) == pytest.approx((done.ranks > 0).mean(axis=0))
    for unit in range(4):
        for rank in range(1, 5):
            assert reached[unit, rank - 1] == pytest.approx((done.ranks[:, unit] == rank).mean())
    for a in range(4):
        for b in range(4):
            met = (done.ranks[:, a] > 0) & (done.ranks[:, b] > 0)
            if a != b and met.any():
                expected = (done.ranks[met, a] < done.ranks[met, b]).mean()
                assert above[a, b] == pytest.approx(expected)
