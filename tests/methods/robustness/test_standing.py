"""What an edition keeps of its runs: the same figures as the methods give one at a time, written down and read back."""

from __future__ import annotations

import json

import numpy as np
import pytest

from commonground.methods.canonical import canonical
from commonground.methods.index import Minimum, Require, Skip
from commonground.methods.robustness import (
    Combination,
    Dropping,
    FrameworkModel,
    MissingData,
    Plan,
    RobustnessError,
    Simplex,
    Weights,
    dominance,
    plan_document,
    plan_from_document,
    rank_intervals,
    simulate,
    standing,
    standing_document,
    standing_from_document,
    usual,
)
from tests.methods.index.notation import answers, index

TREE = index(
    """
    overall = mean(a, b, c)
    a = mean(a1, a2) skip 0.5
    b = weighted(0.7 b1, 0.3 b2) skip 0.5
    c = mean(c1, c2) skip 0.5
    """,
    areas=("a", "b", "c"),
)
GIVEN = answers(
    """
    place period  a1  a2  b1  b2  c1  c2
    XA    2020   100  50  50   0  50 100
    XB    2020    50   -  50 100   0  50
    XC    2020     -   -  50 100   0  50
    XA    2023   100  50  50   0  50 100
    XB    2023    50 100  50 100   0  50
    XC    2023     0   0   0  50   0   0
    """
)
PLAN = Plan(assumptions=usual(TREE), runs=200, seed=7)


@pytest.fixture(scope="module")
def found():
    return standing(TREE, GIVEN, PLAN)


def runs(period: str, node: str = ""):
    model = FrameworkModel(
        framework=TREE, answers=GIVEN, assumptions=PLAN.assumptions, seed=PLAN.seed, period=period, node=node
    )
    return simulate(model, runs=PLAN.runs, seed=PLAN.seed)


@pytest.mark.parametrize("period", ["2020", "2023"])
@pytest.mark.parametrize("node", ["overall", "a", "b"])
def test_intervals_are_those_of_the_runs_of_a_period(found, period, node):
    for unit in rank_intervals(runs(period, node)).units:
        interval = found.interval(node, unit.unit, period)
        if unit.nominal is None:
            assert interval is None
        else:
            assert (interval.rank_lower, interval.rank_upper) == (unit.lower, unit.upper)
            assert (interval.score_lower, interval.score_upper) == (unit.score_lower, unit.score_upper)


def test_pairs_are_those_of_the_runs_where_both_have_a_score(found):
    above = dominance(runs("2023"))
    assert found.share_above("XA", "XC", "2023") == above[0, 2] > 0.9
    assert found.share_above("XC", "XA", "2023") == above[2, 0] < 0.1
    assert found.share_above("XA", "XA", "2023") is None
    assert found.share_above("XA", "XC", "2020") is None  # XC has no overall score then


def test_a_node_that_is_not_kept_has_no_interval(found):
    assert found.interval("a1", "XA", "2023") is None


def test_the_document_is_the_standing_to_nine_decimals(found):
    again = standing_from_document(json.loads(canonical(standing_document(found))))
    assert again.plan == PLAN
    assert (again.nodes, again.periods, again.places) == (found.nodes, found.periods, found.places)
    assert again.bounds == pytest.approx(found.bounds, abs=1e-9, nan_ok=True)
    assert again.above == pytest.approx(found.above, abs=1e-9, nan_ok=True)
    assert canonical(standing_document(again)) == canonical(standing_document(found))


def test_the_same_seed_gives_the_same_document_and_another_does_not(found):
    assert standing_document(standing(TREE, GIVEN, PLAN)) == standing_document(found)
    other = Plan(assumptions=PLAN.assumptions, runs=PLAN.runs, seed=8)
    assert not np.array_equal(standing(TREE, GIVEN, other).bounds, found.bounds, equal_nan=True)


def test_a_plan_is_read_as_it_was_written():
    plan = Plan(
        assumptions=(
            Weights(spread=Simplex(), sets=9, groups=("a",)),
            Weights.listed({"b": [[1, 2], [2, 1]]}),
            Combination(alternatives=(Minimum(),), groups=("overall",)),
            MissingData(alternatives=(None, Require(), Skip(minimum=0.25))),
            Dropping(nodes=("a1", "a2")),
            *usual(TREE),
        ),
        runs=10,
        level=0.8,
        seed=3,
    )
    assert plan_from_document(json.loads(json.dumps(plan_document(plan)))) == plan


def test_an_unknown_assumption_is_refused():
    with pytest.raises(KeyError):
        plan_from_document({"assumptions": [{"name": "weather"}], "runs": 1, "level": 0.9, "seed": 1})


def test_a_plan_that_does_not_fit_is_refused():
    with pytest.raises(RobustnessError):
        standing(TREE, GIVEN, Plan(assumptions=(Dropping(nodes=("zz",)),), seed=1))
    with pytest.raises(RobustnessError):
        standing(TREE, GIVEN, Plan(assumptions=usual(TREE), level=1.5, seed=1))
