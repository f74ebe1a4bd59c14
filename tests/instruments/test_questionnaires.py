"""The life of a questionnaire version, and that a frozen one never changes, whoever writes to the database."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from commonground.core.models import AuditEntry
from commonground.instruments.actions.links import confirm_links, propose_links, put_link, remove_link
from commonground.instruments.actions.questionnaires import (
    NotReadyError,
    StateError,
    add_draft,
    correct_wording,
    freeze,
    keep_pilot,
    retire,
    save_draft,
)
from commonground.instruments.actions.versions import add_questionnaire
from commonground.instruments.models import Index, Option, Question, QuestionLink, QuestionnaireVersion
from commonground.instruments.queries.questionnaires import (
    find_index,
    find_version,
    freeze_checklist,
    series,
    versions_of,
)
from commonground.methods.errors import CommongroundError
from commonground.methods.questionnaires import Kind, wording_hash
from commonground.methods.questionnaires.compare import Became, Link
from commonground.methods.questionnaires.pilot import PilotAnswer, pilot_report
from tests.methods.questionnaires.factory import LAMPS, ask, asking, light, piers
from tests.support.teams import account
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db


def frozen(index, questionnaire=None, by=None):
    version = add_draft(index=index, questionnaire=questionnaire or piers(), by=by)
    return freeze(version=keep_pilot(version=version, waived="Known from last year.", by=by), by=by)


def test_a_questionnaire_goes_from_draft_to_retired(index, owner):
    draft = add_draft(index=index, questionnaire=piers(), by=owner)
    assert (draft.number, draft.state, draft.languages) == (1, "draft", ["en", "fr"])
    assert draft.questionnaire() == piers()
    answers = [PilotAnswer(respondent="ann", subject="pier", question="A1", value="yes", seconds=30)]
    piloted = keep_pilot(version=draft, reports=pilot_report(piers(), answers), rehearsed=True, by=owner)
    assert piloted.state == "piloted"
    assert piloted.pilot["questions"][0]["seconds"] == 30
    assert {point.code for point in freeze_checklist(piloted) if not point.done} == {"translations", "evidence"}
    final = freeze(version=piloted, by=owner)
    assert (final.state, final.frozen_at is not None) == ("frozen", True)
    assert list(final.questions.values_list("code", flat=True)) == [each.code for each in piers().questions]
    assert Option.objects.filter(question__questionnaire=final, question__code="A1").count() == 4
    assert retire(version=final, by=owner).state == "retired"
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs)[-4:] == [
        "add-questionnaire",
        "pilot-questionnaire",
        "freeze-questionnaire",
        "retire-questionnaire",
    ]


def test_the_same_content_is_the_same_draft(index):
    first = add_draft(index=index, questionnaire=piers(), by=None)
    assert add_draft(index=index, questionnaire=piers(version="2"), by=None) == first
    assert add_draft(index=index, questionnaire=asking(ask("A")), by=None).number == 2


def test_a_draft_is_saved_and_a_new_meaning_needs_a_new_pilot(index):
    draft = add_draft(index=index, questionnaire=piers(), by=None)
    keep_pilot(version=draft, waived="Small.", by=None)
    reworded = replace(piers(), questions=(light(text={"en": "Lit?"}), *piers().questions[1:]))
    assert save_draft(version=draft, questionnaire=reworded, by=None).state == "piloted"
    shorter = replace(piers(), questions=piers().questions[:3])
    saved = save_draft(version=draft, questionnaire=shorter, by=None)
    assert (saved.state, saved.pilot) == ("draft", {})


def test_what_is_not_ready_is_not_frozen_and_all_reasons_are_given(index):
    draft = add_draft(index=index, questionnaire=asking(ask("A", options=(), relevance="${B} = 1")), by=None)
    with pytest.raises(NotReadyError, match="freeze-pilot") as refused:
        freeze(version=draft, by=None)
    assert {problem.code for problem in refused.value.problems} == {
        "freeze-answers",
        "freeze-pilot",
        "condition-unknown",
    }
    assert QuestionnaireVersion.objects.get().state == "draft"


def test_a_pilot_needs_a_report_or_a_reason(index):
    draft = add_draft(index=index, questionnaire=piers(), by=None)
    with pytest.raises(StateError, match="questionnaire-pilot"):
        keep_pilot(version=draft, waived=" ", by=None)


def test_the_same_content_is_frozen_once(index):
    one = add_draft(index=index, questionnaire=piers(), by=None)
    two = add_draft(index=index, questionnaire=asking(ask("A")), by=None)
    for version in (one, two):
        keep_pilot(version=version, waived="Small.", by=None)
    freeze(version=one, by=None)
    save_draft(version=two, questionnaire=piers(), by=None)
    with pytest.raises(NotReadyError, match="questionnaire-same"):
        freeze(version=keep_pilot(version=two, waived="Small.", by=None), by=None)


@pytest.mark.parametrize("action", [freeze, retire, lambda **given: save_draft(questionnaire=piers(), **given)])
def test_only_the_team_may(index, owner, action):
    stranger = account("stranger")
    draft = add_draft(index=index, questionnaire=piers(), by=owner)
    with pytest.raises(PermissionDenied):
        action(version=draft, by=stranger)
    with pytest.raises(PermissionDenied):
        add_draft(index=index, questionnaire=piers(), by=stranger)


def test_actions_need_their_state(index):
    version = frozen(index)
    for action in (freeze, lambda **given: save_draft(questionnaire=piers(), **given)):
        with pytest.raises(StateError, match=r"Questionnaire 1 of piers is frozen.*draft, piloted"):
            action(version=version, by=None)
    retire(version=version, by=None)
    with pytest.raises(StateError, match="is retired"):
        retire(version=version, by=None)


CHANGES = [
    "document = '{}'",
    "meaning_hash = 'x'",
    "text_hash = 'x'",
    "document_hash = 'x'",
    "languages = '[]'",
    "number = 9",
    "state = 'draft'",
    "frozen_at = NULL",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_every_change_of_a_frozen_version(index, change):
    version = frozen(index)
    for state in ("frozen", "retired"):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE instruments_questionnaire_version SET state = %s", [state])
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE instruments_questionnaire_version SET {change}")  # noqa: S608 -- from the list above
    kept = QuestionnaireVersion.objects.get()
    assert (kept.document, kept.number, kept.state) == (version.document, 1, "retired")


def test_what_is_retired_stays_so(index):
    version = retire(version=frozen(index), by=None)
    version.state = "frozen"
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        version.save()


def test_the_rows_of_a_frozen_version_stay_too(index):
    version = frozen(index)
    for rows in (Question.objects.filter(questionnaire=version), Option.objects.all()):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            rows.update(position=7)


def test_a_frozen_version_cannot_be_replaced(index):
    version = frozen(index)
    values = [version.pk, version.index_id, version.number]
    replacing = (
        "INSERT OR REPLACE INTO instruments_questionnaire_version (id, index_id, number, state, document, languages,"
        " meaning_hash, text_hash, document_hash, pilot, removed, created_at)"
        " VALUES (%s, %s, %s, 'draft', '{}', '[]', '', '', '', '{}', '[]', '2026-01-01')"
    )
    if connection.vendor == "postgresql":
        replacing = replacing.replace(" OR REPLACE", "") + " ON CONFLICT (id) DO UPDATE SET document = '{}'"
    for key in (version.pk, version.pk + 1) if connection.vendor == "sqlite" else (version.pk,):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(replacing, [key, *values[1:]])
    assert QuestionnaireVersion.objects.get().document == version.document


def test_drafts_change_freely(index):
    draft = add_draft(index=index, questionnaire=piers(), by=None)
    draft.document = {}
    draft.save()
    assert QuestionnaireVersion.objects.get().document == {}


def test_words_are_corrected_in_a_new_text_version(index, owner):
    first = frozen(index, by=owner)
    corrected = replace(piers(), questions=(light(text={"en": "Is it lit?"}), *piers().questions[1:]))
    correction = correct_wording(version=first, questionnaire=corrected, by=owner)
    second = correction.version
    assert (second.number, second.state, second.corrects) == (2, "frozen", first)
    assert second.meaning_hash == first.meaning_hash
    assert correction.reworded == ("A1",)
    assert correction.older_wordings == (wording_hash(light(), "en"),)
    assert all(link.goes_on for link in series(first, second).values())
    assert [(line.number, line.corrects) for line in versions_of(index)] == [(2, 1), (1, None)]


def test_a_correction_changes_words_and_nothing_else(index):
    version = frozen(index)
    with pytest.raises(StateError, match="questionnaire-meaning"):
        correct_wording(version=version, questionnaire=replace(piers(), questions=piers().questions[:2]), by=None)
    with pytest.raises(StateError, match="questionnaire-same"):
        correct_wording(version=version, questionnaire=piers(), by=None)


def test_links_are_proposed_and_count_once_confirmed(index, owner):
    first = frozen(index, asking(ask("A"), ask("B"), ask("L", Kind.MULTIPLE, options=LAMPS)))
    renamed = tuple(replace(option, code=f"new-{option.code}") for option in LAMPS)
    second = frozen(
        index, asking(ask("A", text={"en": "A, really?"}), ask("C"), ask("L", Kind.MULTIPLE, options=renamed))
    )
    links = propose_links(older=first, newer=second, by=owner)
    assert [(link.kind, link.before, link.after) for link in links] == [
        ("reworded", ["A"], ["A"]),
        ("remapped", ["L"], ["L"]),
    ]
    assert series(first, second) == {}
    broken = Link(kind=Became.BROKEN, before=("A",), after=("A",))
    put_link(older=first, newer=second, link=broken, replacing=links[0], by=owner)
    confirmed = series(first, second)
    assert (confirmed["A"].kind, confirmed["A"].goes_on) == ("broken", False)
    again = propose_links(older=first, newer=second, by=owner)
    assert [link.before for link in again] == [["L"]]
    assert confirm_links(older=first, newer=second, kinds=[Became.IDENTICAL], by=owner) == 0
    assert confirm_links(older=first, newer=second, kinds=[Became.REMAPPED], by=owner) == 1
    assert series(first, second)["L"].options == {"oil": "new-oil", "gas": "new-gas", "electric": "new-electric"}
    other = {"oil": "new-gas", "gas": "new-gas", "electric": "new-electric"}
    mapped = Link(kind=Became.REMAPPED, before=("L",), after=("L",), options=other)
    made = put_link(older=first, newer=second, link=mapped, by=owner)
    assert (series(first, second)["L"].options, QuestionLink.objects.count()) == (other, 2)
    remove_link(link=made, by=owner)
    assert set(series(first, second)) == {"A"}


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (Link(kind=Became.IDENTICAL, before=("A",), after=("X",)), 'no question "X"'),
        (Link(kind=Became.SPLIT, before=("A",), after=("A",)), "other numbers of questions"),
        (Link(kind=Became.REMAPPED, before=("L",), after=("L",), options={"oil": "new-oil"}), '"gas" of "L" has no'),
        (Link(kind=Became.REWORDED, before=("L",), after=("L",)), '"oil" of "L" has no place'),
    ],
)
def test_a_link_that_cannot_be_so_is_refused(index, owner, link, message):
    renamed = tuple(replace(option, code=f"new-{option.code}") for option in LAMPS)
    first = frozen(index, asking(ask("A"), ask("L", Kind.MULTIPLE, options=LAMPS)))
    second = frozen(index, asking(ask("A"), ask("B"), ask("L", Kind.MULTIPLE, options=renamed)))
    with pytest.raises(StateError, match=message):
        put_link(older=first, newer=second, link=link, by=owner)
    assert QuestionLink.objects.count() == 0


def test_links_stay_within_an_index(index, owner):
    other = Index.objects.create(code="moles", title="Moles", owner=owner)
    with pytest.raises(StateError, match="different indices"):
        propose_links(older=frozen(index), newer=frozen(other), by=owner)
    assert QuestionLink.objects.count() == 0


def test_what_comes_in_with_a_framework_is_frozen_with_its_document(index):
    version = add_questionnaire(index=index, framework=ports())
    assert (version.state, version.frozen_at is not None) == ("frozen", True)
    questionnaire = version.questionnaire()
    assert [each.code for each in questionnaire.questions] == [each.code for each in ports().questions]
    assert add_questionnaire(index=index, framework=ports()) == version


def test_versions_are_found_by_number_or_the_newest(index):
    with pytest.raises(CommongroundError, match="none yet"):
        find_version("piers")
    first = add_draft(index=index, questionnaire=piers(), by=None)
    second = add_draft(index=index, questionnaire=asking(ask("A")), by=None)
    assert (find_version("piers"), find_version("piers", 1)) == (second, first)
    with pytest.raises(CommongroundError, match="There are: 1, 2"):
        find_version("piers", 3)
    with pytest.raises(CommongroundError, match="There are: piers"):
        find_index("peers")
