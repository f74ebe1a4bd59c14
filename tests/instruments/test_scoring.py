"""Scoring frameworks on the pages of a version: carried over, read in, taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from commonground.core.models import AuditEntry
from commonground.fieldwork.actions.planning import plan_round
from commonground.fieldwork.queries.templates import templates
from commonground.instruments.actions.links import confirm_links, propose_links, put_link
from commonground.instruments.actions.questionnaires import add_draft, save_draft
from commonground.instruments.actions.scoring import keep_framework
from commonground.instruments.actions.versions import add_framework, add_spec
from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.instruments.queries.scoring import carried_over, fit_of
from commonground.methods.construction.files import read_spec
from commonground.methods.errors import CommongroundError
from commonground.methods.index import Weighted, framework_from_document
from commonground.methods.questionnaires import questionnaire_from_framework
from commonground.methods.questionnaires.compare import Became, Link
from commonground.methods.tables.write_framework import framework_text
from tests.instruments.pages import at, frozen, text
from tests.methods.questionnaires.factory import ask
from tests.support.numeric import SPEC, files
from tests.support.teams import account, client
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(owner):
    return Index.objects.create(code="ports", title="Ports Index", owner=owner)


@pytest.fixture
def browser(owner):
    return client(owner)


def later(index, owner, framework):
    """A framework over a frozen version, and a draft where A1 is reworded, A2 is gone and C1 is new."""
    first = frozen(index, questionnaire_from_framework(framework), owner)
    made = keep_framework(version=first, framework=framework, by=owner)
    now = questionnaire_from_framework(framework)
    reworded = replace(now.question("A1"), text={"en": "Are the quays open to all who come?"})
    kept = [each for each in now.questions if each.code not in {"A1", "A2"}]
    added = replace(now.question("B1"), code="C1", title={"en": "Question C1?"}, text={})
    questions = (reworded, *kept, added, ask("E"))
    return made, add_draft(index=index, questionnaire=replace(now, questions=questions), by=owner)


def test_a_framework_is_carried_over_to_the_next_version(index, owner, browser):
    framework, draft = later(index, owner, weighed())
    page = text(browser.get(at(draft, "scoring")))
    assert "There is none yet." in page
    assert "Carry over framework 1, of version 1" in page
    address = at(draft, "carry_scoring", framework=framework.number)
    assert "scoring-link" in text(browser.get(address))
    both = {"older": framework.questionnaire, "newer": draft, "by": owner}
    propose_links(**both)
    confirm_links(**both, kinds=[Became.REWORDED])
    page = text(browser.get(address))
    assert "4 questions go on" in page
    assert "Question C1?" in page
    assert "scoring-unplaced" in text(browser.post(address, {"home-C1": "b"}))
    assert "Select a valid choice" in text(browser.post(address, {"home-C1": "nowhere"}))
    placed = {"home-C1": "b", "weight-C1": "0.5", "home-E": "-"}
    dry = browser.post(address, placed)
    assert "5 questions are scored. Nothing has been written." in text(dry)
    assert draft.frameworks.count() == 0
    page = text(browser.post(address, placed | {"confirmed": "1"}, follow=True))
    assert "Scoring framework 2 is kept." in page
    made = framework_from_document(draft.frameworks.get().document)
    assert made.group("b").rule.weights == {"B1": 0.25, "B2": 0.25, "C1": 0.5}
    assert AuditEntry.objects.filter(verb="add-framework").count() == 2
    assert browser.get(at(framework.questionnaire, "carry_scoring", framework=2)).status_code == 404
    assert browser.get(at(draft, "carry_scoring", framework=9)).status_code == 404


def weighed():
    """The Ports Index, its lights with weights."""
    found = ports()
    lights = replace(found.group("b"), rule=Weighted(weights={"B1": 0.5, "B2": 0.5}))
    return replace(found, groups=(found.groups[0], lights, found.groups[2]))


def test_a_framework_is_read_in_from_a_file_or_its_text_once_it_was_shown(index, owner, browser):
    version = frozen(index, questionnaire_from_framework(ports()), owner)
    address = at(version, "read_scoring")
    assert "Choose a file, or paste its text." in text(browser.post(address, {"text": " "}))
    assert "framework-missing-key" in text(browser.post(address, {"text": "code: ports"}))
    french = text(browser.post(address, {"text": "code: ports"}, headers={"Accept-Language": "fr"}))
    assert "is missing" not in french
    whole = framework_text(ports())
    shown = text(browser.post(address, {"file": SimpleUploadedFile("إطار" * 40 + ".yaml", whole.encode())}))
    assert 'enctype="multipart/form-data"' in shown
    assert "5 questions are scored. Nothing has been written." in shown
    strange = {"text": whole.replace("A1", "Z1")}
    assert "scoring-question" in text(browser.post(address, strange))
    assert browser.post(address, strange | {"confirmed": "1"}).status_code == 409
    assert version.frameworks.count() == 0
    assert "Scoring framework 1 is kept." in text(browser.post(address, {"text": whole, "confirmed": "1"}, follow=True))
    assert browser.get(at(version, "scoring_file", framework=1)).content.decode() == whole
    QuestionnaireVersion.objects.filter(pk=version.pk).update(state="retired")
    assert browser.post(address, {"text": whole, "confirmed": "1"}).status_code == 409


def test_a_framework_of_measured_values_scores_no_questionnaire(index, owner, browser, tmp_path):
    version = frozen(index, questionnaire_from_framework(ports()), owner)
    reading = browser.post(at(version, "read_scoring"), {"text": SPEC})
    assert "This framework is of measured values, and scores the answers to no questionnaire." in text(reading)
    measured = add_spec(questionnaire=version, spec=read_spec(files(tmp_path)[0]).spec)
    assert [each.code for each in fit_of(measured, version)] == ["scoring-numeric"]
    words = {"title": "x", "periods": (), "places": (), "template": templates()[0], "by": owner}
    with pytest.raises(CommongroundError, match="scoring-numeric"):
        plan_round(questionnaire=version, framework=measured, **words)
    assert browser.get(at(version, "scoring_file", framework=measured.number)).status_code == 404


def test_a_framework_over_a_draft_says_where_it_does_not_fit_any_more(index, owner, browser):
    _, draft = later(index, owner, ports())
    only = replace(questionnaire_from_framework(ports()), questions=questionnaire_from_framework(ports()).questions[:4])
    add_framework(questionnaire=draft, framework=ports())
    save_draft(version=draft, questionnaire=only, by=owner)
    page = text(browser.get(at(draft, "scoring")))
    assert "It does not fit the questionnaire any more:" in page
    assert "<b>B2</b>" in page


def test_only_the_team_keeps_a_framework(index, owner):
    version = frozen(index, questionnaire_from_framework(ports()), owner)
    with pytest.raises(PermissionDenied):
        keep_framework(version=version, framework=ports(), by=account("stranger"))


def test_a_question_that_another_became_is_not_scored_twice(index, owner):
    first = frozen(index, questionnaire_from_framework(ports()), owner)
    framework = keep_framework(version=first, framework=ports(), by=owner)
    now = questionnaire_from_framework(ports())
    draft = add_draft(index=index, questionnaire=replace(now, questions=now.questions[1:]), by=owner)
    put_link(older=first, newer=draft, link=Link(kind=Became.REWORDED, before=("A1",), after=("B1",)), by=owner)
    found = carried_over(framework, draft)
    assert [(each.code, each.place) for each in found.problems] == [("scoring-link", "B1")]


def test_a_new_question_stays_where_it_was_placed_whatever_is_linked_meanwhile(index, owner, browser):
    framework, draft = later(index, owner, ports())
    both = {"older": framework.questionnaire, "newer": draft, "by": owner}
    propose_links(**both)
    confirm_links(**both, kinds=[Became.REWORDED])
    address = at(draft, "carry_scoring", framework=framework.number)
    put_link(**both, link=Link(kind=Became.REWORDED, before=("A2",), after=("C1",)))
    browser.post(address, {"home-C1": "b", "home-E": "-", "confirmed": "1"})
    kept = framework_from_document(draft.frameworks.get().document)
    assert "E" not in {question.code for question in kept.questions}
    assert "C1" in kept.group("a").children
