"""Assumptions that cannot be varied are refused before any run, with the group and the remedy."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.index import Lookup, Row, Skip, Substitute, Weighted
from commonground.methods.robustness import (
    Combination,
    Disagreement,
    Dropping,
    FrameworkModel,
    Listed,
    MissingData,
    Noise,
    RobustnessError,
    Weights,
    usual,
)
from tests.methods.index.notation import answers, index

TREE = index(
    "overall = mean(a, t)\na = mean(a1, a2)\nt = mean(d, c1)\nd = mean(d1, d2)",
    rules={"t": Lookup(rows=(Row(when={"c1": (0,)}, score=10),))},
)
GIVEN = answers("place a1 a2 c1 d1 d2\nXA 1 2 0 1 2\nXB 3 4 0 1 2")
CELLS = GIVEN.points.shape


@pytest.mark.parametrize(
    ("assumption", "code", "said"),
    [
        (Weights(groups=("nowhere",)), "robustness-unknown", 'no group "nowhere"'),
        (Weights(groups=("t",)), "robustness-alternative", '"t" has no weights: its rule is lookup'),
        (Weights(spread=Noise(share=1.0)), "robustness-alternative", "Noise of 1 could"),
        (Weights(spread=Noise(share=-0.1)), "robustness-alternative", "Noise of -0.1"),
        (Weights(sets=0), "robustness-alternative", "no alternative for weights"),
        (
            Weights(spread=Listed(tables={"a": ((1, 2),)}), sets=1),
            "robustness-alternative",
            "groups whose weights",
        ),
        (Weights.listed({}), "robustness-alternative", "no alternative for weights"),
        (Weights.listed({"nowhere": [[1, 2]]}), "robustness-unknown", 'no group "nowhere"'),
        (Weights.listed({"a": [[1, 2, 3]]}), "robustness-alternative", '"a" has 2 parts'),
        (
            Weights.listed({"a": [[1, 2]], "overall": [[1, 2], [2, 1]]}),
            "robustness-alternative",
            "has 2 sets",
        ),
        (Weights.listed({"a": [[1, -2]]}), "robustness-alternative", "no number above 0"),
        (Weights.listed({"a": [[1, np.nan]]}), "robustness-alternative", "no number above 0"),
        (Combination(groups=("t",)), "robustness-alternative", '"t" has no weights'),
        (Combination(alternatives=()), "robustness-alternative", "no alternative"),
        (Combination(alternatives=(Weighted(weights={"a": 1}),)), "robustness-alternative", "weighted rule belongs"),
        (Combination(alternatives=(Lookup(rows=()),)), "robustness-alternative", "lookup rule belongs"),
        (MissingData(alternatives=()), "robustness-alternative", "no alternative"),
        (MissingData(alternatives=(Skip(),), groups=("x",)), "robustness-unknown", 'no group "x"'),
        (MissingData(alternatives=(Skip(),), groups=("t",)), "robustness-alternative", '"t" is a lookup'),
        (MissingData(alternatives=(Skip(minimum=2.0),)), "robustness-alternative", "no rule for missing data"),
        (MissingData(alternatives=(Substitute(points=np.nan),)), "robustness-alternative", "no rule for missing"),
        (Dropping(nodes=()), "robustness-alternative", "no alternative"),
        (Dropping(nodes=("a3",)), "robustness-unknown", 'Did you mean "a'),
        (Dropping(nodes=("c1",)), "robustness-alternative", '"c1" stands in a lookup table'),
        (Dropping(nodes=("d1",)), "robustness-alternative", '"d1" stands in a lookup table'),
        (Disagreement(points=np.zeros((3, 1, 1, 1))), "robustness-shape", "(3, 1, 1, 1)"),
        (Disagreement(points=np.zeros((0, *CELLS))), "robustness-shape", "(0,"),
        (Disagreement(points=np.full((1, *CELLS), np.inf)), "robustness-shape", "not a number"),
    ],
)
def test_what_is_refused(assumption, code, said):
    with pytest.raises(RobustnessError) as found:
        FrameworkModel(framework=TREE, answers=GIVEN, assumptions=(assumption,), seed=1)
    (problem,) = found.value.problems
    assert problem.code == code
    assert said in str(problem)
    assert problem.remedy


def test_everything_is_told_at_once():
    with pytest.raises(RobustnessError) as found:
        FrameworkModel(framework=TREE, answers=GIVEN, assumptions=(Weights(sets=0), Dropping(nodes=())), seed=1)
    assert len(found.value.problems) == 2


def test_two_assumptions_may_not_change_the_same_thing():
    drawn = Disagreement(points=GIVEN.points[np.newaxis])
    apart = (Weights(groups=("a",)), Weights(groups=("overall",)), drawn)
    assert len(FrameworkModel(framework=TREE, answers=GIVEN, assumptions=apart, seed=1).factors) == 3
    with pytest.raises(RobustnessError) as found:
        FrameworkModel(framework=TREE, answers=GIVEN, assumptions=(*apart, Weights(groups=("a",)), drawn), seed=1)
    assert [problem.message for problem in found.value.problems] == [
        'Two assumptions vary the weights of "a".',
        "Two assumptions vary answers.",
    ]


def test_groups_that_meet_again_and_again_are_counted_once():
    halves = [f"g{at} = mean(h{at}, k{at})\nh{at} = mean(g{at + 1})\nk{at} = mean(g{at + 1})" for at in range(40)]
    made = index("\n".join(["overall = mean(g0, p, r)", *halves, "g40 = mean(q)"]))
    dropped = [each.nodes for each in usual(made) if isinstance(each, Dropping)]
    assert sorted(map(sorted, dropped)) == [["g0", "p", "r"], ["p", "q", "r"]]
