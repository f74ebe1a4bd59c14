"""What is read from draws, without sampling any."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from commonground.methods.agreement import Ratings
from commonground.methods.index import Answers
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


def test_points_along_the_axes_of_answers():
    """Other orders, more questions and places than were rated; what nobody rated stays as it is answered."""
    shape = (3, 2, 3)
    given = Answers(
        places=("XB", "XC", "XA"),
        periods=("2020", "2019"),
        questions=("Q2", "Q3", "Q1"),
        points=np.arange(18.0).reshape(shape),
        applicable=np.ones(shape, np.bool_),
    )
    found = posterior().points_for(given)
    assert found[:, 2, 1, 2].tolist() == [0, 50]
    assert found[:, 0, 0, 0].tolist() == [100, 0]
    rated = np.zeros(shape, np.bool_)
    rated[2, 1, 2] = rated[0, 0, 0] = True
    assert (found[:, ~rated] == given.points[~rated]).all()
    assert posterior().points_for(given, expected=True)[0, 0, 0, 0] == pytest.approx(100 * ndtr(1.0))


def test_fewer_draws_are_taken_evenly():
    given = Answers.from_cells(
        [(place, period, code, 0.0) for place in ("XA", "XB") for period in ("2019", "2020") for code in ("Q1", "Q2")]
    )
    found = posterior(
        positions=np.array([[at, 0, 0] for at in (-9.0, -9, -9, 9, 9, 9)]),
        **{
            name: np.repeat(getattr(posterior(), name)[:1], 6, axis=0)
            for name in ("reliability", "at_random", "clarity", "thresholds")
        },
    )
    assert found.points_for(given, draws=2)[:, 0, 0, 0].tolist() == [0, 100]
    assert len(found.points_for(given)) == 6


def test_what_was_rated_must_be_among_the_answers():
    given = Answers.from_cells([("XA", "2019", "Q1", 50.0), ("XB", "2019", "Q1", 50.0)])
    with pytest.raises(RatersError) as error:
        posterior().points_for(given)
    assert [problem.code for problem in error.value.problems] == ["raters-unknown"] * 2
    assert 'The answers have no period "2020", which was rated.' in str(error.value)
    assert 'no question "Q2"' in str(error.value)


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
