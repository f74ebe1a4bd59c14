"""Outliers: what the rule finds, what is drawn in, and which logarithm."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from commonground.methods.construction import BoxCox, Log, Logarithm, SkewKurtosis, Treat, Winsorise, treat
from commonground.methods.construction.treat import passes, winsorise
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN, column

LONG_TAIL = column(*range(1, 21), 60, 300)
HOPELESS = column(*range(1, 61), *(10.0**power for power in range(3, 10)))


def always(treatment):
    return Treat(treatments=(treatment,), rule=None)


def values_of(treatment, values):
    return treat(values, always(treatment)).values[:, 0]


def test_the_rule_needs_both_to_be_large():
    assert not passes(SkewKurtosis(), LONG_TAIL)[0]
    assert passes(SkewKurtosis(skewness=100), LONG_TAIL)[0]
    assert passes(SkewKurtosis(kurtosis=100), LONG_TAIL)[0]
    assert passes(SkewKurtosis(), column(1, 1, 1, 1))[0]


def test_the_largest_are_drawn_in_until_the_rule_is_met():
    done = treat(LONG_TAIL, Treat())
    assert done.values[-3:, 0].tolist() == [20, 20, 20]
    assert done.values[:-3, 0].tolist() == list(range(1, 20))
    assert (done.applied.tolist(), done.drawn.tolist()) == ([1], [2])


def test_the_smallest_are_drawn_in_where_the_tail_is_low():
    done = treat(-LONG_TAIL, Treat())
    assert done.values[-3:, 0].tolist() == [-20, -20, -20]


def test_what_winsorising_cannot_mend_gets_a_logarithm_of_its_original_values():
    done = treat(HOPELESS, Treat())
    low, high = HOPELESS.min(), HOPELESS.max()
    assert done.values == pytest.approx(np.log(HOPELESS - low + 0.01 * (high - low)))
    assert (done.applied.tolist(), done.drawn.tolist()) == ([2], [0])


def test_treatments_may_be_combined():
    both = treat(HOPELESS, Treat(combine=True)).values
    drawn = winsorise(HOPELESS, 5, SkewKurtosis())[0]
    assert both == pytest.approx(np.log(drawn - 1 + 0.01 * (drawn.max() - 1)))


def test_ties_are_drawn_in_together_and_all_count():
    values, drawn = winsorise(column(1, 2, 3, 4, 90, 90, 90), 2)
    assert values[:, 0].tolist() == [1, 2, 3, 4, 4, 4, 4]
    assert drawn.tolist() == [3]


def test_winsorising_ends_where_all_are_alike():
    values, drawn = winsorise(column(1, 5, 5), 5)
    assert values[:, 0].tolist() == [5, 5, 5]
    assert drawn.tolist() == [1]


def test_what_passes_is_left_alone_and_gaps_stay():
    both = np.column_stack([LONG_TAIL[:, 0], np.linspace(0, 1, 22)])
    both[3, 1] = NAN
    done = treat(both, Treat())
    assert np.array_equal(done.values[:, 1], both[:, 1], equal_nan=True)
    assert done.applied.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Log.PLAIN, np.log([2, 4, 12])),
        (Log.SHIFTED, np.log([1, 3, 11])),
        (Log.SCALED, np.log([0.1, 2.1, 10.1])),
        (Log.SKEWED, np.log([0.1, 2.1, 10.1])),
        (Log.INNOVATION, np.log([1, 1 + 11 * 0.2, 12])),
    ],
)
def test_logarithms(kind, expected):
    assert values_of(Logarithm(kind=kind), column(2, 4, 12)) == pytest.approx(expected)


def test_a_logarithm_can_look_at_the_low_tail():
    assert values_of(Logarithm(kind=Log.SKEWED), column(0, 8, 10)) == pytest.approx(-np.log([10.1, 2.1, 0.1]))


def test_a_logarithm_that_cannot_be_is_none():
    assert np.isnan(values_of(Logarithm(kind=Log.PLAIN), column(0, 1, 2))).tolist() == [True, False, False]
    assert np.isnan(values_of(Logarithm(kind=Log.INNOVATION), column(0, 0.5, 1))).all()


def test_box_cox_by_its_formula():
    assert values_of(BoxCox(power=0), column(2, 3, 5)) == pytest.approx(np.log([1, 2, 4]))
    assert values_of(BoxCox(power=2), column(2, 3, 5)) == pytest.approx([0, 1.5, 7.5])


def test_box_cox_finds_the_power_of_greatest_likelihood():
    drawn = np.random.default_rng(5).lognormal(size=(40, 1))
    gap = np.vstack([drawn, [[NAN]]])
    expected, _ = stats.boxcox(drawn[:, 0] - drawn.min() + 1)
    assert values_of(BoxCox(), gap)[:-1] == pytest.approx(expected, rel=1e-6)


def test_box_cox_leaves_equal_values_equal():
    assert values_of(BoxCox(), column(3, 3, 3)).tolist() == [0, 0, 0]


def test_a_frame_decides_for_others():
    """The bounds come from the frame, so a larger value is drawn in to them too."""
    done = treat(column(0, 10, 500), Treat(), frame=LONG_TAIL)
    assert done.values[:, 0].tolist() == [1, 10, 20]


def test_many_runs_at_once_are_the_runs_one_by_one():
    runs = np.random.default_rng(6).lognormal(sigma=1.5, size=(5, 30, 4))
    together = treat(runs, Treat())
    for run, values in enumerate(runs):
        alone = treat(values, Treat())
        assert np.array_equal(together.values[run], alone.values)
        assert np.array_equal(together.applied[run], alone.applied)
    assert {0, 1, 2} >= set(together.applied.ravel()) > {0}


@pytest.mark.parametrize(
    "make",
    [
        lambda: Winsorise(points=0),
        lambda: BoxCox(power=NAN),
        lambda: SkewKurtosis(skewness=-1),
        lambda: Treat(treatments=()),
    ],
)
def test_settings_make_sense(make):
    with pytest.raises(ConstructionError, match="construction-setting"):
        make()
