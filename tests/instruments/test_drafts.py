"""Drafts that several people work on: part by part, nothing lost, what was taken out put back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from commonground.core.models import AuditEntry
from commonground.instruments.actions.drafts import (
    MOST_REMOVED,
    StaleError,
    discard,
    draft_from,
    move,
    put_back,
    put_heading,
    put_question,
    put_section,
    remove,
    start_draft,
)
from commonground.instruments.actions.questionnaires import StateError, add_draft, freeze, keep_pilot
from commonground.instruments.actions.versions import add_framework
from commonground.instruments.models import QuestionnaireVersion
from commonground.methods.questionnaires import QuestionnaireError, Section
from commonground.methods.questionnaires.editing import heading_hash, part_hash
from tests.methods.questionnaires.factory import ask, piers
from tests.support.teams import account
from tests.support.worlds import ports

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(index, owner):
    return add_draft(index=index, questionnaire=piers(), by=owner)


def stands(version):
    return QuestionnaireVersion.objects.get(pk=version.pk).questionnaire()


def codes(version):
    return [each.code for each in stands(version).questions]


def test_a_draft_begins_empty_or_from_a_version(index, owner):
    blank = start_draft(index=index, title="Jetées", language="fr", by=owner)
    assert (blank.number, stands(blank).title, stands(blank).languages) == (1, {"fr": "Jetées"}, ("fr",))
    old = add_draft(index=index, questionnaire=piers(), by=owner)
    frozen = freeze(version=keep_pilot(version=old, waived="Known.", by=owner), by=owner)
    new = draft_from(version=frozen, by=owner)
    assert (new.number, new.state, new.document_hash) == (3, "draft", frozen.document_hash)
    assert AuditEntry.objects.filter(verb="add-questionnaire").latest("number").detail["copies"] == 2


def test_a_draft_is_thrown_away_and_nothing_else(draft, index, owner):
    discard(version=draft, by=owner)
    assert not index.questionnaires.exists()
    kept = add_draft(index=index, questionnaire=piers(), by=owner)
    add_framework(questionnaire=kept, framework=ports())
    with pytest.raises(StateError, match="rests on this version"):
        discard(version=kept, by=owner)
    freeze(version=keep_pilot(version=kept, waived="Known.", by=owner), by=owner)
    with pytest.raises(StateError, match="is frozen"):
        discard(version=kept, by=owner)


def test_two_people_who_change_different_questions_lose_nothing(draft, owner):
    seen = {code: stands(draft).question(code) for code in ("B1", "B2")}
    for code, question in seen.items():
        changed = replace(question, text={"en": f"{code} anew?"})
        put_question(version=draft, question=changed, replacing=code, seen=part_hash(question), by=owner)
    assert [stands(draft).question(code).text["en"] for code in seen] == ["B1 anew?", "B2 anew?"]


def test_two_people_who_change_one_question_are_shown_both(draft, owner):
    seen = stands(draft).question("B1")
    first, second = (replace(seen, text={"en": words}) for words in ("First?", "Second?"))
    put_question(version=draft, question=first, replacing="B1", seen=part_hash(seen), by=owner)
    with pytest.raises(StaleError) as stale:
        put_question(version=draft, question=second, replacing="B1", seen=part_hash(seen), by=owner)
    assert (stale.value.stands, stands(draft).question("B1")) == (first, first)
    remove(version=draft, what="question", code="B1", by=owner)
    with pytest.raises(StaleError) as gone:
        put_question(version=draft, question=second, replacing="B1", seen=part_hash(first), by=owner)
    assert gone.value.stands is None


def test_sections_and_the_heading_are_changed_the_same_way(draft, owner):
    section = stands(draft).section("B")
    changed = Section(code="USE", title={"en": "Use of piers"})
    put_section(version=draft, section=changed, replacing="B", seen=part_hash(section), by=owner)
    assert {each.section for each in stands(draft).questions} == {"A", "A1-more", "USE", ""}
    with pytest.raises(StaleError):
        put_section(version=draft, section=changed, replacing="B", seen=part_hash(section), by=owner)
    put_section(version=draft, section=Section(code="D"), by=owner)
    assert [each.code for each in stands(draft).sections] == ["A", "A1-more", "USE", "D"]
    seen = heading_hash(stands(draft))
    said = {"title": {"en": "All piers"}, "text": {}, "languages": ("en", "fr", "ar"), "by": owner}
    assert put_heading(version=draft, seen=seen, **said).languages == ["en", "fr", "ar"]
    with pytest.raises(StaleError) as stale:
        put_heading(version=draft, seen=seen, **said)
    assert stale.value.stands.title == {"en": "All piers"}


def test_parts_are_added_moved_taken_out_and_put_back(draft, owner):
    put_question(version=draft, question=ask("A4", section="A"), by=owner)
    assert codes(draft)[:4] == ["A1", "A2", "A3", "A4"]
    before = stands(draft)
    move(version=draft, what="question", code="A3", up=True, by=owner)
    assert codes(draft)[:4] == ["A1", "A3", "A2", "A4"]
    same = move(version=draft, what="question", code="A3", up=True, by=owner)
    assert (codes(draft)[1], same.state) == ("A3", "draft")
    move(version=draft, what="question", code="A3", up=False, by=owner)
    move(version=draft, what="section", code="B", up=True, by=owner)
    assert codes(draft)[:4] == ["B1", "B2", "B3", "B4"]
    move(version=draft, what="section", code="B", up=False, by=owner)
    assert stands(draft) == before
    remove(version=draft, what="section", code="A", by=owner)
    remove(version=draft, what="question", code="B2", by=owner)
    assert codes(draft) == ["B1", "B3", "B4", "C1", "C2"]
    put_back(version=draft, what="question", code="B2", by=owner)
    after = put_back(version=draft, what="section", code="A", by=owner)
    assert (stands(draft), after.removed) == (before, [])
    for code in ("C2", "B1"):
        remove(version=draft, what="question", code=code, by=owner)
    for code in ("C2", "B1"):
        after = put_back(version=draft, what="question", code=code, by=owner)
    assert (codes(draft), after.removed) == ([each.code for each in before.questions], [])


def test_what_is_not_there_is_not_moved_taken_out_or_put_back(draft, owner):
    for what in ("question", "section"):
        with pytest.raises(QuestionnaireError, match=f'no {what} "Z9"'):
            move(version=draft, what=what, code="Z9", up=True, by=owner)
    with pytest.raises(StateError, match='No question "Z9" was taken out'):
        put_back(version=draft, what="question", code="Z9", by=owner)


def test_only_so_much_is_remembered(draft, owner):
    for _ in range(MOST_REMOVED + 1):
        put_question(version=draft, question=ask("X"), by=owner)
        last = remove(version=draft, what="question", code="X", by=owner)
    assert len(last.removed) == MOST_REMOVED


def test_strangers_change_nothing_and_frozen_versions_stand(draft, index, owner):
    stranger = account("stranger")
    calls = (
        (start_draft, {"index": index, "title": "x", "language": "en"}),
        (draft_from, {"version": draft}),
        (discard, {"version": draft}),
        (put_heading, {"version": draft, "title": {}, "text": {}, "languages": ("en",), "seen": ""}),
        (put_question, {"version": draft, "question": ask("X")}),
        (put_section, {"version": draft, "section": Section(code="X")}),
        (move, {"version": draft, "what": "question", "code": "A1", "up": True}),
        (remove, {"version": draft, "what": "question", "code": "A1"}),
        (put_back, {"version": draft, "what": "question", "code": "A1"}),
    )
    for call, said in calls:
        with pytest.raises(PermissionDenied):
            call(**said, by=stranger)
    freeze(version=keep_pilot(version=draft, waived="Known.", by=owner), by=owner)
    for call, said in calls[2:]:
        with pytest.raises(StateError, match="is frozen"):
            call(**said, by=owner)
