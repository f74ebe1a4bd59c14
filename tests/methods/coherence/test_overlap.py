"""Redundant and silent indicators."""

from __future__ import annotations

import numpy as np

from commonground.methods.coherence import Silence, Thresholds, overlaps, silent
from tests.methods.coherence.trees import levels


def world():
    x, y, noise = np.random.default_rng(8).normal(size=(3, 60))
    columns = {
        "top": x,
        "a": x,
        "b": y,
        "a1": x,
        "a2": x + 0.05 * noise,
        "b1": x + 0.05 * np.roll(noise, 1),
        "b2": y,
        "b3": np.full(60, 4.0),
    }
    parents = {"a": "top", "b": "top", "a1": "a", "a2": "a", "b1": "b", "b2": "b", "b3": "b"}
    return levels({code: column.tolist() for code, column in columns.items()}, parents=parents)


def test_overlaps_name_the_group_in_common():
    found = {(each.first, each.second): each.group for each in overlaps(world())}
    assert found == {("a1", "a2"): "a", ("a1", "b1"): "", ("a2", "b1"): ""}
    assert overlaps(world(), thresholds=Thresholds(collinear=1.0)) == ()


def test_silent_indicators_are_flat_or_unheard():
    found = {each.indicator: each for each in silent(world())}
    assert {code: each.why for code, each in found.items()} == {"b2": Silence.UNHEARD, "b3": Silence.FLAT}
    assert max(abs(found["b2"].correlation), found["b2"].curved) < 0.3
    assert found["b3"].correlation is None


def test_an_indicator_that_is_heard_as_a_curve_alone_is_not_silent():
    x = np.linspace(-1, 1, 41)
    assert silent(levels({"top": (x**2).tolist(), "a": x.tolist()})) == ()


def test_what_has_no_figure_is_not_called_silent():
    assert silent(levels({"top": [1, 2, 3], "a": [None, None, None]})) == ()
