"""From indicators to the top: levels, gaps between levels, weights by run."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Arithmetic, Geometric, climb
from tests.methods.construction.sample import two_levels

VALUES = np.array([[2.0, 8, 5, 1], [4, 4, 4, 4]])  # a, b, c, d of two places


def test_a_composite_counts_at_its_own_level():
    below, above = climb(two_levels(), VALUES, [Arithmetic()] * 2)
    assert below.tolist() == [[5, 5], [4, 4]]
    assert above.tolist() == [[(1 + 2 * 5 + 5) / 4], [4]]


def test_each_level_has_its_rule_and_threshold():
    gap = VALUES.copy()
    gap[0, 0] = np.nan
    below, above = climb(two_levels(), gap, [Geometric(), Arithmetic()], thresholds=(0.6, 0))
    assert np.isnan(below[0, 0])
    assert below[1] == pytest.approx(4)
    assert above[0, 0] == pytest.approx((1 + 5) / 2)


def test_runs_of_weights_stand_against_one_set_of_values():
    weights = np.ones((3, 7))
    weights[1, 4] = 2  # P counts twice in the second run
    top = climb(two_levels(), VALUES, [Arithmetic()] * 2, weights=weights)[-1][..., 0]
    assert top.shape == (3, 2)
    assert top[:, 0] == pytest.approx([11 / 3, 16 / 4, 11 / 3])
