"""A questionnaire as a document: complete, exact, and refused where it contradicts itself."""

from __future__ import annotations

import json

import pytest

from commonground.methods.questionnaires import (
    Item,
    Option,
    Question,
    Questionnaire,
    QuestionnaireError,
    Section,
    questionnaire_document,
    questionnaire_from_document,
    said,
)
from tests.methods.questionnaires.factory import YES_NO, asking, light, piers


def test_a_document_gives_the_same_questionnaire_back_through_json():
    questionnaire = piers(settings={"style": "pages"}, extras={"other": {"rows": [["a", {"number": "1"}]]}})
    document = json.loads(json.dumps(questionnaire_document(questionnaire)))
    assert questionnaire_from_document(document) == questionnaire


def test_options_that_are_shared_stand_once():
    document = questionnaire_document(piers())
    assert list(document["scales"]) == ["yes_no"]
    assert [("options" in each, each.get("scale")) for each in document["questions"][:2]] == [
        (False, "yes_no"),
        (True, None),
    ]


def test_what_goes_without_saying_is_left_out():
    document = questionnaire_document(asking(Question(code="A")))
    assert document["questions"] == [{"code": "A"}]


def test_another_schema_is_refused():
    with pytest.raises(QuestionnaireError, match=r"commonground/questionnaire/1.*\[questionnaire-document\]"):
        questionnaire_from_document({"schema": "commonground/questionnaire/9"})


def test_a_faulty_value_is_named_by_its_place():
    document = questionnaire_document(piers())
    document["questions"][0]["weight"] = -1
    with pytest.raises(QuestionnaireError, match="questions/0/weight"):
        questionnaire_from_document(document)


def test_a_scale_that_is_not_there_is_named_with_the_nearest():
    document = questionnaire_document(piers())
    document["questions"][0]["scale"] = "yes_on"
    with pytest.raises(QuestionnaireError, match=r'"yes_on", which is not there\. Did you mean "yes_no"'):
        questionnaire_from_document(document)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"languages": ()}, "questionnaire-languages"),
        ({"languages": ("en", "en")}, "questionnaire-languages"),
        ({"questions": (Question(code="a b"),)}, "questionnaire-code"),
        ({"questions": (Question(code="a" * 61),)}, "questionnaire-code"),
        ({"questions": (Question(code="A"), Question(code="A"))}, "questionnaire-duplicate-code"),
        ({"questions": (light(section="Z"),)}, "questionnaire-unknown-section"),
        ({"sections": (Section(code="A", parent="Z"),), "questions": ()}, "questionnaire-unknown-section"),
        ({"sections": (Section(code="A", parent="A"),), "questions": ()}, "questionnaire-circle"),
        (
            {"sections": (Section(code="A", parent="B"), Section(code="B", parent="A")), "questions": ()},
            "questionnaire-circle",
        ),
        ({"questions": (light(), light(code="A9", options=YES_NO[:2]))}, "questionnaire-scale"),
        ({"questions": (Question(code="A", options=(YES_NO[0], YES_NO[0])),)}, "questionnaire-duplicate-option"),
        ({"questions": (Question(code="A", options=(Option(code=" "),)),)}, "questionnaire-code"),
        (
            {"questions": (Question(code="A", items=(Item(code="i"), Item(code="i"))),)},
            "questionnaire-duplicate-option",
        ),
    ],
)
def test_a_questionnaire_that_contradicts_itself_is_refused(changes, code):
    with pytest.raises(QuestionnaireError, match=rf"\[{code}\]"):
        piers(**changes)


def test_sections_are_walked_from_the_inside():
    assert [section.code for section in piers().around("A1-more")] == ["A1-more", "A"]
    assert piers().section("B").title == {"en": "Use"}


def test_a_text_is_said_in_the_first_language_that_has_it():
    assert said({"en": "Yes", "fr": "Oui"}, "fr", "en") == "Oui"
    assert said({"en": "Yes", "fr": ""}, "fr", "en") == "Yes"
    assert said({"fr": "Oui"}, "de") == "Oui"
    assert said({}, "de") == ""


def test_a_question_is_headed_by_its_title_its_text_or_its_code():
    assert light().heading("fr") == "Éclairage"
    assert light(title={}).heading("en") == "Is the pier lit at night?"
    assert Question(code="X").heading("en") == "X"


def test_a_blank_questionnaire_is_a_draft():
    assert questionnaire_from_document(questionnaire_document(Questionnaire(code="new"))).questions == ()
