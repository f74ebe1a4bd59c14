"""Structures: levels, order, and everything that contradicts itself."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Composite, Hierarchy, Indicator
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import flat, indicators, two_levels

TOP = (Composite(code="top"),)


def problems(composites=TOP, measured=None):
    with pytest.raises(ConstructionError) as error:
        Hierarchy(indicators=indicators("a") if measured is None else measured, composites=composites)
    assert {problem.code for problem in error.value.problems} == {"construction-structure"}
    return {(problem.place, problem.message) for problem in error.value.problems}


def test_nodes_stand_level_by_level_with_the_top_last():
    hierarchy = two_levels()
    assert hierarchy.nodes == ("a", "b", "c", "d", "P", "Q", "top")
    assert [level.codes for level in hierarchy.levels] == [("P", "Q"), ("top",)]
    assert hierarchy.top == "top"
    assert hierarchy.weights.tolist() == [1, 1, 1, 1, 2, 1, 1]
    assert hierarchy.parents["d"] == "top"
    assert hierarchy.children("top") == ("d", "P", "Q")
    assert hierarchy.children("a") == ()


def test_a_level_knows_where_its_children_stand():
    below, above = two_levels().levels
    assert below.membership.tolist() == [[1, 0], [1, 0], [0, 1]]
    assert [(source, at.tolist()) for source, at in below.sources] == [(0, [0, 1, 2])]
    assert [(source, at.tolist()) for source, at in above.sources] == [(0, [3]), (1, [0, 1])]
    assert above.children.tolist() == [3, 4, 5]


def test_directions_are_an_array():
    measured = (Indicator(code="a", parent="top"), Indicator(code="b", parent="top", direction=-1))
    hierarchy = Hierarchy(indicators=measured, composites=(Composite(code="top"),))
    assert np.array_equal(hierarchy.directions, [1, -1])


def test_an_unknown_name_is_told_with_the_nearest():
    with pytest.raises(KeyError, match='Did you mean "top"'):
        flat("a").position("tip")


def test_codes_occur_once():
    assert ("a", "The code is used more than once.") in problems(measured=indicators("a", "a"))


def test_parents_are_composites():
    found = problems(measured=(*indicators("a"), *indicators("b", parent="x"), *indicators("c", parent="")))
    assert ("b", 'Its parent "x" is no composite.') in found
    assert ("c", 'Its parent "" is no composite.') in found


def test_composites_have_children():
    found = problems((Composite(code="top"), Composite(code="P", parent="top")))
    assert found == {("P", "The composite has no children.")}


def test_there_is_one_top():
    two = (Composite(code="top"), Composite(code="other"))
    measured = (*indicators("a"), *indicators("b", parent="other"))
    assert problems(two, measured) == {("", "The index needs one top composite and has 2: top, other.")}


def test_nothing_stands_above_itself():
    circle = (Composite(code="top"), Composite(code="P", parent="Q"), Composite(code="Q", parent="P"))
    message = "It stands above itself."
    found = problems(circle, (*indicators("a"), *indicators("b", parent="P")))
    assert found == {("P", message), ("Q", message)}
    alone = problems((Composite(code="top", parent="top"),))
    assert ("top", message) in alone
    assert ("", "The index needs one top composite and has 0.") in alone


@pytest.mark.parametrize(("depth", "refused"), [(40, False), (1200, True)])
def test_levels_have_an_end(depth, refused):
    chain = [Composite(code="P0")] + [Composite(code=f"P{at}", parent=f"P{at - 1}") for at in range(1, depth)]
    measured = indicators("a", parent=chain[-1].code)
    if refused:
        assert {("P41", "It stands more than 40 levels below the top.")} == problems(tuple(chain), measured)
    else:
        assert len(Hierarchy(indicators=measured, composites=tuple(chain)).levels) == depth


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"weight": 0}, "The weight 0 is not above 0."),
        ({"weight": float("inf")}, "The weight inf is not above 0."),
        ({"weight": 1e308}, "The weight 1e+308 is too large to be shared out."),
        ({"weight": 1e-320}, "The weight 9.99989e-321 is too small to be shared out."),
        ({"direction": 2}, "The direction 2 is neither 1 nor -1."),
        ({"per": 0}, '"per" is 0, which is not above 0.'),
        ({"target": float("nan")}, "The target is not a finite number."),
        ({"goalposts": (3, 3)}, "The goalposts do not run from a lower to a higher number."),
    ],
)
def test_numbers_make_sense(settings, said):
    assert problems(measured=indicators("a", **settings)) == {("a", said)}
