"""The cheapest reforms against all that there are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.methods.index import score
from commonground.methods.whatif import Score, Ties, Unanswered, WhatIfError, reforms_to
from tests.methods.whatif.invented import PERIOD, PLACE, answered, frameworks, worlds


def every_set(framework, answers, unanswered, costs):
    """For each world: does each group keep its score, what is the headline's, what does it cost, and the tie rules."""
    every, points = worlds(framework, answers, answer=unanswered is Unanswered.ANSWER)
    card = score(framework, every)
    groups = [card.nodes.index(group.code) for group in framework.groups]
    kept = ~(np.isnan(card.scores[groups, :, 0]) & ~np.isnan(card.scores[groups, :1, 0])).any(axis=0)
    moved = ~((points == points[0]) | (np.isnan(points) & np.isnan(points[0])))
    price = np.array([costs[question.code] for question in framework.questions])
    order = np.array([framework.order.index(question.code) for question in framework.questions])
    steps = np.abs(np.where(moved, points, 0) - np.where(moved, np.nan_to_num(points[0]), 0)).sum(axis=1)
    top = np.nan_to_num(card.scores[card.nodes.index("top"), :, 0], nan=-np.inf)
    return kept, top, np.where(moved, price, 0).sum(axis=1), steps, (moved * order).sum(axis=1)


@st.composite
def asked(draw):
    framework = draw(frameworks())
    given_ = draw(answered(framework))
    costs = {each.code: draw(st.sampled_from([1.0, 1.0, 2.0, 3.5, float("inf")])) for each in framework.questions}
    return framework, given_, draw(st.sampled_from([20.0, 40.0, 50.0, 62.5, 75.0, 100.0])), costs


@given(asked(), st.sampled_from(Ties), st.sampled_from(Unanswered))
@settings(max_examples=100)
def test_no_other_set_of_changes_is_cheaper(question, ties, unanswered):
    framework, answers, target, costs = question
    kept, top, cost, steps, order = every_set(framework, answers, unanswered, costs)
    able = kept & (top >= target - 1e-9) & np.isfinite(cost)
    if top[0] >= target - 1e-9:
        able[1:] = False
    settings_ = {"cost": lambda change: costs[change.question], "ties": ties, "unanswered": unanswered}
    if not able.any():
        with pytest.raises(WhatIfError, match="reforms-out-of-reach"):
            reforms_to(framework, answers, PLACE, PERIOD, Score(target), **settings_)
        return
    found = reforms_to(framework, answers, PLACE, PERIOD, Score(target), **settings_)
    rule = -top if ties is Ties.HIGHEST_SCORE else steps
    keys = np.round(np.stack([cost, rule, order])[:, able], 6)
    best = min(map(tuple, keys.T.tolist()))
    moved = [each.question for each in found.changes]
    size = sum(abs(each.after - (each.before or 0)) for each in found.changes)
    mine = (
        found.cost,
        -found.after.score if ties is Ties.HIGHEST_SCORE else size,
        sum(framework.order.index(code) for code in moved),
    )
    assert mine == pytest.approx(best, abs=1e-6)
    assert found.proven
    assert found.settled
    assert found.after.score >= target - 1e-9
