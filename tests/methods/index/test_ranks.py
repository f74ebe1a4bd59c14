"""Competition ranks, with ties."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.index.ranks import BLOCK, competition_ranks

NONE = float("nan")


@pytest.mark.parametrize(
    ("scores", "ranks"),
    [
        ([90, 80, 80, 70], [1, 2, 2, 4]),
        ([10, 20, 30], [3, 2, 1]),
        ([NONE, 20, NONE, 30], [0, 2, 0, 1]),
        ([50, 50 + 0.9e-9, 50 + 3e-9], [2, 2, 1]),
        ([0.1 + 0.2, 0.3], [1, 1]),
        ([-1, 0, -2], [2, 1, 3]),
        ([NONE, NONE], [0, 0]),
        ([5], [1]),
        ([], []),
    ],
)
def test_ranks(scores, ranks):
    found = competition_ranks(np.array(scores, float).reshape(1, -1, 1))
    assert found.dtype == np.int32
    assert found.ravel().tolist() == ranks


def test_every_node_and_period_is_ranked_on_its_own():
    scores = np.array([[[1.0, 9.0], [2.0, 8.0]], [[4.0, NONE], [3.0, 5.0]]])
    assert competition_ranks(scores).tolist() == [[[2, 1], [1, 2]], [[1, 0], [2, 1]]]


@pytest.mark.parametrize("places", [3, 100, BLOCK + 1])
def test_few_or_many_places_agree_with_counting_those_above(places):
    scores = np.random.default_rng(places).choice([0.0, 25.0, 50.0, NONE], size=(5, places, 2))
    found = competition_ranks(scores)
    for place in range(3):
        mine = scores[:, place : place + 1]
        above = 1 + (scores > mine).sum(axis=1)
        assert found[:, place].tolist() == np.where(np.isnan(mine[:, 0]), 0, above).tolist()
