"""Coders beside the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.agreement import Conduct, Scale, Settings, coder_agreement
from tests.methods.agreement.panels import followers, ratings

SETTINGS = Settings(seed=5, resamples=400)


def conducts(points, settings=SETTINGS, scale=Scale.ORDINAL):
    return [each.conduct for each in coder_agreement(ratings(points), scale, settings)]


def test_by_hand():
    """Two coders, three places, nominal: the first's answers on the places as they stand, and on all."""
    points = np.array([[0, 1, 1], [0, 1, 0]])[:, :, np.newaxis]
    found = coder_agreement(ratings(points), Scale.NOMINAL, SETTINGS)[0]
    # One of three differs; of the nine ways to lay 0, 1, 1 on 0, 1, 0, five do.
    assert found.agreement == pytest.approx(1 - (1 / 3) / (5 / 9))
    assert (found.places, found.answers) == (3, 3)
    assert found.leniency == pytest.approx(1 / 3)


def test_a_stranger_is_recognised_and_who_follows_the_places_goes_with_others():
    """Over thirty panels: a stranger in nineteen of twenty, and one in fifty of the others by mistake at most."""
    found = []
    for seed in range(30):
        points = followers(places=30, error=0.8, seed=seed)
        points[2] = np.random.default_rng(100 + seed).integers(0, 5, points[2].shape)
        found.append([conduct is Conduct.AT_RANDOM for conduct in conducts(points, Settings(seed=seed, resamples=200))])
    strangers, others = np.array(found)[:, 2], np.delete(found, 2, axis=1)
    assert strangers.mean() >= 0.93
    assert others.mean() <= 0.02


def test_one_who_always_says_the_same_is_as_if_at_random():
    points = followers()
    points[0] = 2
    found = coder_agreement(ratings(points), Scale.ORDINAL, SETTINGS)[0]
    assert found.agreement == pytest.approx(0)
    assert (found.chance, found.conduct) == (1, Conduct.AT_RANDOM)


def test_strangers_do_not_count_against_the_others():
    points = followers(coders=5)
    clean = coder_agreement(ratings(points), Scale.ORDINAL, SETTINGS)
    noise = np.random.default_rng(3).integers(0, 5, (2, *points.shape[1:]))
    mixed = coder_agreement(ratings(np.concatenate([points, noise])), Scale.ORDINAL, SETTINGS)
    assert [each.conduct for each in mixed[5:]] == [Conduct.AT_RANDOM] * 2
    assert [each.agreement for each in mixed[:5]] == pytest.approx([each.agreement for each in clean])


def test_a_generous_coder_is_lenient_and_still_goes_with_others():
    points = followers()
    points[1] = np.minimum(points[1] + 1, 4)
    found = coder_agreement(ratings(points), Scale.INTERVAL, SETTINGS)[1]
    assert found.leniency > 0.5
    assert found.conduct is Conduct.WITH_OTHERS


def test_a_few_answers_do_not_tell():
    points = followers()
    points[2, 4:] = np.nan
    points[2, :4, 0] = [4, 0, 4, 0]
    points[2, :4, 1:] = np.nan
    found = coder_agreement(ratings(points), Scale.ORDINAL, SETTINGS)[2]
    assert (found.places, found.conduct) == (4, Conduct.UNCLEAR)


def test_who_shares_nothing_cannot_be_compared():
    points = followers()
    points[0, 5:] = np.nan
    points[1:, :5] = np.nan
    found = coder_agreement(ratings(points), Scale.ORDINAL, SETTINGS)[0]
    assert (found.places, found.answers, found.agreement, found.lower, found.chance) == (0, 0, None, None, None)
    assert found.conduct is Conduct.UNCLEAR


def test_without_any_difference_there_is_nothing_to_tell():
    found = coder_agreement(ratings(np.ones((2, 5, 1))), Scale.ORDINAL, SETTINGS)
    assert [(each.agreement, each.conduct) for each in found] == [(None, Conduct.UNCLEAR)] * 2


def test_answers_repeated_from_year_to_year_are_no_news():
    """Twenty equal periods tell of a coder what one does."""
    once = ratings(followers())
    points = np.repeat(once.points, 20, axis=2)
    often = replace(once, periods=tuple(str(year) for year in range(20)), points=points)
    found, expected = (coder_agreement(each, Scale.ORDINAL, SETTINGS)[0] for each in (often, once))
    assert (found.agreement, found.lower, found.chance) == pytest.approx(
        (expected.agreement, expected.lower, expected.chance)
    )


def test_questions_answered_about_different_places():
    """Where an answer cannot be laid on a place that another question has alone, the place's mean stands in."""
    points = followers(questions=2)
    points[0, :30, 0] = np.nan
    points[0, 30:, 1] = np.nan
    found = coder_agreement(ratings(points), Scale.ORDINAL, SETTINGS)[0]
    assert (found.places, found.answers) == (60, 60)
    assert found.conduct is Conduct.WITH_OTHERS
