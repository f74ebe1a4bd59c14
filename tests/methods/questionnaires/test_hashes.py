"""What changes which hash, and that a questionnaire and the framework over it know each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from commonground.methods.index import questionnaire_meaning_hash, questionnaire_text_hash
from commonground.methods.questionnaires import (
    Evidence,
    Kind,
    Section,
    Translated,
    Translation,
    document_hash,
    meaning_hash,
    questionnaire_from_framework,
    questionnaire_from_questions,
    text_hash,
    translation_state,
    wording_hash,
)
from commonground.methods.questionnaires.hashes import source_hash
from commonground.methods.tables.framework import read_framework
from tests.methods.questionnaires.factory import YES_NO, asking, light, piers

ATLANTIS = Path(__file__).parents[3] / "demo/atlantis/framework.yaml"


def test_a_framework_and_its_questionnaire_have_the_same_hashes():
    framework = read_framework(ATLANTIS).framework
    questionnaire = questionnaire_from_framework(framework)
    assert meaning_hash(questionnaire) == questionnaire_meaning_hash(framework)
    assert text_hash(questionnaire) == questionnaire_text_hash(framework)
    assert {each.section for each in questionnaire.questions} == set(framework.areas)
    without = questionnaire_from_questions(framework.questions, code="harbour", version="1", title="Harbour")
    assert meaning_hash(without) == questionnaire_meaning_hash(framework)
    assert text_hash(without) == questionnaire_text_hash(framework)


def hashes(**changes):
    questionnaire = asking(light(**{"section": ""} | changes))
    return meaning_hash(questionnaire), text_hash(questionnaire), document_hash(questionnaire)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": Kind.MULTIPLE},
        {"options": YES_NO[:3], "scale": ""},
        {"options": (replace(YES_NO[0], points=90.0), *YES_NO[1:])},
        {"relevance": "1 = 1"},
        {"constraint": ". = 'yes'"},
        {"required": False},
        {"weight": 3.0},
        {"law_or_practice": "practice"},
        {"kept": "media"},
        {"evidence": Evidence(citations=2, comment=True, text={"en": "Name the article."})},
    ],
)
def test_what_is_asked_changes_the_meaning(changes):
    assert hashes(**changes)[0] != hashes()[0]


@pytest.mark.parametrize(
    "changes",
    [
        {"text": {"en": "Is the pier lit?"}},
        {"title": {"en": "Light", "fr": "Lumière"}},
        {"help": {"en": "At night."}},
        {"guidance": {"en": "Two lamps."}},
        {"options": (replace(YES_NO[0], label={"en": "Sure"}), *YES_NO[1:])},
        {"evidence": Evidence(citations=1, comment=True, text={"en": "Name the act."})},
    ],
)
def test_words_change_the_text_and_no_meaning(changes):
    meaning, text, document = hashes(**changes)
    assert meaning == hashes()[0]
    assert text != hashes()[1]
    assert document != hashes()[2]


def test_order_and_sections_without_conditions_change_the_document_alone():
    one = piers()
    other = piers(questions=one.questions[::-1], sections=(*one.sections, Section(code="Z")), version="2")
    assert (meaning_hash(one), text_hash(one)) == (meaning_hash(other), text_hash(other))
    assert document_hash(one) != document_hash(other)
    assert document_hash(one) == document_hash(piers(version="2"))


def test_a_sections_condition_is_part_of_its_questions_meaning():
    one = piers()
    renamed = piers(
        sections=tuple(replace(each, code=each.code.replace("A1-more", "L")) for each in one.sections),
        questions=tuple(replace(each, section=each.section.replace("A1-more", "L")) for each in one.questions),
    )
    opened = piers(sections=tuple(replace(each, relevance="") for each in one.sections))
    assert meaning_hash(renamed) == meaning_hash(one)
    assert meaning_hash(opened) != meaning_hash(one)


def test_a_wording_hash_is_one_questions():
    assert wording_hash(light(), "en") == wording_hash(light(weight=9.0), "en")
    assert wording_hash(light(), "en") != wording_hash(light(text={"en": "Lit?"}), "en")


def test_the_state_of_a_translation():
    question = light(evidence=Evidence(), guidance={})
    assert translation_state(question, "en", "en") is Translated.SOURCE
    assert translation_state(question, "fr", "en") is Translated.REVIEWED
    assert translation_state(question, "de", "en") is Translated.MISSING
    assert translation_state(light(), "fr", "en") is Translated.PARTIAL
    assert translation_state(replace(question, translations={}), "fr", "en") is Translated.DRAFT
    known = Translation(state=Translated.REVIEWED, of=source_hash(question, "en"))
    kept = replace(question, translations={"fr": known})
    assert translation_state(kept, "fr", "en") is Translated.REVIEWED
    changed = replace(kept, text={**question.text, "en": "Is it lit?"})
    assert translation_state(changed, "fr", "en") is Translated.OUTDATED
    wordless = replace(question, title={}, text={}, options=(), scale="")
    assert translation_state(wordless, "fr", "en") is Translated.REVIEWED
