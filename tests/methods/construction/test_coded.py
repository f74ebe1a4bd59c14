"""Coded answers taken through the steps of construction."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Geometric, Goalposts, LevelRule, MinMax, Normalise, Spec, build, coded
from commonground.methods.errors import ConstructionError
from commonground.methods.index import score
from tests.methods.index.notation import answers, index

TREE = """
    overall = mean(a, b)
    a = mean(a1, a2)
    b = weighted(0.25 b1, 0.75 c)
    c = mean(c1, c2)
    part = mean(a, c)
"""
TABLE = """
    place period a1 a2 b1 c1 c2
    XA 2020 100  50   0    50   100
    XB 2020 0    0    100  0    0
    XA 2024 100  100  -    50   n/a
    XB 2024 50   50   100  0    50
"""


@pytest.fixture
def framework():
    return index(TREE)


def built(hierarchy, data, **settings):
    return build(Spec(hierarchy=hierarchy, normalise=Normalise(method=Goalposts(top=100)), **settings), data)


def test_means_of_whole_answers_come_to_the_same_scores(framework):
    given = answers(TABLE)
    card, index_ = score(framework, given), built(*coded(framework, given))
    for node in ("overall", "a", "b", "c"):
        for place in ("XA", "XB"):
            assert index_.score(place, node, "2020") == pytest.approx(card[node, place, "2020"])


def test_what_is_not_answered_or_does_not_apply_is_missing(framework):
    _, data = coded(framework, answers(TABLE))
    missing = {
        (data.places[place], data.periods[period], data.indicators[at])
        for place, period, at in zip(*np.nonzero(np.isnan(data.values)), strict=True)
    }
    assert missing == {("XA", "2024", "b1"), ("XA", "2024", "c2")}


def test_a_question_without_answers_is_missing_everywhere(framework):
    _, data = coded(framework, answers("place a1\nXA 50"))
    assert np.isnan(data.values).sum() == 4


def test_any_step_can_be_tried(framework):
    hierarchy, data = coded(framework, answers(TABLE), top="a")
    spec = Spec(
        hierarchy=hierarchy,
        normalise=Normalise(method=MinMax(lower=1, upper=100)),
        aggregate=(LevelRule(rule=Geometric()),),
    )
    assert hierarchy.top == "a"
    assert build(spec, data).score("XB", period="2024") == pytest.approx(1.0)


def test_a_node_under_two_groups_is_refused():
    shared = index("overall = mean(a, b)\na = mean(q, r)\nb = mean(q, s)")
    with pytest.raises(ConstructionError) as caught:
        coded(shared, answers("place q r s\nXA 0 0 0"))
    assert [(problem.code, problem.place) for problem in caught.value.problems] == [("construction-structure", "q")]


def test_an_unknown_top_suggests_a_name(framework):
    with pytest.raises(KeyError, match="overall"):
        coded(framework, answers(TABLE), top="overal")
