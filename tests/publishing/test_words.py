"""Rules and counts as a reader reads them."""

from __future__ import annotations

import pytest
from django.utils import translation

from commonground.methods.index import Geometric, Lookup, Mean, Minimum, Row, Skip, Substitute, Weighted, score
from commonground.methods.index.framework import Framework, Group, Option, Question
from commonground.publishing import words
from tests.support.worlds import answers

POINTS = tuple(Option(code=str(p), points=float(p)) for p in (0, 50, 100))


def part(rule, row="100 50 0", missing=None):
    """The trace of a group of three questions under ``rule``."""
    questions = tuple(Question(code=code, title=f"Question {code}", options=POINTS) for code in ("A", "B", "C"))
    group = Group(code="g", title="G", children=("A", "B", "C"), rule=rule, missing=missing or Skip())
    framework = Framework(
        code="f", version="1", title="F", questions=questions, groups=(group,), aggregates=("g",), areas=("g",)
    )
    card = score(framework, answers(f"place period A B C\nXA 2020 {row}", framework))
    return card.trace("g", "XA", "2020")


@pytest.mark.parametrize(
    ("rule", "said", "sum_"),
    [
        (Mean(), "mean of three questions", "(100 + 50 + 0) ÷ 3"),
        (
            Weighted(weights={"A": 0.5, "B": 0.25, "C": 0.25}),
            "weighted mean of three questions",
            "0.50 × 100 + 0.25 × 50 + 0.25 × 0",
        ),
        (Minimum(), "lowest of three questions", "100, 50, 0"),
        (Geometric(floor=1), "geometric mean of three questions", "100^0.33 × 50^0.33 × 1^0.33"),
        (
            Lookup(rows=(Row(when={"A": (0.0,)}, score=0.0), Row(when={"A": (100.0,), "B": (50.0,)}, score=75.0))),
            "row 2 of a lookup table of two questions",
            "A = 100 and B = 50 give 75",
        ),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, str) else "",
)
def test_a_rule_is_said_with_its_arithmetic(rule, said, sum_):
    found = part(rule)
    assert words.rule(found, "question") == said
    assert words.arithmetic(found.formula) == sum_


def test_a_missing_child_is_named_with_its_reason():
    assert words.left_out(part(Mean(), "100 - 0")) == "Question B: not answered"


def test_a_child_that_something_stands_in_for_is_named():
    found = part(Mean(), "100 - 0", Substitute(points=0.0))
    assert words.left_out(found) == "Question B has no score and counts as 0"


def test_a_group_without_a_score_says_why():
    found = part(Mean(), "100 - -", Skip(minimum=0.5))
    assert words.rule(found, "question") == "too few answers for a score (33%)"
    assert words.left_out(found) == ""


def test_counts_are_words_up_to_twelve():
    assert [words.count(n) for n in (0, 1, 12, 13, 1200)] == ["no", "one", "twelve", "13", "1,200"]


def test_names_are_listed_as_in_a_sentence():
    assert [words.listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    with translation.override("es"):
        assert words.listed(["España", "Francia", "Italia"]) == "España, Francia e Italia"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "no run"),
        (0.001, "fewer than 1 of 100 runs"),
        (0.831, "83 of 100 runs"),
        (0.994, "99 of 100 runs"),
        (0.9951, "more than 99 of 100 runs"),
        (0.995, "more than 99 of 100 runs"),
        (0.005, "fewer than 1 of 100 runs"),
        (1.0, "every run"),
    ],
)
def test_a_share_of_runs_is_never_rounded_to_all_or_none(share, said):
    assert words.runs_of_100(share) == said


@pytest.mark.parametrize("share", [0.825, 0.575, 0.5, 0.994, 0.615])
def test_two_shares_that_make_up_all_runs_are_printed_so(share):
    above, below = (int(words.runs_of_100(each).split()[0]) for each in (share, 1 - share))
    assert above + below == 100
