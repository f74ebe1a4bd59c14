"""Correlations within and between levels, with flags at the bounds."""

from __future__ import annotations

import pytest

from commonground.methods.coherence import Flag, Method, Thresholds, between, pairs, strays, upward, within
from tests.methods.coherence.trees import levels

WORLD = levels(
    {
        "top": [1, 2, 3, 4, 5],
        "a": [1, 2, 3, 5, 4],
        "a1": [5, 4, 3, 1, 2],
        "b": [2, 1, 3, 4, 5],
        "b1": [1, 1, 1, 1, 1],
        "b2": [1, 2, 3, 5, 4],
    },
    parents={"a": "top", "b": "top", "a1": "a", "b1": "b", "b2": "b"},
)


@pytest.mark.parametrize(
    ("value", "flag"),
    [
        (-0.31, Flag.NEGATIVE),
        (-0.3, Flag.WEAK),
        (0.29, Flag.WEAK),
        (0.3, None),
        (0.92, None),
        (0.921, Flag.COLLINEAR),
        (float("nan"), None),
    ],
)
def test_flags_begin_at_their_bounds(value, flag):
    assert Thresholds().flag(value) is flag


def test_within_is_among_the_children_of_a_group():
    table = within(WORLD, "top", method=Method.SPEARMAN)
    assert table.rows == table.columns == ("a", "b")
    assert table.values[0, 1] == pytest.approx(0.8)
    assert table.units.tolist() == [[5, 5], [5, 5]]
    assert table.method is Method.SPEARMAN


def test_pairs_name_each_pair_once():
    each = pairs(between(WORLD, ("a", "a1", "b1"), ("a", "a1", "b1")))
    assert [(p.first, p.second, p.value, p.flag) for p in each] == [
        ("a", "a1", pytest.approx(-1), Flag.NEGATIVE),
        ("a", "b1", None, None),
        ("a1", "b1", None, None),
    ]


def test_upward_leads_from_every_node_to_all_above_it():
    each = {(c.first, c.second): c for c in upward(WORLD)}
    assert set(each) == {
        ("a", "top"), ("a1", "a"), ("a1", "top"), ("b", "top"), ("b1", "b"), ("b1", "top"), ("b2", "b"), ("b2", "top")
    }  # fmt: skip
    assert each["a1", "a"].flag is Flag.NEGATIVE
    assert each["b1", "b"].value is None
    assert each["b2", "b"].value == pytest.approx(0.8)


def test_strays_go_along_with_another_area():
    found = {each.indicator: each for each in strays(WORLD)}
    assert set(found) == {"a1", "b2"}
    assert (found["b2"].own, found["b2"].other) == ("b", "a")
    assert found["b2"].other_value == pytest.approx(1)
    assert found["b2"].own_value == pytest.approx(0.8)


def test_an_index_without_areas_has_no_strays():
    assert strays(levels({"top": [1, 2, 3], "q": [1, 2, 3]})) == ()
