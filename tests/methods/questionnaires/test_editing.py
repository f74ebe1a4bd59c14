"""Changing a questionnaire part by part: what follows, what is kept, what comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.questionnaires import Kind, QuestionnaireError, Section
from commonground.methods.questionnaires import editing as edit
from commonground.methods.questionnaires.compare import compare
from commonground.methods.questionnaires.suggest import suggest_links
from tests.methods.questionnaires.factory import YES_NO, ask, asking, light, piers


def codes(questionnaire):
    return [each.code for each in questionnaire.questions]


def test_a_part_has_a_hash_of_its_own():
    assert edit.part_hash(None) == ""
    assert edit.part_hash(light()) == edit.part_hash(light())
    assert edit.part_hash(light()) != edit.part_hash(light(weight=3.0))
    assert edit.heading_hash(piers()) == edit.heading_hash(replace(piers(), questions=(), sections=()))


def test_a_new_question_is_the_last_of_its_section_or_of_all():
    assert codes(edit.with_question(piers(), ask("A9", section="A")))[3] == "A9"
    assert codes(edit.with_question(piers(), ask("Z9")))[-1] == "Z9"
    assert codes(edit.with_question(asking(), ask("Z9"))) == ["Z9"]


def test_conditions_follow_a_code_that_changes_and_no_other():
    asked = asking(
        ask("A"),
        ask("AB"),
        ask("T", Kind.TABLE, options=YES_NO),
        ask("X", relevance="${A} = 'yes' or ${ AB } = 'no' or ${A/b} = 1"),
    )
    changed = edit.with_question(asked, replace(asked.question("A"), code="C"), replacing="A")
    assert changed.question("X").relevance == "${C} = 'yes' or ${ AB } = 'no' or ${C/b} = 1"


def test_what_was_taken_out_comes_back_where_its_section_is_gone():
    without, question = edit.without_question(piers(), "B2")
    bare, _section = edit.without_section(without, "B")
    back = edit.restored(bare, edit.removed_from_document(edit.removed_document(bare, question)))
    assert back.question("B2").section == ""
    with pytest.raises(QuestionnaireError, match="has the code"):
        edit.restored(piers(), question)


def test_a_question_that_comes_back_to_a_changed_scale_leaves_it():
    without, question = edit.without_question(piers(), "A1")
    fewer = replace(without.question("B3"), options=YES_NO[:2])
    changed = edit.with_question(without, fewer, replacing="B3")
    back = edit.restored(changed, question)
    assert (back.question("A1").scale, back.question("B3").scale) == ("", "yes_no")


def test_a_section_that_is_renamed_keeps_what_stands_in_it():
    renamed = edit.with_section(piers(), Section(code="S"), replacing="A")
    assert renamed.question("A1").section == "S"
    assert renamed.section("A1-more").parent == "S"


def test_a_section_at_the_edge_stays():
    assert edit.moved_section(piers(), "A", up=True) == edit.moved_section(piers(), "B", up=False) == piers()


def test_likely_links_are_suggested_with_the_likest_first():
    old = asking(
        ask("A", text={"en": "Is the pier lit at night?"}), ask("B", text={"en": "Who pays?"}), ask("E", text={})
    )
    new = asking(
        ask("C", text={"en": "Is the pier well lit at night?"}, section="S"),
        ask("D", text={"en": "Is the pier lit at night"}, options=YES_NO[:2], section="S"),
        sections=(Section(code="S"),),
    )
    found = suggest_links(old, new, compare(old, new))
    assert [(each.before, each.after, each.same_options) for each in found] == [("A", "D", False), ("A", "C", True)]
    assert found[0].likeness == 1.0
