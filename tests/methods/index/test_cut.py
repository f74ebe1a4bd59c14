"""The same tree, seen through the questions with one tag."""

from __future__ import annotations

import pytest

from commonground.methods.index import Lookup, Question, Row, cut
from tests.methods.index.notation import answers, index

TAGS = {"a1": ("law",), "a2": ("practice",), "b1": ("law", "practice"), "t1": ("practice",), "t2": ()}
TREE = index(
    """
        overall = mean(a, b, t)
        a = weighted(0.8 a1, 0.2 a2)
        b = mean(b1, b2)
        t = lookup(t1, t2)
    """,
    {"t": Lookup(rows=(Row(when={"t1": (100,), "t2": (50,)}, score=80),))},
    questions=tuple(
        Question(code=code, title="", tags={"kind": TAGS[code]} if code in TAGS else {})
        for code in ("a1", "a2", "b1", "b2", "t1", "t2")
    ),
)
CUT = cut(TREE, answers("place a1 a2 b1 b2 t1 t2\nSE 100 50 0 90 100 50\nFI 100 - 0 0 100 50"), "kind")


def test_each_value_keeps_its_questions_and_the_rules_do_the_rest():
    assert CUT.values == ("law", "practice")
    assert [CUT["law", node, "SE", 2020] for node in ("overall", "a", "b", "t", "a2")] == [50, 100, 0, None, None]
    assert CUT["practice", "a", "SE", "2020"] == 50


def test_a_lookup_table_is_one_unit():
    assert CUT["practice", "t", "SE", 2020] == 80
    assert CUT["practice", "t2", "SE", 2020] == 50
    assert CUT["practice", "overall", "SE", 2020] == pytest.approx((50 + 0 + 80) / 3)


def test_a_missing_answer_is_still_missing():
    assert CUT["practice", "a", "FI", 2020] is None
    assert CUT.cards["practice"].coverage_of("overall", "FI", 2020) == 3 / 4


def test_questions_that_nobody_was_asked_are_missing_only_where_they_have_the_tag():
    found = cut(TREE, answers("place a1 b1\nSE 100 0"), "kind")
    assert found["law", "overall", "SE", 2020] == 50
    assert found["practice", "overall", "SE", 2020] is None


def test_unknown_axes_and_values_suggest_another():
    with pytest.raises(KeyError, match=r'no axis "kinds"\. Did you mean "kind"'):
        cut(TREE, answers("place a1"), "kinds")
    with pytest.raises(KeyError, match=r'no value of the axis "kind" "laws"\. Did you mean "law"'):
        CUT["laws", "overall", "SE", 2020]
