"""What the answers show of each question."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.agreement import Clarity, Scale, Settings, question_agreement
from tests.methods.agreement.panels import followers, ratings

SETTINGS = Settings(seed=5, resamples=300)


def one(points, **given):
    return question_agreement(ratings(points, **given), "q0", Scale.ORDINAL, SETTINGS)


def test_a_clear_question():
    found = one(followers(error=0.3))
    assert (found.clarity, found.coders) == (Clarity.CLEAR, 6)


def test_an_ambiguous_question_names_the_options_that_are_confused():
    points = followers(error=0.2)[..., :1]
    draw = np.random.default_rng(1)
    points[:, 10:] = draw.choice([1.0, 3.0], points[:, 10:].shape)
    found = one(points)
    assert found.clarity is Clarity.AMBIGUOUS
    assert found.confused.options == (1, 3)
    assert found.confused.share > 0.5


def test_one_coder_who_reads_it_the_other_way_round():
    points = followers(error=0.2)
    points[3] = 4 - points[3]
    found = one(points)
    assert (found.clarity, found.odd) == (Clarity.ONE_CODER, "c3")
    assert found.alpha_without > 0.9 > found.alpha.value


def test_answers_that_hardly_vary():
    points = np.zeros((3, 50, 1))
    points[0, 0] = points[1, 1] = points[2, 2] = 1
    found = one(points)
    assert found.clarity is Clarity.UNIFORM
    assert found.alpha.value < 0 < found.coefficients.gwet


def test_answers_that_do_not_vary():
    found = one(np.zeros((3, 5, 1)), options=((0.0, 1.0),))
    assert (found.clarity, found.confused, found.odd, found.alpha_without) == (Clarity.UNIFORM, None, None, None)


def test_nothing_to_compare():
    found = one(np.array([[[0.0], [np.nan]], [[np.nan], [1.0]]]))
    assert (found.clarity, found.coefficients.gwet, found.odd) == (Clarity.UNCLEAR, None, None)


@pytest.mark.parametrize("error", [0.85, 0.95])
def test_an_interval_across_the_threshold_is_unclear(error):
    """Once with an alpha above it, once below."""
    found = one(followers(error=error, places=25))
    assert found.alpha.lower < SETTINGS.enough < found.alpha.upper
    assert found.clarity is Clarity.UNCLEAR


def test_coders_can_be_left_out():
    points = followers(error=0.2)
    points[3] = 4 - points[3]
    found = question_agreement(ratings(points), "q0", Scale.ORDINAL, SETTINGS, without=frozenset({"c3"}))
    assert (found.clarity, found.coders) == (Clarity.CLEAR, 5)
