"""Differences and partial agreement on each scale."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.agreement import Scale
from commonground.methods.agreement.scales import differences, partial_agreement, positions

CATEGORIES = np.array([0.0, 1, 3])


def test_positions_are_only_for_scales_on_a_line():
    counts = np.array([2.0, 4, 2])
    assert positions(Scale.NOMINAL, CATEGORIES, counts) is None
    assert positions(Scale.RATIO, CATEGORIES, counts) is None
    assert positions(Scale.ORDINAL, CATEGORIES, counts).tolist() == [1 / 8, 4 / 8, 7 / 8]
    assert positions(Scale.INTERVAL, CATEGORIES, counts) == pytest.approx([0, 1 / 3, 1])


@pytest.mark.parametrize(
    ("scale", "row"),
    [
        (Scale.NOMINAL, [0, 1, 1]),
        (Scale.ORDINAL, [0, (3 / 8) ** 2, (6 / 8) ** 2]),
        (Scale.INTERVAL, [0, 1 / 9, 1]),
        (Scale.RATIO, [0, 1, 1]),
    ],
)
def test_differences_from_the_first(scale, row):
    assert differences(scale, CATEGORIES, np.array([2.0, 4, 2]))[0] == pytest.approx(row)


@pytest.mark.parametrize(
    ("scale", "row"),
    [
        (Scale.NOMINAL, [1, 0, 0]),
        (Scale.ORDINAL, [1, 2 / 3, 0]),
        (Scale.INTERVAL, [1, 8 / 9, 0]),
        (Scale.RATIO, [1, 0, 0]),
    ],
)
def test_partial_agreement_with_the_first(scale, row):
    assert partial_agreement(scale, CATEGORIES)[0] == pytest.approx(row)


@pytest.mark.parametrize("scale", Scale)
def test_one_category_agrees_with_itself(scale):
    assert partial_agreement(scale, np.array([4.0])).tolist() == [[1]]
    assert positions(Scale.INTERVAL, np.array([4.0]), np.array([3.0])).tolist() == [0]
