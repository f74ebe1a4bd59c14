"""Rank intervals."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.robustness import RobustnessError, rank_intervals, simulate
from tests.methods.robustness.toys import toy


def test_an_interval_by_hand():
    # The second unit passes the first under one of ten alternatives, and the third never moves.
    done = simulate(toy([3.0, 2.0, 1.0], [[0, 0, 0]] * 9 + [[0, 1.5, 0]]), runs=2000, seed=1)
    found = rank_intervals(done, level=0.9)
    first, second, third = found.units
    share = (done.settings == 9).mean()
    assert (first.nominal, first.best, first.worst) == (1, 1, 2)
    assert first.mean == pytest.approx(1 + share)
    assert (first.lower, first.upper) == (1, 2)  # about a tenth of the runs end at 2, more than one tail holds
    assert (second.lower, second.upper, second.median) == (1, 2, 2.0)
    assert (second.score_lower, second.score_upper) == (2.0, 3.5)
    assert (third.lower, third.upper, third.ranked) == (3, 3, 1.0)
    assert found.assumptions == ("choice 0",)
    assert found["u2"] == third


def test_runs_without_a_score_are_left_out_and_told():
    done = simulate(toy([2.0, 1.0], [[0, 0], [np.nan, 0]]), runs=1000, seed=1)
    first, second = rank_intervals(done).units
    assert first.ranked == pytest.approx(0.5, abs=0.07)
    assert (first.best, first.worst, second.best, second.worst) == (1, 1, 1, 2)


def test_a_unit_that_never_has_a_score_has_no_figures():
    unit = rank_intervals(simulate(toy([np.nan, 1.0], [[0, 0]]), runs=5, seed=1)).units[0]
    figures = (unit.nominal, unit.mean, unit.median, unit.lower, unit.upper, unit.best, unit.worst)
    assert (*figures, unit.nominal_score, unit.score_lower, unit.score_upper) == (None,) * 10
    assert unit.ranked == 0


@pytest.mark.parametrize("level", [0, 1, -1, 1.5])
def test_a_level_that_no_interval_has_is_refused(level):
    with pytest.raises(RobustnessError, match="robustness-level"):
        rank_intervals(simulate(toy([1.0], [[0]]), runs=5, seed=1), level=level)
