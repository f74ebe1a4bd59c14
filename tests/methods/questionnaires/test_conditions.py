"""What is wrong with conditions, as freezing and import name it."""

from __future__ import annotations

import time

import pytest

from commonground.methods.questionnaires import Kind, Section
from commonground.methods.questionnaires.checks.conditions import condition_problems
from tests.methods.questionnaires.factory import GROUPS, LAMPS, ask, asking, piers


def found(questionnaire, **more):
    return [(problem.code, problem.place) for problem in condition_problems(questionnaire, **more)]


def test_a_sound_questionnaire_has_none():
    assert found(piers()) == []


def test_unknown_names_are_named_with_the_nearest():
    questionnaire = asking(ask("Light"), ask("B", relevance="${Ligth} = 'yes'"))
    (problem,) = condition_problems(questionnaire)
    assert (problem.code, problem.place, problem.remedy) == ("condition-unknown", "B", 'Did you mean "Light"?')


def test_a_row_that_is_not_there():
    table = ask("T", Kind.TABLE, items=GROUPS)
    assert found(asking(table, ask("B", relevance="${T/gulls} = 'yes'"))) == [("condition-unknown", "B")]


def test_circles_are_named():
    questionnaire = asking(ask("A", relevance="${B} = 'yes'"), ask("B", relevance="${A} = 'yes'"))
    (problem,) = condition_problems(questionnaire)
    assert (problem.code, problem.message) == (
        "condition-circle",
        "These questions wait for one another: A, B, A.",
    )


def test_functions_that_are_not_run_are_named():
    assert found(asking(ask("A", constraint="pulldata('x')"))) == [("expression-function", "A")]
    assert found(asking(ask("A", Kind.CALCULATED, calculation="pulldata('x')"))) == [("expression-function", "A")]
    assert found(asking(ask("A", calculation="pulldata('x')"))) == []


def test_conditions_of_what_is_kept_count_on_import_only():
    kept = asking(ask("A", kept="repeat", relevance="${gone} = 1"))
    assert found(kept) == []
    assert found(kept, kept=True) == [("condition-unknown", "A")]
    section = asking(sections=(Section(code="S", kept="repeat", relevance="${gone} = 1"),))
    assert found(section) == []
    assert found(section, kept=True) == [("condition-unknown", "S")]


A = ask("A")
LAMP = ask("L", Kind.MULTIPLE, options=LAMPS)
N = ask("N", Kind.NUMBER, whole=True)
T = ask("T", Kind.TEXT)
DAY = ask("D", Kind.DATE)


@pytest.mark.parametrize(
    ("relevance", "possible"),
    [
        ("${A} = 'yes'", True),
        ("${A} = 'maybe'", False),
        ("${A} = 'yes' and ${A} = 'no'", False),
        ("${A} = 'yes' or ${A} = 'maybe'", True),
        ("not(${A} = '') and ${A} != 'yes'", True),
        ("selected(${L}, 'wax')", False),
        ("selected(${L}, 'oil') and selected(${L}, 'gas')", True),
        ("selected(${L}, 'oil') and count-selected(${L}) = 3", True),
        ("count-selected(${L}) > 3", False),
        ("${N} > 5 and ${N} < 7", True),
        ("${N} > 5 and ${N} < 6", False),
        ("${N} > 5.5 and ${N} < 6.5", True),
        ("${N} > -3 and ${N} < -2", False),
        ("${N} > 5 and ${N} < 3", False),
        ("${T} = 'a' and ${T} = 'b'", False),
        ("${T} != 'a' and ${T} != ''", True),
        ("${T} = 'a' and ${A} = 'maybe'", False),
        ("1 = 2", False),
        ("true()", True),
        ("${N} + 1 = 0 and ${N} = 5", True),
        ("${A} = ${T} and ${A} = 'yes' and ${T} = 'no'", True),
        ("${D} > today() and 1 = 2", True),
        ("string-length(${T}) > 3 and 1 = 2", True),
        ("${D} = 'x'", True),
    ],
)
def test_conditions_that_no_answers_make_true(relevance, possible):
    """Where answers are worked with in other ways than comparing them, nothing is said."""
    questionnaire = asking(A, LAMP, N, T, DAY, ask("Z", relevance=relevance))
    assert found(questionnaire) == ([] if possible else [("condition-impossible", "Z")])


@pytest.mark.parametrize(
    ("question", "possible"),
    [
        (ask("Z", constraint=". = 'yes'"), True),
        (ask("Z", constraint=". = 'maybe'"), False),
        (ask("Z", Kind.NUMBER, constraint=". > 5 and . < 3"), False),
        (ask("Z", Kind.NUMBER, constraint=". > 0.2 and . < 0.3"), True),
        (ask("Z", Kind.MULTIPLE, options=LAMPS, constraint="count-selected(.) > 9"), False),
        (ask("Z", Kind.DATE, constraint=". > 5 and . < 3"), True),
        (ask("Z", constraint=". = 'maybe'", kept="media"), True),
    ],
)
def test_constraints_that_no_answer_fits(question, possible):
    assert found(asking(question)) == ([] if possible else [("condition-impossible", "Z")])


def test_sections_that_contradict_their_questions():
    questionnaire = asking(
        ask("A"),
        ask("B", section="S", relevance="${A} = 'no'"),
        sections=(Section(code="S", relevance="${A} = 'yes'"),),
    )
    assert found(questionnaire) == [("condition-impossible", "B")]


def test_a_question_that_is_kept_may_hold_anything():
    assert found(asking(ask("K", Kind.KEPT, kept="geography"), ask("B", relevance="${K} = 'x'"))) == []


def test_many_questions_in_one_condition_are_left_undecided_and_cost_little():
    asked = [ask(f"Q{at}") for at in range(40)]
    all_no = " and ".join(f"${{Q{at}}} = 'no' and ${{Q{at}}} != ''" for at in range(40))
    before = time.process_time()
    assert found(asking(*asked, ask("Z", relevance=f"{all_no} and ${{Q0}} = 'yes'"))) == []
    assert time.process_time() - before < 2
