"""What reforms are asked for, what is found, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.index import Answers, Geometric, Lookup, Row, Weighted, score
from commonground.methods.whatif import (
    AnswerChange,
    Attained,
    Rank,
    Score,
    Ties,
    Unanswered,
    WhatIfError,
    reforms_to,
    what_if,
)
from tests.methods.index.notation import answers, index
from tests.methods.whatif.invented import question


def framework(tree, rules=None):
    made = index(tree, rules)
    return replace(made, questions=tuple(question(each.code) for each in made.questions))


TREE = framework("overall = mean(a, b)\na = mean(p, q, r)\nb = mean(s, t)")
ANSWERS = answers(
    """
    place   p   q   r   s   t
    SE      0   0   0  50   0
    FI    100 100 100 100 100
    DK    100 100 100   0   0
    NO     50  50  50   0   0
    """
)


def changes(found):
    return [(each.question, each.before, each.after) for each in found.changes]


def test_the_fewest_changes_that_reach_a_score():
    found = reforms_to(TREE, ANSWERS, "SE", 2020, Score(50))
    assert changes(found) == [("p", 0, 100), ("t", 0, 100)]
    assert (found.cost, found.bound, found.gap, found.proven, found.settled) == (2, 2, 0, True, True)


def test_the_changes_found_make_the_world_they_promise():
    found = reforms_to(TREE, ANSWERS, "SE", 2020, Rank(3))
    world = what_if(TREE, ANSWERS, found.cells)
    assert found.needed == 25
    assert found.before == Attained(score=12.5, rank=4)
    assert found.after == Attained(
        score=world.after["overall", "SE", 2020], rank=world.after.rank("overall", "SE", 2020)
    )
    assert found.after.rank <= 3


def test_to_share_a_rank_is_to_have_it():
    found = reforms_to(TREE, ANSWERS, "SE", 2020, Rank(1))
    assert found.after == Attained(score=100, rank=1)
    assert found.cost == 5


def test_a_target_that_is_reached_takes_no_changes():
    found = reforms_to(TREE, ANSWERS, "FI", 2020, Rank(1))
    assert (found.changes, found.cost, found.gap, found.proven) == ((), 0, 0, True)


def test_a_rank_that_any_score_has():
    given_ = answers("place p q r s t\nSE - 0 0 0 0\nFI 0 0 0 0 0")
    found = reforms_to(TREE, given_, "SE", 2020, Rank(2), unanswered=Unanswered.ANSWER)
    assert found.before == Attained(score=None, rank=None)
    assert found.needed is None
    assert changes(found) == [("p", None, 100)]


def test_a_group_or_a_question_may_be_the_target():
    assert changes(reforms_to(TREE, ANSWERS, "SE", 2020, Score(100), node="b")) == [("s", 50, 100), ("t", 0, 100)]
    assert changes(reforms_to(TREE, ANSWERS, "SE", 2020, Score(50), node="s", ties=Ties.SMALLEST_STEPS)) == []
    assert changes(reforms_to(TREE, ANSWERS, "SE", 2020, Score(50), node="t", ties=Ties.SMALLEST_STEPS)) == [
        ("t", 0, 50)
    ]


def test_the_costs_that_the_user_gives():
    def cost(change: AnswerChange) -> float:
        return float("inf") if change.question == "t" else 1 + change.after / 100 * (change.question == "s")

    found = reforms_to(TREE, ANSWERS, "SE", 2020, Score(75), cost=cost)
    assert changes(found) == [("p", 0, 100), ("q", 0, 100), ("r", 0, 100), ("s", 50, 100)]
    assert found.cost == 5


@pytest.mark.parametrize(
    ("ties", "expected"), [(Ties.HIGHEST_SCORE, ("t", 0, 100)), (Ties.SMALLEST_STEPS, ("s", 50, 100))]
)
def test_the_rule_for_ties(ties, expected):
    assert changes(reforms_to(TREE, ANSWERS, "SE", 2020, Score(25), ties=ties)) == [expected]


def test_where_sets_still_tie_the_earliest_questions_hold():
    assert changes(reforms_to(TREE, ANSWERS, "SE", 2020, Score(30), node="a")) == [("p", 0, 100)]


def test_of_two_options_worth_the_same_the_nearer_one_holds():
    table = Lookup(rows=(Row(when={"p": (50, 100)}, score=100), Row(when={"p": (0,)}, score=0)))
    found = reforms_to(
        framework("overall = mean(p)", {"overall": table}), answers("place p\nSE 0"), "SE", 2020, Score(1)
    )
    assert changes(found) == [("p", 0, 50)]


def test_a_target_out_of_reach_names_the_most_there_is():
    with pytest.raises(
        WhatIfError, match=r"SE 2020 overall: .* reaches a score of 75; 62\.5, rank 2, is the most.*out-of-reach"
    ):
        reforms_to(
            TREE, ANSWERS, "SE", 2020, Score(75), cost=lambda change: float("inf") if change.question in "st" else 1
        )


def test_nothing_may_change():
    with pytest.raises(WhatIfError, match=r"12\.5, rank 4, is the most"):
        reforms_to(TREE, ANSWERS, "SE", 2020, Score(75), cost=lambda _: float("inf"))
    bare = index("overall = mean(p)")
    with pytest.raises(WhatIfError, match="reaches rank 1; 0, rank 2, is the most"):
        reforms_to(bare, answers("place p\nSE 0\nFI 1"), "SE", 2020, Rank(1))


def test_a_score_that_cannot_be_had():
    given_ = answers("place p q r s t\nSE - 0 0 0 0")
    with pytest.raises(WhatIfError, match="reaches a score of 1; it has no score"):
        reforms_to(TREE, given_, "SE", 2020, Score(1))
    with pytest.raises(WhatIfError, match="it has no score"):
        reforms_to(TREE, answers("place p q r s t\nSE n/a n/a n/a n/a n/a"), "SE", 2020, Score(1))


def test_a_withheld_figure_cannot_be_lifted():
    hidden = replace(ANSWERS, withheld=frozenset({("SE", "2020", "overall")}))
    with pytest.raises(WhatIfError, match=r"SE 2020 overall: .*reforms-withheld"):
        reforms_to(TREE, hidden, "SE", 2020, Score(50))


@pytest.mark.parametrize("cost", [0.0, -1.0, float("nan")])
def test_costs_are_above_nothing(cost):
    with pytest.raises(WhatIfError, match=r'answer to "p" to 50 costs .*reforms-cost'):
        reforms_to(TREE, ANSWERS, "SE", 2020, Score(50), cost=lambda _: cost)


@pytest.mark.parametrize("make", [lambda: Score(float("nan")), lambda: Score(float("inf")), lambda: Rank(0)])
def test_targets_that_are_none(make):
    with pytest.raises(WhatIfError, match="reforms-target"):
        make()


@pytest.mark.parametrize("wrong", [{"place": "XX"}, {"period": 1999}, {"node": "c"}])
def test_unknown_codes(wrong):
    asked = {"place": "SE", "period": 2020} | wrong
    with pytest.raises(KeyError, match="There is no"):
        reforms_to(TREE, ANSWERS, target=Score(50), **asked)


MANY = "q1, q2, q3, q4, q5, q6, q7, q8"
NONE = answers("place q1 q2 q3 q4 q5 q6 q7 q8\nSE 0 0 0 0 0 0 0 0")


def test_a_geometric_mean_as_the_target_needs_no_table():
    found = reforms_to(framework(f"overall = geometric({MANY})"), NONE, "SE", 2020, Score(50))
    assert len(found.changes) == 7
    assert found.after.score == pytest.approx(100 ** (7 / 8))


def test_a_geometric_mean_of_many_questions_below_a_mean_is_refused():
    with pytest.raises(WhatIfError, match=r'The geometric of "a" .* 4,096 .*reforms-not-linear'):
        reforms_to(framework(f"overall = mean(a)\na = geometric({MANY})"), NONE, "SE", 2020, Score(50))


def test_a_mean_of_many_questions_below_a_geometric_mean_is_refused():
    with pytest.raises(WhatIfError, match=r'The mean of "a" .*reforms-not-linear'):
        reforms_to(framework(f"overall = geometric(a)\na = mean({MANY})"), NONE, "SE", 2020, Score(50))


def test_a_geometric_mean_below_its_floor_is_reached_by_any_score():
    tree = framework("overall = geometric(p, q)", {"overall": Geometric(floor=10)})
    given_ = answers("place p q\nSE - 0")
    found = reforms_to(tree, given_, "SE", 2020, Score(5), unanswered=Unanswered.ANSWER, ties=Ties.SMALLEST_STEPS)
    assert changes(found) == [("p", None, 0)]


def test_a_score_that_differs_in_the_seventh_digit_is_told_apart():
    given_ = answers("place p q r\nSE 0 0 0")
    assert reforms_to(framework("overall = mean(p, q, r)"), given_, "SE", 2020, Score(66.6666667)).cost == 3
    assert reforms_to(framework("overall = mean(p, q, r)"), given_, "SE", 2020, Score(66.6666666)).cost == 2


def test_where_the_solver_cannot_tell_scores_apart_the_gap_says_so():
    found = reforms_to(framework(f"overall = mean({MANY})"), NONE, "SE", 2020, Score(50 + 3e-9))
    assert (found.cost, found.bound, found.gap, found.proven) == (5, 4, 0.2, False)


def test_where_no_set_is_found_though_none_is_excluded_the_search_says_so():
    tree = framework(f"overall = maximum({MANY})")
    with pytest.raises(WhatIfError, match=r"ended after 2,000 branches .*reforms-unsolved"):
        reforms_to(tree, NONE, "SE", 2020, Score(100 + 3e-9))


def test_reforms_for_places_of_the_core_workbook(core):
    framework_, given_ = core.framework, core.answers
    for place in given_.places[:20]:
        for target in (Score(60), Rank(5)):
            found = reforms_to(framework_, given_, place, 2019, target)
            assert found.proven
            assert found.settled
            after = score(framework_, what_if(framework_, given_, found.cells).after.answers)
            assert after["overall", place, 2019] == found.after.score
            assert after.rank("overall", place, 2019) == found.after.rank
            if isinstance(target, Score):
                assert found.after.score >= 60 - 1e-9
            else:
                assert found.after.rank <= 5


def knapsack(seed, size):
    """Many questions of different weights, each costing nearly what it is worth: hard to search."""
    random = np.random.default_rng(seed)
    codes = [f"q{number}" for number in range(size)]
    weights = random.random(size) + 0.1
    weights /= weights.sum()
    costs = dict(zip(codes, 1000 * (weights + 0.01 * random.random(size)), strict=True))
    rule = Weighted(weights=dict(zip(codes, weights.tolist(), strict=True)))
    tree = framework(f"overall = mean({', '.join(codes)})", {"overall": rule})
    return (
        tree,
        Answers.from_cells([("SE", "2020", code, 0.0) for code in codes]),
        lambda change: costs[change.question],
    )


def test_a_search_that_ends_early_reports_its_gap():
    tree, given_, cost = knapsack(3, 40)
    early = reforms_to(tree, given_, "SE", 2020, Score(60), cost=cost, nodes=1)
    assert not early.proven
    assert not early.settled
    assert early.gap == pytest.approx(1 - early.bound / early.cost)
    assert early.after.score >= 60 - 1e-9
    best = reforms_to(tree, given_, "SE", 2020, Score(60), cost=cost)
    assert best.proven
    assert early.bound <= best.cost <= early.cost


def test_a_search_that_ends_before_it_finds_a_set_says_so():
    tree, given_, cost = knapsack(0, 20)
    with pytest.raises(WhatIfError, match=r"SE 2020 overall: .*ended after 0 branches.*reforms-unsolved"):
        reforms_to(tree, given_, "SE", 2020, Score(60), cost=cost, nodes=0)


def test_a_withheld_answer_leaves_a_required_geometric_mean_without_a_score():
    tree = framework("overall = geometric(p, q)")
    given_ = replace(answers("place p q\nSE 0 0"), withheld=frozenset({("SE", "2020", "p")}))
    with pytest.raises(WhatIfError, match="it has no score"):
        reforms_to(tree, given_, "SE", 2020, Score(5))


def test_a_withheld_answer_is_skipped_by_a_geometric_mean():
    tree = framework("overall = geometric(p, q) skip")
    given_ = replace(answers("place p q\nSE 0 0"), withheld=frozenset({("SE", "2020", "p")}))
    found = reforms_to(tree, given_, "SE", 2020, Score(50))
    assert changes(found) == [("q", 0, 100)]
    assert found.after.score == pytest.approx(100)


def test_new_answers_of_different_weights_below_a_minimum_coverage():
    tree = framework("overall = weighted(0.5 p, 0.3 q, 0.2 r) skip 0.6")
    given_ = answers("place p q r\nSE - - 50")
    found = reforms_to(tree, given_, "SE", 2020, Score(85), unanswered=Unanswered.ANSWER)
    assert changes(found) == [("p", None, 100)]
    assert found.after.score == pytest.approx((50 + 10) / 0.7)


def test_new_answers_that_a_mean_requires():
    found = reforms_to(
        framework("overall = mean(p, q, r)"),
        answers("place p q r\nSE - - 0"),
        "SE",
        2020,
        Score(50),
        unanswered=Unanswered.ANSWER,
    )
    assert changes(found) == [("p", None, 100), ("q", None, 100)]
