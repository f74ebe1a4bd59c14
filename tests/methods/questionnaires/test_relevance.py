"""Which questions are asked."""

from __future__ import annotations

import time

from commonground.methods.questionnaires import Kind, calculated, relevant
from commonground.methods.questionnaires.relevance import circles, dependencies
from tests.methods.questionnaires.factory import ask, asking, piers


def test_without_answers_only_what_has_no_condition_is_asked():
    assert relevant(piers(), {}) == {"A1", "B1", "B2", "B3", "C1"}


def test_a_sections_condition_opens_what_is_in_it():
    assert {"A2"} == relevant(piers(), {"A1": "yes"}) - relevant(piers(), {})
    assert "A3" in relevant(piers(), {"A1": "yes", "A2": ["gas"]})


def test_the_answer_to_what_is_not_asked_counts_for_nothing():
    answers = {"A1": "yes", "A2": ["gas"], "A3": "12"}
    assert "C2" in relevant(piers(), answers)
    assert "C2" not in relevant(piers(), {**answers, "A1": "no"})
    assert calculated(piers(), answers) == {"C1": "many"}
    assert calculated(piers(), {**answers, "A1": "no"}) == {"C1": "few"}


def test_a_row_of_a_table_can_be_asked_about():
    assert "B4" in relevant(piers(), {"B3": {"sailors": "yes", "walkers": "no"}})
    assert "B4" not in relevant(piers(), {"B3": {"sailors": "no", "walkers": "yes"}})


def test_the_order_of_the_list_does_not_matter():
    later = asking(ask("A", relevance="${B} = 'yes'"), ask("B", relevance="${C} = 'yes'"), ask("C"))
    assert relevant(later, {"B": "yes", "C": "no"}) == {"C"}
    assert relevant(later, {"B": "yes", "C": "yes"}) == {"A", "B", "C"}


def test_a_condition_that_is_not_run_leaves_its_question_asked():
    assert relevant(asking(ask("A", relevance="pulldata('x')")), {}) == {"A"}


def test_conditions_may_ask_for_the_day():
    questionnaire = asking(ask("A", relevance="today() > '2026-01-01'"))
    assert relevant(questionnaire, {}, today="2026-11-22") == {"A"}
    assert relevant(questionnaire, {}, today="2025-11-22") == frozenset()


def test_circles_are_found_and_end():
    ring = asking(
        ask("A", relevance="${B} = 'yes'"), ask("B", relevance="${C} = 'yes'"), ask("C", relevance="${A} = 'yes'")
    )
    assert circles(ring) == (("A", "B", "C"),)
    assert circles(asking(ask("A", relevance="${A} = 'yes'"))) == (("A",),)
    assert relevant(ring, {"A": "yes", "B": "yes", "C": "yes"}) == {"A", "B", "C"}


def test_a_constraint_makes_no_circle():
    questionnaire = asking(ask("A", Kind.NUMBER, constraint=". < ${B}"), ask("B", Kind.NUMBER, constraint=". > ${A}"))
    assert circles(questionnaire) == ()
    assert dependencies(questionnaire, questionnaire.question("A")) == ()


def test_a_chain_of_two_thousand_questions_is_walked_at_once():
    chain = asking(ask("Q0"), *(ask(f"Q{at}", relevance=f"${{Q{at - 1}}} = 'yes'") for at in range(1, 2000)))
    before = time.process_time()
    assert len(relevant(chain, {f"Q{at}": "yes" for at in range(2000)})) == 2000
    assert time.process_time() - before < 2
