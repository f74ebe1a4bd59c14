"""What leaving out a part does to ranks."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.coherence import CoherenceError, influence

UNITS = ("X", "Y", "Z")


def test_changes_of_rank_by_hand():
    nominal = np.array([3.0, 2.0, 1.0])
    without = np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0], [np.nan, 1.0, 2.0], [np.nan] * 3, [5.0, 5.0, 5.0]])
    turned, same, fewer, none, tied = influence(UNITS, ("a", "b", "c", "d", "e"), nominal, without)
    assert (turned.mean_shift, turned.largest_shift, turned.unit) == (pytest.approx(4 / 3), 2, "X")
    assert turned.agreement == pytest.approx(-1)
    assert (same.mean_shift, same.largest_shift, same.agreement) == (0, 0, pytest.approx(1))
    assert (fewer.units, fewer.mean_shift, fewer.agreement) == (2, 1.0, None)
    assert (none.units, none.mean_shift, none.largest_shift, none.unit) == (0, None, None, "")
    assert tied.agreement is None


def test_scores_that_do_not_fit_are_refused():
    with pytest.raises(CoherenceError, match="coherence-influence"):
        influence(UNITS, ("a",), np.zeros(3), np.zeros((2, 3)))
