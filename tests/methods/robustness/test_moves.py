"""One assumption at a time."""

from __future__ import annotations

import numpy as np

from commonground.methods.robustness import moves
from tests.methods.robustness.toys import toy


def test_each_assumption_is_varied_alone():
    found = moves(toy([3.0, 2.0, 1.0], [[0, 0, 0], [0, 1.5, 0]], [[0, 0, 5], [np.nan, 0, 0]], labelled=True))
    assert found.nominal.tolist() == [1, 2, 3]
    assert [ranks.tolist() for ranks in found.ranks] == [[[1, 2, 3], [2, 1, 3]], [[2, 3, 1], [0, 1, 2]]]
    assert (found.span(0, 1), found.largest(0, 1)) == ((1, 2), 1)
    assert (found.span(1, 2), found.largest(1, 2)) == ((1, 2), 2)
    assert found.span(1, 0) == (2, 2)


def test_a_unit_without_a_score_is_moved_by_nothing():
    found = moves(toy([np.nan, 1.0], [[0, 0]]))
    assert (found.span(0, 0), found.largest(0, 0)) == (None, None)


def test_of_drawn_sets_some_are_run_and_of_named_alternatives_all():
    many = [[0.0, float(number)] for number in range(10)]
    assert len(moves(toy([5.0, 1.0], many), most=4).ranks[0]) == 4
    assert len(moves(toy([5.0, 1.0], many, labelled=True), most=4).ranks[0]) == 10
