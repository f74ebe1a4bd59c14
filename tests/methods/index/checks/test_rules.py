"""Faults of rules."""

from __future__ import annotations

import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.index import Geometric, Group, Lookup, Mean, Require, Row, Skip, Substitute, Weighted
from tests.methods.index.notation import index

NAN = float("nan")
MEAN, REQUIRE = Mean(), Require()


def faults(rule=MEAN, missing=REQUIRE, children=("p", "q")):
    with pytest.raises(FrameworkError) as caught:
        index(
            "overall = mean(p, q)",
            groups=(Group(code="overall", title="", children=children, rule=rule, missing=missing),),
        )
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"p": 0.5, "q": 0.4}, 'The weights under "overall" sum to 0.9, not 1. Change p or q, or use the mean.'),
        ({"p": 1.0}, 'leave out its child "q"'),
        ({"p": 0.5, "q": 0.25, "x": 0.25}, 'its weights name "x", which is not one of its children'),
        ({"p": 1.5, "q": -0.5}, 'The weight of "q" under "overall" is -0.5.'),
        ({"p": 1.0, "q": 0.0}, 'The weight of "q" under "overall" is 0.0.'),
        ({"p": 1.0, "q": NAN}, 'The weight of "q" under "overall" is nan.'),
    ],
)
def test_weights(weights, message):
    (fault,) = faults(Weighted(weights=weights))
    assert message in fault


def test_weights_of_a_group_without_children():
    assert any("Change them, or use the mean." in fault for fault in faults(Weighted(weights={}), children=()))


def test_weights_that_sum_to_one_but_for_rounding_are_fine():
    made = index("overall = weighted(0.1 p, 0.2 q, 0.7 r)")
    assert made.group("overall").rule.weights == {"p": 0.1, "q": 0.2, "r": 0.7}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((), "has no rows"),
        ((Row(when={}, score=1),), 'Row 1 of the lookup table of "overall" names no child'),
        ((Row(when={"p": ()}, score=1),), "a child without points"),
        ((Row(when={"x": (1,)}, score=1),), 'its lookup table, row 1, names "x"'),
        ((Row(when={"p": (1,)}, score=1), Row(when={"p": (NAN,)}, score=1)), "Row 2 of the lookup table"),
        ((Row(when={"p": (1,)}, score=NAN),), "something that is not a number"),
    ],
)
def test_lookup_tables(rows, message):
    (fault,) = faults(Lookup(rows=rows))
    assert message in fault


def test_weights_too_large_to_sum():
    found = faults(Weighted(weights={"p": 1e308, "q": 1e308}))
    assert [fault for fault in found if "1e+308" in fault] == list(found)


@pytest.mark.parametrize("floor", [0, -1, NAN, float("inf"), 1e300])
def test_floors(floor):
    (fault,) = faults(Geometric(floor=floor))
    assert f'The floor of the geometric mean of "overall" is {floor!r}' in fault


@pytest.mark.parametrize("missing", [Skip(minimum=1.1), Skip(minimum=NAN), Substitute(minimum=-0.1)])
def test_minimum_coverage(missing):
    (fault,) = faults(missing=missing)
    assert f'The minimum coverage of "overall" is {missing.minimum!r}' in fault


def test_points_that_stand_in():
    (fault,) = faults(missing=Substitute(points=NAN))
    assert "stand in for missing children" in fault
