"""Changed answers and weights, and what follows."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.index import Reason, Weighted
from commonground.methods.robustness import FrameworkModel, robustness_of, usual
from commonground.methods.whatif import Intervals, WhatIfError, what_if
from tests.methods.index.notation import answers, index
from tests.methods.whatif.invented import question

FRAMEWORK = index(
    """
    overall = mean(a, b)
    a = mean(p, q) skip
    b = minimum(r)
    """,
    questions=tuple(map(question, "pqr")),
)
ANSWERS = answers("place p q r\nSE 100 50 50\nFI 0 - 100")


def test_changed_answers_give_new_scores_ranks_and_the_differences():
    world = what_if(FRAMEWORK, ANSWERS, [("FI", "2020", "p", 100), ("SE", 2020, "q", 0)])
    assert (world.before["overall", "SE", 2020], world.after["overall", "SE", 2020]) == (62.5, 50)
    assert (world.before["overall", "FI", 2020], world.after["overall", "FI", 2020]) == (50, 100)
    assert (world.before.rank("overall", "FI", 2020), world.after.rank("overall", "FI", 2020)) == (2, 1)
    assert [(each.place, each.node, each.before, each.after) for each in world.differences.answers] == [
        ("FI", "p", 0, 100),
        ("SE", "q", 50, 0),
    ]
    assert world.intervals is None


def test_an_answer_may_be_taken_away_or_not_apply_and_a_question_without_a_column_be_answered():
    world = what_if(
        FRAMEWORK,
        answers("place p q\nSE 100 50"),
        [("SE", "2020", "p", Reason.NO_DATA), ("SE", "2020", "q", Reason.NOT_APPLICABLE), ("SE", "2020", "r", 100)],
    )
    assert world.after["a", "SE", 2020] is None
    assert world.after.coverage_of("a", "SE", 2020) == 0
    assert world.after.coverage_of("q", "SE", 2020) is None
    assert world.after["b", "SE", 2020] == 100


def test_nothing_changed_is_the_same_world():
    world = what_if(FRAMEWORK, ANSWERS)
    np.testing.assert_array_equal(world.before.scores, world.after.scores)
    assert not world.differences


def test_changed_weights_of_a_mean():
    world = what_if(FRAMEWORK, ANSWERS, weights={"overall": {"a": 0.75, "b": 0.25}})
    assert world.after["overall", "SE", 2020] == 68.75
    assert world.after.framework.group("overall").rule == Weighted(weights={"a": 0.75, "b": 0.25})
    assert world.before.framework is FRAMEWORK


def test_a_robustness_run_is_asked_about_both_worlds():
    world = what_if(FRAMEWORK, ANSWERS, [("FI", "2020", "p", 100)], robustness=lambda f, a: (f.code, a.points[1, 0, 0]))
    assert world.intervals == Intervals(before=("test", 0.0), after=("test", 100.0))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([("XX", "2020", "p", 100)], 'XX 2020 p: There is no place "XX".*whatif-unknown'),
        ([("SE", "1999", "p", 100)], 'There is no period "1999".*whatif-unknown'),
        ([("SE", "2020", "z", 100)], 'There is no question "z".*whatif-unknown'),
        ([("SE", "2020", "p", 100), ("SE", 2020, "p", 0)], "SE 2020 p: .*whatif-repeated"),
        ([("SE", "2020", "p", 7)], "7 points. Its options have these points: 0, 50, 100. .whatif-not-an-option"),
        ([("SE", "2020", "p", float("nan"))], "whatif-not-an-option"),
    ],
)
def test_changes_that_cannot_be_made(changes, code):
    with pytest.raises(WhatIfError, match=code):
        what_if(FRAMEWORK, ANSWERS, changes)


def test_a_question_without_options_allows_no_points():
    with pytest.raises(WhatIfError, match="these points: none"):
        what_if(index("overall = mean(p)"), answers("place p\nSE 1"), [("SE", "2020", "p", 1)])


def test_weights_that_cannot_be_changed():
    with pytest.raises(WhatIfError, match=r'"b" has no weights.*whatif-weights'):
        what_if(FRAMEWORK, ANSWERS, weights={"b": {"r": 1.0}})
    with pytest.raises(FrameworkError, match=r"sum to 0\.9"):
        what_if(FRAMEWORK, ANSWERS, weights={"a": {"p": 0.5, "q": 0.4}})
    with pytest.raises(KeyError, match='no group "c"'):
        what_if(FRAMEWORK, ANSWERS, weights={"c": {}})


def test_the_rank_intervals_of_the_changed_world():
    def ranks(framework, given):
        model = FrameworkModel(framework=framework, answers=given, assumptions=usual(framework), seed=1)
        return robustness_of(model, runs=50, seed=1).intervals

    world = what_if(FRAMEWORK, ANSWERS, [("FI", "2020", "p", 100)], robustness=ranks)
    assert world.intervals.after == ranks(FRAMEWORK, world.after.answers)
    assert (world.intervals.before["FI"].nominal, world.intervals.after["FI"].nominal) == (2, 1)
