"""Normalisation: every formula by hand, directions, frames, and what cannot be normalised."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.construction import (
    Borda,
    DistanceToMaximum,
    DistanceToReference,
    DistanceToTarget,
    FractionOfMaximum,
    Goalposts,
    MinMax,
    PercentileRank,
    Rank,
    Scale,
    Scaled,
    ZScore,
    goalposts,
    normalise,
)
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN, column

UP, DOWN = np.ones(1), -np.ones(1)
VALUES = column(2, 4, 4, 12)
REFERENCE = DistanceToReference(place="A")
GIVEN = {"reference": np.array([4.0]), "targets": np.array([7.0]), "posts": np.array([[2.0, 6.0]])}
METHODS = (
    MinMax(),
    ZScore(),
    Scaled(),
    Rank(),
    PercentileRank(),
    Borda(),
    DistanceToMaximum(),
    REFERENCE,
    DistanceToTarget(),
    FractionOfMaximum(),
    Goalposts(),
)


def scores(method, values=VALUES, directions=UP, **more):
    return normalise(method, values, Scale(directions=directions, **(GIVEN | more)))[..., 0]


def standard(mean, sd):
    """Z-scores by NumPy."""
    return mean + sd * (VALUES[:, 0] - VALUES.mean()) / VALUES.std(ddof=1)


@pytest.mark.parametrize(
    ("method", "up", "down"),
    [
        (MinMax(), [0, 20, 20, 100], [100, 80, 80, 0]),
        (MinMax(lower=1, upper=101), [1, 21, 21, 101], [101, 81, 81, 1]),
        (ZScore(mean=10, sd=2), standard(10, 2), standard(10, -2)),
        (Scaled(lower=0, upper=20), [10, 20, 20, 60], [90, 80, 80, 40]),
        (Rank(), [1, 2, 2, 4], [4, 2, 2, 1]),
        (PercentileRank(), [0, 1 / 3, 1 / 3, 1], [1, 1 / 3, 1 / 3, 0]),
        (Borda(), [0, 1, 1, 3], [3, 1, 1, 0]),
        (DistanceToMaximum(), [0, 0.2, 0.2, 1], [1, 0.8, 0.8, 0]),
        (REFERENCE, [0, 1, 1, 5], [1.25, 1, 1, 0]),
        (DistanceToReference(place="A", cap=True), [0, 1, 1, 1], [1, 1, 1, 0]),
        (DistanceToTarget(), [0, 0.4, 0.4, 2], [2, 1.6, 1.6, 0]),
        (DistanceToTarget(cap=True), [0, 0.4, 0.4, 1], [1, 1, 1, 0]),
        (FractionOfMaximum(), [1 / 6, 1 / 3, 1 / 3, 1], [1, 0.5, 0.5, 1 / 6]),
        (Goalposts(), [0, 50, 50, 100], [100, 50, 50, 0]),
        (Goalposts(top=1, truncate=False), [0, 0.5, 0.5, 2.5], [1, 0.5, 0.5, -1.5]),
    ],
)
def test_every_formula_in_both_directions(method, up, down):
    assert scores(method) == pytest.approx(up)
    assert scores(method, directions=DOWN) == pytest.approx(down)


def test_goalposts_of_a_number():
    assert goalposts(1, (0, 10, 1)) == 0.1
    assert goalposts(11, (0, 10, 1)) == 1
    assert goalposts(-1, (0, 10, 1)) == 0
    assert goalposts(1, (0, 10, 1), direction=-1) == 0.9
    assert goalposts(11, (0, 10, 100), truncate=False) == pytest.approx(110)


def test_goalposts_of_an_array():
    assert goalposts([[0, 5], [10, NAN]], (0, 10, 2)) == pytest.approx(np.array([[0, 1], [2, NAN]]), nan_ok=True)


@pytest.mark.parametrize("method", METHODS)
def test_gaps_stay_gaps_and_change_nothing(method):
    gap = np.vstack([VALUES, [[NAN]]])
    found = scores(method, gap)
    assert np.isnan(found[-1])
    assert found[:-1] == pytest.approx(scores(method))


@pytest.mark.parametrize("method", METHODS)
def test_many_runs_at_once_are_the_runs_one_by_one(method):
    runs = np.random.default_rng(2).uniform(1, 5, (3, 6, 2))
    scale = Scale(
        directions=np.array([1.0, -1]), reference=runs[0, 0], targets=np.array([5, 0.5]), posts=np.array([[1, 5]] * 2)
    )
    together = normalise(method, runs, scale)
    for run, values in enumerate(runs):
        assert np.array_equal(together[run], normalise(method, values, scale), equal_nan=True)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (MinMax(), [20, 150]),
        (Rank(), [3, 5]),
        (Borda(), [2, 4]),
        (DistanceToMaximum(), [0.2, 1.5]),
        (FractionOfMaximum(), [2 / 10, 15 / 10]),
        (REFERENCE, [0.5, 3.75]),
    ],
)
def test_a_frame_sets_the_scale_for_others(method, expected):
    frame = column(0, 1, 3, 10)
    assert scores(method, column(2, 15), frame=frame) == pytest.approx(expected)


@pytest.mark.parametrize("method", [MinMax(), ZScore(), DistanceToMaximum()])
@pytest.mark.parametrize("values", [column(5, 5, 5), column(0.1, 0.1, 0.1), column(-1.7e308, 1.7e308)])
def test_without_a_spread_there_is_no_score(method, values):
    assert np.isnan(scores(method, values)).all()


@pytest.mark.parametrize(
    ("method", "directions", "more"),
    [
        (PercentileRank(), UP, {"frame": column(3)}),
        (REFERENCE, UP, {"reference": np.array([2.0])}),
        (REFERENCE, UP, {"reference": None}),
        (DistanceToTarget(), DOWN, {"targets": np.array([13.0])}),
        (DistanceToTarget(), UP, {"targets": None}),
        (FractionOfMaximum(), UP, {"frame": column(-1, -2)}),
        (FractionOfMaximum(), DOWN, {"frame": column(0, 2)}),
        (Goalposts(), UP, {"posts": None}),
    ],
)
def test_what_a_method_lacks_leaves_no_score(method, directions, more):
    assert np.isnan(scores(method, directions=directions, **more)).all()


some = arrays(np.float64, (6, 1), elements=st.floats(-1e6, 1e6), unique=True)


@given(some)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("directions", [UP, DOWN])
def test_scores_keep_the_order_of_places(method, directions, values):
    positive = values - values.min() + 1
    found = scores(method, positive, directions, targets=positive.max(axis=0) + 1 if directions is UP else -np.ones(1))
    order = np.argsort(positive[:, 0] * directions)
    steps = np.diff(found[order])
    assert np.all((steps >= -1e-9) | np.isnan(steps))


@given(some, st.floats(0.01, 100), st.floats(-100, 100))
@pytest.mark.parametrize("method", [MinMax(), ZScore(), Rank(), DistanceToMaximum()])
def test_the_unit_of_measurement_does_not_matter(method, values, factor, shift):
    spread = np.round(values, 2)
    if np.ptp(spread) < 1 or len(np.unique(spread)) < len(spread):
        return
    assert scores(method, spread * factor + shift) == pytest.approx(scores(method, spread), abs=1e-6)


@pytest.mark.parametrize(
    "make",
    [
        lambda: MinMax(lower=1, upper=1),
        lambda: ZScore(sd=0),
        lambda: ZScore(mean=NAN),
        lambda: Scaled(lower=2, upper=1),
        lambda: Goalposts(top=0),
        lambda: goalposts(1, (5, 5, 1)),
    ],
)
def test_settings_make_sense(make):
    with pytest.raises(ConstructionError, match="construction-setting"):
        make()
