"""What an answer may be."""

from __future__ import annotations

import pytest

from commonground.methods.questionnaires import Kind, check_value
from tests.methods.questionnaires.factory import GROUPS, YES_NO, ask, piers


def codes(question, value, **more):
    return [problem.code for problem in check_value(question, value, **more)]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("A1", "yes"),
        ("A1", "na"),
        ("A2", ["oil"]),
        ("A2", ("gas", "electric")),
        ("A3", "12"),
        ("B1", "2024-12-31"),
        ("B2", "The Harbour Act, = and @ included"),
    ],
)
def test_what_fits(code, value):
    assert codes(piers().question(code), value, today="2026-11-22") == []


@pytest.mark.parametrize(
    ("code", "value", "problem"),
    [
        ("A1", "maybe", "value-option"),
        ("A1", None, "value-option"),
        ("A1", ["yes"], "value-option"),
        ("A2", "oil", "value-kind"),
        ("A2", [], "value-kind"),
        ("A2", ["gas", "gas"], "value-kind"),
        ("A2", ["gas", "wax"], "value-option"),
        ("A2", ["oil", "gas"], "value-constraint"),
        ("A3", "1.5", "value-kind"),
        ("A3", "1e5", "value-kind"),
        ("A3", "NaN", "value-kind"),
        ("A3", "٣", "value-kind"),
        ("A3", 3, "value-kind"),
        ("A3", "0", "value-constraint"),
        ("B1", "31.12.2024", "value-kind"),
        ("B1", "2024-02-30", "value-kind"),
        ("B1", "20241231", "value-kind"),
        ("B1", "2027-01-01", "value-constraint"),
        ("B2", " ", "value-kind"),
        ("B2", "a\x00b", "value-kind"),
        ("B2", "x" * 20_001, "value-long"),
        ("B2", 5, "value-kind"),
        ("B4", "x", "value-not-answerable"),
        ("C1", "x", "value-not-answerable"),
    ],
)
def test_what_does_not(code, value, problem):
    assert problem in codes(piers().question(code), value, today="2026-11-22")


def test_a_number_that_need_not_be_whole():
    assert codes(ask("N", Kind.NUMBER), "-0.5") == []


def test_rows_of_a_table_are_answered_one_by_one():
    table = piers().question("B3")
    assert codes(table, "yes", item="sailors") == []
    assert codes(table, "maybe", item="sailors") == ["value-option"]
    assert codes(table, "yes") == ["value-item"]
    assert codes(table, "yes", item="gulls") == ["value-item"]
    assert codes(ask("A"), "yes", item="sailors") == ["value-item"]
    numbers = ask("T", Kind.TABLE, items=GROUPS, row=Kind.NUMBER)
    assert codes(numbers, "3", item="walkers") == []
    assert codes(ask("T", Kind.TABLE, items=GROUPS, row=Kind.TABLE), "3", item="walkers") == ["value-not-answerable"]


def test_a_question_that_is_only_kept_takes_no_answer():
    assert codes(ask("A", kept="repeat"), "yes") == ["value-not-answerable"]


def test_a_constraint_sees_the_other_answers_and_says_its_own_words():
    question = ask("N", Kind.NUMBER, constraint=". <= ${M}", constraint_message={"en": "No more than M."})
    assert codes(question, "3", values={"M": "4"}) == []
    assert check_value(question, "5", values={"M": "4"})[0].message == "No more than M."
    assert codes(ask("N", Kind.NUMBER, constraint="selected(${M}, 'b')"), "5", values={"M": ["a", "b"]}) == []


def test_a_constraint_that_is_not_run_constrains_nothing():
    assert codes(ask("A", options=YES_NO, constraint="pulldata('x') = 1"), "yes") == []
