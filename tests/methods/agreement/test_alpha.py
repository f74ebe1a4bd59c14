"""Alpha against published examples, by its definition, and its interval."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.agreement import RatingsError, Scale, alpha, krippendorff
from commonground.methods.agreement.alpha import krippendorff_without
from tests.methods.agreement.panels import EXAMPLE

NUMBERS = st.sampled_from([np.nan, 0.0, 1.0, 2.0, 5.0, 7.5])
PANELS = st.tuples(st.integers(2, 4), st.integers(2, 8)).flatmap(lambda shape: arrays(float, shape, elements=NUMBERS))
PUBLISHED = {Scale.NOMINAL: 0.743, Scale.ORDINAL: 0.815, Scale.INTERVAL: 0.849, Scale.RATIO: 0.797}


def difference(scale, one, other, sizes):
    """A squared difference as Krippendorff writes it down."""
    match scale:
        case Scale.NOMINAL:
            return float(one != other)
        case Scale.ORDINAL:
            low, high = sorted([one, other])
            between = sum(size for value, size in sizes.items() if low <= value <= high)
            return (between - (sizes[one] + sizes[other]) / 2) ** 2
        case Scale.INTERVAL:
            return (one - other) ** 2
        case _:
            return ((one - other) / (one + other)) ** 2 if one + other else 0.0


def plainly(values, scale):
    """Alpha pair by pair."""
    units = [unit[~np.isnan(unit)].tolist() for unit in values.T]
    units = [unit for unit in units if len(unit) > 1]
    everything = [value for unit in units for value in unit]
    sizes = {value: everything.count(value) for value in everything}
    expected = sum(difference(scale, *pair, sizes) for pair in permutations(everything, 2))
    if len(units) < 2 or not expected:
        return None
    observed = sum(
        difference(scale, *pair, sizes) / (len(unit) - 1) for unit in units for pair in permutations(unit, 2)
    )
    return 1 - (len(everything) - 1) * observed / expected


@pytest.mark.parametrize(("scale", "value"), PUBLISHED.items())
def test_the_published_example(scale, value):
    assert krippendorff(EXAMPLE, scale) == pytest.approx(value, abs=5e-4)


def test_two_coders_and_two_values():
    """Krippendorff (2011), section A: ten units, binary, no missing data."""
    values = np.array([[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], float)
    assert krippendorff(values, Scale.NOMINAL) == pytest.approx(0.095, abs=5e-4)


@given(PANELS, st.sampled_from(Scale))
def test_it_is_what_its_definition_says(values, scale):
    assert krippendorff(values, scale) == pytest.approx(plainly(values, scale), abs=1e-9)


@given(PANELS, st.sampled_from(Scale))
def test_without_a_coder_it_is_that_of_the_others(values, scale):
    others = [np.delete(values, at, axis=0) for at in range(len(values))]
    assert krippendorff_without(values, scale) == pytest.approx(
        [krippendorff(each, scale) for each in others], abs=1e-9
    )


@given(PANELS, st.sampled_from([Scale.NOMINAL, Scale.ORDINAL]), st.randoms(use_true_random=False))
def test_names_of_coders_units_and_values_do_not_matter(values, scale, random):
    shuffled = values[random.sample(range(len(values)), len(values))]
    shuffled = shuffled[:, random.sample(range(values.shape[1]), values.shape[1])]
    assert krippendorff(3 * shuffled + 1, scale) == pytest.approx(krippendorff(values, scale), abs=1e-9)


@given(PANELS)
def test_the_interval_scale_has_no_unit(values):
    assert krippendorff(1e150 * values - 7e149, Scale.INTERVAL) == pytest.approx(
        krippendorff(values, Scale.INTERVAL), abs=1e-6
    )


@pytest.mark.parametrize("scale", Scale)
def test_full_agreement_is_one(scale):
    assert krippendorff(np.array([[0.0, 1, 2, 5]] * 3), scale) == pytest.approx(1)


@pytest.mark.parametrize(
    "values", [np.ones((3, 4)), np.array([[1.0, np.nan], [2.0, np.nan]]), np.array([[1.0, np.nan], [np.nan, 2.0]])]
)
def test_without_variation_or_units_to_compare_there_is_none(values):
    found = alpha(values, Scale.ORDINAL, seed=1)
    assert (found.value, found.lower, found.upper) == (None, None, None)


def test_a_ratio_scale_has_nothing_below_zero():
    with pytest.raises(RatingsError, match=r"-2.*interval scale\. \[agreement-ratio\]"):
        krippendorff(np.array([[-2.0, 1], [1, 1]]), Scale.RATIO)


def test_the_interval_is_drawn_from_the_seed_and_holds_the_value():
    found = alpha(EXAMPLE, Scale.ORDINAL, seed=3)
    assert found == alpha(EXAMPLE, Scale.ORDINAL, seed=3)
    assert found != alpha(EXAMPLE, Scale.ORDINAL, seed=4)
    assert found.lower < found.value < found.upper <= 1
    assert (found.units, found.answers) == (11, 40)


def test_a_higher_level_is_wider():
    narrow, wide = (alpha(EXAMPLE, Scale.NOMINAL, seed=3, level=level) for level in (0.5, 0.99))
    assert wide.lower < narrow.lower < narrow.upper < wide.upper


def test_units_of_one_place_are_drawn_together():
    """A unit copied ten times is no news, and an interval by places does not shrink."""
    copied, places = np.tile(EXAMPLE, 10), np.tile(np.arange(12), 10)
    together = alpha(copied, Scale.ORDINAL, seed=3, clusters=places)
    apart = alpha(copied, Scale.ORDINAL, seed=3)
    once = alpha(EXAMPLE, Scale.ORDINAL, seed=3)
    assert together.upper - together.lower == pytest.approx(once.upper - once.lower, rel=0.1)
    assert apart.upper - apart.lower < (together.upper - together.lower) / 2


def test_the_interval_covers_the_alpha_of_all_places():
    """Of 200 samples of 40 places, some 95 in 100 intervals hold the alpha that 20,000 places have."""
    draw = np.random.default_rng(11)

    def panel(places):
        return np.round(draw.normal(0, 1, places) + draw.normal(0, 0.7, (4, places)))

    truth = krippendorff(panel(20_000), Scale.INTERVAL)
    found = [alpha(panel(40), Scale.INTERVAL, seed=at, resamples=400) for at in range(200)]
    assert 0.89 <= np.mean([each.lower <= truth <= each.upper for each in found]) <= 0.99


def test_many_units_are_taken_in_blocks():
    values = np.random.default_rng(1).integers(0, 5, (3, 3000)).astype(float)
    assert alpha(values, Scale.ORDINAL, seed=1, resamples=200).lower == pytest.approx(0, abs=0.1)


@pytest.mark.parametrize(
    ("given_", "code"), [({"level": 1.0}, "agreement-level"), ({"resamples": 0}, "agreement-resamples")]
)
def test_impossible_resampling_is_refused(given_, code):
    with pytest.raises(RatingsError, match=code):
        alpha(EXAMPLE, Scale.ORDINAL, seed=1, **given_)


def test_two_units_that_are_never_drawn_together_give_no_bounds():
    """One resample, by this seed twice the same unit."""
    found = alpha(np.array([[0.0, 1], [0, 1]]), Scale.NOMINAL, seed=3, resamples=1)
    assert (found.value, found.lower, found.upper) == (1, None, None)
