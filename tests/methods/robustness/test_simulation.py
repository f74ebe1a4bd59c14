"""Runs at random: what is drawn, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.robustness import RobustnessError, simulate
from commonground.methods.robustness.model import BUDGET, blocks, distinct, named
from tests.methods.robustness.toys import toy

THREE = toy([3.0, 2.0, 1.0], [[0, 0, 0], [0, 1.5, 0]], [[0, 0, 0], [0, 0, 3], [np.nan, 0, 0]])


def test_every_alternative_is_drawn_as_often_and_independently():
    settings = simulate(THREE, runs=6000, seed=1).settings
    pairs, counts = np.unique(settings, axis=0, return_counts=True)
    assert pairs.tolist() == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2]]
    # Four standard deviations of a binomial count around 1,000.
    assert np.abs(counts - 1000).max() < 4 * (6000 * 5 / 36) ** 0.5


def test_ranks_are_those_of_each_run_and_the_nominal_ones_of_the_index_as_it_is():
    done = simulate(THREE, runs=200, seed=1)
    expected = {
        (0, 0): [1, 2, 3],
        (0, 1): [2, 3, 1],
        (0, 2): [0, 1, 2],
        (1, 0): [2, 1, 3],
        (1, 1): [3, 2, 1],
        (1, 2): [0, 1, 2],
    }
    assert [expected[a, b] for a, b in done.settings.tolist()] == done.ranks.tolist()
    assert done.nominal_ranks.tolist() == [1, 2, 3]
    assert done.nominal_scores.tolist() == [3, 2, 1]


def test_a_seed_gives_the_same_runs_and_another_gives_others():
    first, again, other = (simulate(THREE, runs=50, seed=seed).settings for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize(("model", "runs", "code"), [(THREE, 0, "robustness-runs"), (toy([1.0]), 5, "robustness-no-")])
def test_a_run_of_nothing_is_refused(model, runs, code):
    with pytest.raises(RobustnessError, match=code):
        simulate(model, runs=runs, seed=1)


def test_blocks_hold_each_run_once_with_runs_of_its_own_structure():
    structure = np.random.default_rng(1).integers(0, 3, (100, 2))
    found = list(blocks(structure, BUDGET // 7))
    assert sorted(run for _, runs in found for run in runs) == list(range(100))
    for kind, runs in found:
        assert (structure[runs] == kind).all()
        assert len(runs) <= 7


def test_runs_without_structure_share_their_blocks():
    assert [len(runs) for _, runs in blocks(np.zeros((10, 0), np.intp), BUDGET // 4)] == [4, 4, 2]


def test_an_assumption_made_twice_has_two_codes():
    factor = named("weights", "weights", ("a", "b"))
    assert [each.code for each in distinct([factor, factor])] == ["weights", "weights-2"]
    assert factor.title == "weights (a; b)"
