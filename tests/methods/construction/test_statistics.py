"""Statistics that leave out what is missing and never warn."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from commonground.methods.construction import statistics
from tests.methods.construction.sample import NAN, column

DRAWN = np.random.default_rng(3).lognormal(size=(2, 20, 3))
GAPS = np.where(np.random.default_rng(4).uniform(size=DRAWN.shape) < 0.2, NAN, DRAWN)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (statistics.low, np.nanmin),
        (statistics.high, np.nanmax),
        (statistics.mean, np.nanmean),
        (statistics.median, np.nanmedian),
        (statistics.deviation, lambda x, axis, keepdims: np.nanstd(x, axis=axis, ddof=1, keepdims=keepdims)),
        (statistics.skewness, lambda x, **k: stats.skew(x, bias=False, nan_policy="omit", **k)),
        (statistics.kurtosis, lambda x, **k: stats.kurtosis(x, bias=False, nan_policy="omit", **k)),
    ],
)
def test_agree_with_numpy_and_scipy(ours, theirs):
    assert ours(GAPS) == pytest.approx(theirs(GAPS, axis=-2, keepdims=True), rel=1e-12)


@pytest.mark.parametrize(
    "take",
    [statistics.low, statistics.high, statistics.mean, statistics.median, statistics.deviation],
)
@pytest.mark.parametrize("values", [column(NAN, NAN), np.empty((0, 1))])
def test_nothing_gives_nothing(take, values):
    assert np.isnan(take(values)).all()


def test_moments_need_spread_and_enough_values():
    assert np.isnan(statistics.skewness(column(1, 2)))
    assert np.isnan(statistics.kurtosis(column(1, 2, 3)))
    assert np.isnan(statistics.skewness(column(5, 5, 5, 5)))


def test_moments_do_not_depend_on_the_unit():
    values = column(1, 2, 3, 4, 50)
    for take in (statistics.skewness, statistics.kurtosis):
        assert take(values * 1e300) == pytest.approx(take(values))
        assert take(values * 1e-300) == pytest.approx(take(values))
