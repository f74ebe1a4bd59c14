"""The report: which question is ambiguous, and who answers as if at random."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.agreement import Clarity, Ratings, RatingsError, Settings, agreement_of
from tests.methods.agreement.panels import followers, ratings


def test_nobody_answered():
    found = agreement_of(Ratings.from_cells([], questions=["Q1"]), settings=Settings(seed=1))
    assert (found.coders, [each.clarity for each in found.questions]) == ((), [Clarity.UNCLEAR])


def test_it_tells_the_question_from_the_coder():
    points = followers(error=0.3)
    draw = np.random.default_rng(1)
    points[..., 1] = draw.integers(0, 5, points[..., 1].shape)
    points[4] = draw.integers(0, 5, points[4].shape)
    found = agreement_of(ratings(points), settings=Settings(seed=2, resamples=300))
    assert found.at_random == ("c4",)
    assert found.ambiguous == ("q1",)
    assert [question.coders for question in found.questions] == [5, 5, 5]


@pytest.mark.parametrize(
    ("given_", "code"), [({"level": 0.0}, "agreement-level"), ({"resamples": 0}, "agreement-resamples")]
)
def test_impossible_settings(given_, code):
    with pytest.raises(RatingsError, match=code):
        Settings(seed=1, **given_)
