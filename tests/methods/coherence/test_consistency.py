"""Cronbach's alpha by hand, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.coherence import consistency, cronbach
from tests.methods.coherence.trees import levels


def test_alpha_by_hand():
    """Variances 1, 1 and 4; covariances 1, 2 and 2; so the sum has 16, and alpha is 3/2 (1 - 6/16)."""
    assert cronbach(np.array([[1, 2, 2], [2, 3, 4], [3, 4, 6]], float)) == pytest.approx(3 / 2 * (1 - 6 / 16))


def test_alpha_of_a_group_is_over_complete_units():
    world = levels({"top": [0] * 5, "a": [1, 2, 3, None, 9], "b": [2, 3, 4, 1, None], "c": [2, 4, 6, 3, 4]})
    found = consistency(world, "top")
    assert (found.units, found.children) == (3, ("a", "b", "c"))
    assert found.alpha == pytest.approx(0.9375)
    assert found.without[2] == pytest.approx(1)


@pytest.mark.parametrize(
    "values",
    [[[1, 2], [2, 3]], [[1], [2], [3]], [[1, 3], [2, 2], [3, 1]], [[1, 1], [1, 1], [1, 1]], [[0, 0]] * 3],
)
def test_there_is_no_alpha_without_a_sum_that_varies(values):
    assert cronbach(np.array(values, float)) is None


@given(arrays(float, (6, 3), elements=st.floats(-1e150, 1e150)), st.floats(0.01, 100))
def test_alpha_is_at_most_1_and_has_no_unit(values, factor):
    found, scaled = cronbach(values), cronbach(values * factor)
    assert found is None or found <= 1 + 1e-9
    if found is not None and scaled is not None and found > -1e3:
        assert scaled == pytest.approx(found, abs=1e-6)
