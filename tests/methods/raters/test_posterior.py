"""What is read from draws, without sampling any."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from commonground.methods.agreement import Ratings
from commonground.methods.raters import Diagnostics, Posterior, RatersError, Sampling
from commonground.methods.raters.panel import panel

RATINGS = Ratings.from_cells(
    [
        ("ann", "XA", "2019", "Q1", 0.0),
        ("bob", "XA", "2019", "Q1", 50.0),
        ("ann", "V", "2019", "Q1", 100.0),
        ("ann", "XB", "2020", "Q2", 0.0),
        ("bob", "XB", "2020", "Q2", 100.0),
    ],
    vignettes=["V"],
)


def posterior(**changed) -> Posterior:
    """Two draws: cases XA Q1, V Q1, XB Q2."""
    given = {
        "ratings": RATINGS,
        "case_of": panel(RATINGS).case_of,
        "positions": np.array([[-1.0, 2.0, 0.5], [0.5, 2.0, -0.5]]),
        "reliability": np.array([[1.0, 2.0], [1.5, 2.0]]),
        "at_random": np.array([[0.0, 1.0], [0.5, 1.0]]),
        "clarity": np.array([[1.0, 2.0], [2.0, 2.0]]),
        "thresholds": np.array([[[-0.5, 0.5], [0.0, np.nan]], [[-0.5, 1.5], [0.2, np.nan]]]),
        "diagnostics": Diagnostics(chains=1, draws=2, rhat=1.0, effective=2.0, divergences=0),
    }
    return Posterior(**(given | changed))


def test_positions_stand_where_somebody_answered_and_vignettes_are_left_out():
    found = posterior()
    assert found.places == ("XA", "XB")
    latent = found.latent()
    assert latent.shape == (2, 2, 2, 2)
    assert latent[:, 0, 0, 0].tolist() == [-1, 0.5]
    assert latent[:, 1, 1, 1].tolist() == [0.5, -0.5]
    assert np.isnan(latent).sum() == 2 * 6


def test_points_are_options_between_thresholds():
    points = posterior().points()
    assert points[:, 0, 0, 0].tolist() == [0, 50]
    assert points[:, 1, 1, 1].tolist() == [100, 0]
    assert np.isnan(points).sum() == 2 * 6


def test_expected_points_weigh_the_options():
    points = posterior().points(expected=True)
    # Seen at -1, thresholds -0.5 and 0.5.
    assert points[0, 0, 0, 0] == pytest.approx(50 * ndtr(-0.5) + 50 * ndtr(-1.5))
    assert points[0, 1, 1, 1] == pytest.approx(100 * ndtr(1.0))


def test_coders_and_questions_are_described():
    found = posterior()
    ann, bob = found.coders()
    assert (ann.coder, ann.reliability, ann.at_random) == ("ann", 1.25, 0.25)
    assert 1 <= ann.lower < ann.upper <= 1.5
    assert (bob.lower, bob.upper, bob.at_random) == (2, 2, 1)
    first, second = found.questions()
    assert (first.question, first.clarity) == ("Q1", 1.5)
    assert first.thresholds == pytest.approx((-0.375, 0.625))
    assert second.thresholds == pytest.approx((0.05,))


@pytest.mark.parametrize(("rhat", "divergences", "sound"), [(1.009, 0, True), (1.02, 0, False), (1.0, 1, False)])
def test_soundness(rhat, divergences, sound):
    found = Diagnostics(chains=4, draws=10, rhat=rhat, effective=5.0, divergences=divergences)
    assert found.sound is sound


@pytest.mark.parametrize("given", [{"chains": 0}, {"draws": 3}, {"warmup": 0}, {"acceptance": 1.0}])
def test_impossible_sampling(given):
    with pytest.raises(RatersError, match="raters-sampling"):
        Sampling(**given)
