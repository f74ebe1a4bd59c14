"""Sets of weights."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.robustness import Listed, Noise, Simplex
from commonground.methods.robustness.weights import weight_sets

NOMINAL = np.array([0.5, 0.3, 0.2])


@pytest.mark.parametrize("spread", [Noise(), Noise(share=0.0), Simplex()])
def test_every_set_sums_to_1_and_the_nominal_one_stands_last(spread):
    sets = weight_sets(spread, "overall", NOMINAL, 200, np.random.default_rng(1))
    assert sets.shape == (201, 3)
    assert sets.sum(axis=1) == pytest.approx(1)
    assert sets[-1] == pytest.approx(NOMINAL)
    assert sets.min() >= 0


def test_noise_is_uniform_up_to_its_share():
    sets = weight_sets(Noise(share=0.25), "overall", NOMINAL, 5000, np.random.default_rng(1))[:-1]
    ratios = (sets[:, 0] / sets[:, 1]) / (0.5 / 0.3)
    assert ratios.min() == pytest.approx(0.75 / 1.25, abs=0.02)
    assert ratios.max() == pytest.approx(1.25 / 0.75, abs=0.03)


def test_all_weights_are_uniform_on_the_simplex():
    sets = weight_sets(Simplex(), "overall", NOMINAL, 20_000, np.random.default_rng(1))[:-1]
    # Each weight of a uniform point of the simplex is Beta(1, 2): its mean is 1/3, its median 1 - sqrt(1/2).
    assert sets.mean(axis=0) == pytest.approx(1 / 3, abs=0.006)
    assert np.median(sets, axis=0) == pytest.approx(1 - 0.5**0.5, abs=0.01)


def test_given_sets_are_taken_as_they_are():
    sets = weight_sets(
        Listed(tables={"overall": ((2, 1, 1), (1, 1, 3))}), "overall", NOMINAL, 2, np.random.default_rng(1)
    )
    assert sets == pytest.approx(np.array([[0.5, 0.25, 0.25], [0.2, 0.2, 0.6], NOMINAL]))
