"""From a score back to the answers that made it."""

from __future__ import annotations

import pytest

from commonground.methods.index import Lookup, Mean, Operation, Require, Row, Scorecard, Skip, Substitute, Why, score
from tests.methods.index.notation import answers, index

TABLE = Lookup(rows=(Row(when={"t1": (0,)}, score=0), Row(when={"t1": (50,), "t2": (50, 100)}, score=70)))
TREE = index(
    """
        overall = mean(a, b, t) skip 0.5
        a = mean(a1, a2, a3) skip 0.75
        b = weighted(0.5 b1, 0.3 b2, 0.2 b3) skip
        t = lookup(t1, t2)
    """,
    {"t": TABLE},
)
CARD: Scorecard = score(
    TREE,
    answers(
        """
            place  a1  a2  a3  b1  b2  b3  t1  t2
            SE    100  50   0 100   -   0  50 100
            FI    100   -   - 100 n/a   0 100   0
            DK      -   -   -   -   -   -   -   -
            NO    n/a n/a n/a 100 100 100   0   -
            IS     50  50  50  50  50  50   0   0
        """,
        withheld=[("IS", "2020", "a"), ("IS", "2020", "b1")],
    ),
)


def terms(part):
    return [(term.node, term.value, term.weight) for term in part.formula.terms]


def test_a_trace_leads_from_the_score_to_every_answer():
    part = CARD.trace("overall", "SE", 2020)
    assert part.value == CARD["overall", "SE", 2020] == part.formula.result
    assert (part.rule, part.missing, part.note, part.why) == (Mean(), Skip(minimum=0.5), "", None)
    assert (part.answered, part.applicable, part.coverage) == (7, 8, 7 / 8)
    assert [child.node for child in part.children] == ["a", "b", "t"]
    answer = part.children[0].children[1]
    assert (answer.node, answer.title, answer.value, answer.points) == ("a2", "A2", 50, 50)
    assert (answer.answered, answer.applicable, answer.children, answer.formula) == (1, 1, (), None)


def test_the_formula_holds_the_children_that_count_with_their_weights():
    part = CARD.trace("overall", "SE", 2020)
    assert part.formula.operation is Operation.MEAN
    assert terms(part) == [("a", 50, 1 / 3), ("b", 0.5 / 0.7 * 100, 1 / 3), ("t", 70, 1 / 3)]
    weighted = part.children[1].formula
    assert [(term.node, term.value) for term in weighted.terms] == [("b1", 100), ("b3", 0)]
    assert [term.weight for term in weighted.terms] == pytest.approx([5 / 7, 2 / 7])


def test_a_lookup_names_the_row_that_fitted():
    formula = CARD.trace("t", "SE", 2020).formula
    assert (formula.operation, formula.row, formula.result) == (Operation.LOOKUP, 1, 70)
    assert [(term.node, term.value, term.weight) for term in formula.terms] == [("t1", 50, None), ("t2", 100, None)]
    assert [term.node for term in CARD.trace("t", "NO", 2020).formula.terms] == ["t1"]


@pytest.mark.parametrize(
    ("node", "place", "why"),
    [
        ("a2", "FI", Why.NO_ANSWER),
        ("b2", "FI", Why.NOT_APPLICABLE),
        ("a", "FI", Why.BELOW_MINIMUM_COVERAGE),
        ("t", "FI", Why.NO_ROW_FITS),
        ("overall", "DK", Why.NO_ANSWER),
        ("b", "DK", Why.NO_ANSWER),
        ("a", "NO", Why.NOT_APPLICABLE),
        ("a", "IS", Why.WITHHELD),
        ("b1", "IS", Why.WITHHELD),
    ],
)
def test_why_there_is_no_score(node, place, why):
    part = CARD.trace(node, place, 2020)
    assert part.value is None
    assert part.formula is None
    assert part.why is why
    assert part.note.endswith(".")


def test_a_withheld_answer_keeps_its_points():
    assert CARD.trace("b1", "IS", 2020).points == 50


def test_a_required_child_is_named_as_the_reason():
    tree = index("overall = mean(p, q)\nother = mean(a) skip\na = mean(r, s)")
    card = score(tree, answers("place p q r\nSE 1 - 2"))
    assert card.trace("overall", "SE", 2020).why is Why.CHILD_MISSING
    assert card.trace("other", "SE", 2020).why is Why.CHILD_MISSING
    assert card.trace("s", "SE", 2020).why is Why.NO_ANSWER
    assert card.trace("s", "SE", 2020).points is None


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("minimum", [("p", 10, 0.5), ("q", 10, 0.5), ("r", 40, 0), ("s", 90, 0)]),
        ("maximum", [("p", 10, 0), ("q", 10, 0), ("r", 40, 0), ("s", 90, 1)]),
        ("median", [("p", 10, 0), ("q", 10, 0.5), ("r", 40, 0.5), ("s", 90, 0)]),
        ("geometric", [("p", 10, 0.25), ("q", 10, 0.25), ("r", 40, 0.25), ("s", 90, 0.25)]),
    ],
)
def test_the_weights_of_the_other_rules(rule, expected):
    card = score(index(f"overall = {rule}(p, q, r, s)"), answers("place p q r s\nSE 10 10 40 90"))
    assert terms(card.trace("overall", "SE", 2020)) == expected


def test_the_middle_one_of_three_decides_alone():
    card = score(index("overall = median(p, q, r)"), answers("place p q r\nSE 90 10 40"))
    assert terms(card.trace("overall", "SE", 2020)) == [("p", 90, 0), ("q", 10, 0), ("r", 40, 1)]


def test_points_that_stand_in_and_values_raised_to_the_floor_say_so():
    tree = index("overall = mean(a, p) substitute 20\na = geometric(q, r)")
    part = score(tree, answers("place p q r\nSE - 0 100")).trace("overall", "SE", 2020)
    assert part.missing == Substitute(points=20)
    assert [(term.value, term.substituted) for term in part.formula.terms] == [(pytest.approx(10), False), (20, True)]
    inner = part.children[0]
    assert inner.missing == Require()
    assert [(term.value, term.raised) for term in inner.formula.terms] == [(1, True), (100, False)]
