"""A small table of answers in, a score out."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.errors import AnswersError
from commonground.methods.index import Lookup, Row, score
from tests.methods.index.notation import answers, index

WORKED = index("""
    overall = mean(a, b)
    a = mean(a1, a2, a3)
    b = mean(b1, b2)
""")


def overall(tree: str, table: str, node: str = "overall") -> list[float | None]:
    """The scores of a node for every place of the table, in its order."""
    given = answers(table)
    card = score(index(tree), given)
    return [card[node, place, "2020"] for place in given.places]


def test_an_index_is_a_mean_of_means():
    card = score(
        WORKED,
        answers("""
            place a1  a2 a3  b1  b2
            SE   100  50  0 100 100
        """),
    )
    assert card["a", "SE", "2020"] == 50
    assert card["b", "SE", "2020"] == 100
    assert card["overall", "SE", "2020"] == 75
    assert card["a2", "SE", "2020"] == 50


def test_scores_keep_full_precision():
    assert overall("overall = mean(p, q, r)", "place p q r\nSE 100 100 0") == [200 / 3]


def test_a_required_child_that_is_missing_leaves_no_score_above_it():
    card = score(
        WORKED,
        answers("""
            place a1  a2 a3  b1  b2
            SE   100  50  -  100 100
            FI     0  50 100   0 100
        """),
    )
    assert card["a", "SE", 2020] is None
    assert card["overall", "SE", 2020] is None
    assert card["b", "SE", 2020] == 100
    assert card["overall", "FI", 2020] == 50


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("require", [None, None, None]),
        ("skip", [75.0, 100.0, None]),
        ("skip 0.75", [75.0, None, None]),
        ("substitute 0", [56.25, 25.0, 0.0]),
        ("substitute 20 0.25", [61.25, 40.0, None]),
    ],
)
def test_each_rule_for_missing_data(missing, expected):
    table = """
        place p   q   r  s
        SE   100 100  25 -
        FI   100  -   -  -
        DK    -   -   -  -
    """
    assert overall(f"overall = mean(p, q, r, s) {missing}", table) == expected


def test_minimum_coverage_is_counted_over_leaves_not_children():
    tree = """
        overall = mean(a, b) skip 0.5
        a = mean(a1, a2, a3) skip
        b = mean(b1) skip
    """
    table = """
        place a1 a2 a3 b1
        SE     -  -  - 80
        FI    10 20  -  -
    """
    assert overall(tree, table) == [None, 15.0]


@pytest.mark.parametrize("missing", ["require", "skip 1", "substitute 0 1"])
def test_a_question_that_does_not_apply_leaves_the_set(missing):
    tree = f"""
        overall = mean(a, b) {missing}
        a = mean(a1, a2) {missing}
        b = mean(b1, b2) {missing}
    """
    table = """
        place a1   a2  b1  b2
        SE    100 n/a  50  50
        FI    n/a n/a  50  60
        DK    n/a n/a n/a n/a
    """
    assert overall(tree, table) == [75.0, 55.0, None]
    assert overall(tree, table, "a") == [100.0, None, None]


def test_weights_are_shared_among_the_children_that_count():
    tree = "overall = weighted(0.5 p, 0.3 q, 0.2 r) skip"
    table = """
        place p   q   r
        SE   100  50   0
        FI   100   -   0
        DK    -    -   -
        NO   n/a  50   0
    """
    assert overall(tree, table) == pytest.approx([65.0, 50 / 0.7, None, 30.0])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("minimum", [10.0, 40.0, None]),
        ("maximum", [90.0, 90.0, None]),
        ("median", [40.0, 65.0, None]),
        ("geometric", [36000 ** (1 / 3), 60.0, None]),
    ],
)
def test_the_other_rules_take_the_children_that_count(rule, expected):
    table = """
        place p  q  r
        SE   90 10 40
        FI   90  - 40
        DK    -  -  -
    """
    assert overall(f"overall = {rule}(p, q, r) skip", table) == pytest.approx(expected)


def test_a_geometric_mean_raises_low_children_to_its_floor():
    assert overall("overall = geometric(p, q)", "place p q\nSE 0 100\nFI -5 100") == pytest.approx([10.0, 10.0])


LOOKUP = Lookup(
    rows=(
        Row(when={"p": (0,)}, score=0),
        Row(when={"p": (50, 100), "q": (100,)}, score=90),
        Row(when={"p": (50,)}, score=40),
        Row(when={"q": (50,), "p": (100,)}, score=70),
    )
)
PAIRS = """
    place p    q
    A1    0    -
    A2   50  100
    A3   50   33
    A4  100   50
    A5  100    -
    A6  n/a  100
    A7   50    -
    A8  100   50.0000000001
    A9    -    -
"""


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("require", [0, 90, 40, 70, None, None, 40, 70, None]),
        ("skip 1", [None, 90, 40, 70, None, None, None, 70, None]),
        ("substitute 100", [0, 90, 40, 70, 90, None, 90, 70, 90]),
    ],
)
def test_the_first_row_that_fits_holds_and_needs_only_what_it_names(missing, expected):
    given = answers(PAIRS)
    card = score(index(f"overall = lookup(p, q) {missing}", {"overall": LOOKUP}), given)
    assert [card["overall", place, 2020] for place in given.places] == expected


def test_several_aggregates_share_their_areas():
    framework = index("""
        overall = mean(a, b)
        without_b = mean(a)
        a = mean(a1)
        b = mean(b1, a1)
    """)
    card = score(framework, answers("place a1 b1\nSE 100 50"))
    assert [card[code, "SE", 2020] for code in framework.order] == [87.5, 100, 100, 100, 75, 50]
    assert card.coverage_of("overall", "SE", 2020) == 1


def test_coverage_is_answered_over_applicable_questions_each_counted_once():
    framework = index("""
        overall = mean(a, b) skip
        a = mean(p, q) skip
        b = mean(q, r, s) skip
    """)
    card = score(framework, answers("place p q r s\nSE 100 - n/a 0\nFI n/a n/a n/a 0"))
    assert [card.coverage_of(code, "SE", 2020) for code in ("overall", "a", "b", "p", "q", "r")] == [
        2 / 3,
        0.5,
        0.5,
        1.0,
        0.0,
        None,
    ]
    assert card.coverage_of("a", "FI", 2020) is None
    assert card.coverage_of("overall", "FI", 2020) == 1.0


def test_nothing_is_clipped_to_the_scale():
    assert overall("overall = mean(p, q)", "place p q\nSE 150 50\nFI -50 0") == [100.0, -25.0]


def test_a_withheld_figure_has_no_score_and_enters_nothing_above_it():
    table = """
        place a1 a2 a3 b1 b2
        SE    80 80 80 20 20
        FI    60 60 60 20 20
    """
    card = score(WORKED, answers(table, withheld=[("SE", "2020", "a")]))
    assert card["a", "SE", 2020] is None
    assert card["overall", "SE", 2020] is None
    assert card["b", "SE", 2020] == 20
    assert card.coverage_of("a", "SE", 2020) == 1
    assert card.rank("a", "SE", 2020) is None
    assert card.rank("a", "FI", 2020) == 1


def test_under_skip_a_withheld_child_is_left_out():
    framework = index("""
        overall = mean(a, b) skip
        a = mean(a1)
        b = mean(b1)
    """)
    card = score(framework, answers("place a1 b1\nSE 80 20", withheld=[("SE", "2020", "a"), ("SE", "2020", "b1")]))
    assert card["overall", "SE", 2020] is None
    assert card["b1", "SE", 2020] is None
    card = score(framework, answers("place a1 b1\nSE 80 20", withheld=[("SE", "2020", "a")]))
    assert card["overall", "SE", 2020] == 20


def test_withheld_figures_name_nodes_of_the_framework():
    with pytest.raises(AnswersError, match='names "z", which the framework does not have'):
        score(WORKED, answers("place a1\nSE 80", withheld=[("SE", "2020", "z")]))


def test_answers_and_framework_need_not_have_the_same_questions():
    tree = """
        overall = mean(p, q) skip
    """
    card = score(index(tree), answers("place other q\nSE 100 30"))
    assert card["overall", "SE", 2020] == 30
    assert card.coverage_of("overall", "SE", 2020) == 0.5


def test_no_places_give_no_scores():
    card = score(WORKED, answers("place a1 a2 a3 b1 b2"))
    assert card.scores.shape == card.ranks.shape == (len(WORKED.order), 0, 0)


def test_a_place_alone_has_the_same_digits_as_among_others():
    random = np.random.default_rng(0)
    codes = [f"q{number}" for number in range(20)]
    rows = ["place " + " ".join(codes), *(f"P{n} " + " ".join(map(str, random.random(20))) for n in range(30))]
    for rule in ("mean", "geometric", "median"):
        framework = index(f"overall = {rule}({', '.join(codes)})")
        among = score(framework, answers("\n".join(rows)))
        alone = score(framework, answers(f"{rows[0]}\n{rows[1]}"))
        assert among["overall", "P0", 2020] == alone["overall", "P0", 2020]
