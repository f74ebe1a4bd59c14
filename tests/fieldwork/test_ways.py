"""How a decision came about: whose answers were weighed, which was adopted, and why."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation

from commonground.core.models import User
from commonground.fieldwork.actions import adjudication, assignments, locking
from commonground.fieldwork.actions.offline.making import book_of
from commonground.fieldwork.exporters import assignment_paper
from commonground.fieldwork.models import Assignment, Decision, Origin, Stage
from commonground.fieldwork.queries.deciding import considered
from commonground.fieldwork.queries.ways import way_of
from commonground.responses.queries import Cell
from tests.fieldwork.factories import SIMPLE, Harbour, harbour, say

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")


def decided(port: Harbour, value: str, reason: str, based_on: int = 0) -> None:
    adjudication.adjudicate(
        unit=port.unit(),
        cell=A1,
        state="answered",
        value=value,
        reason=reason,
        seen=[each.id for each in considered(port.round, port.unit().pk, A1)],
        based_on=based_on,
        by=port.owner,
    )


@pytest.fixture
def locked() -> tuple[Harbour, object]:
    """Ada and Pia differ about A1, and Pia's answer is adopted; a third part was withdrawn."""
    port = harbour()
    Stage.objects.filter(code="coding").update(titles={"fr": "Codage"})
    port.accepted("ada", "coding", A1="100", A2="50")
    port.accepted("pia", "peers", A1="50")
    port.answered("cleo", "coding", A1="0")
    assignments.withdraw(assignment=port.unit().assignments.get(contributor=port.person("cleo")), by=port.owner)
    port.in_adjudication()
    decided(port, "50", "Section 5 binds new quays only.")
    done = locking.lock_round(round_=port.round, by=port.owner)
    return port, done.snapshot


def decision(question: str, locking: int = 1) -> Decision:
    return Decision.objects.get(question__code=question, period__code="2020", locking=locking)


def test_an_adjudication_tells_what_was_weighed_and_why(locked):
    way = way_of(decision("A1"), locked[1])
    assert (way.origin, way.reason) == (Origin.ADJUDICATED, "Section 5 binds new quays only.")
    assert way.decided
    told = [(voice.who, voice.stage, voice.answer, voice.adopted) for voice in way.voices]
    assert told == [("Expert 1", "Coding", "option 100", False), ("Expert 2", "Peers", "option 50", True)]
    ada = Assignment.objects.select_related("stage__round", "unit__place").get(stage__code="coding", state="accepted")
    with translation.override("fr"):
        assert [voice.stage for voice in way_of(decision("A1"), locked[1]).voices] == ["Codage", "Peers"]
        assert "Codage" in book_of(ada).title
    paper = ZipFile(BytesIO(assignment_paper(ada, "docx", "fr")))
    assert "Codage" in paper.read("word/document.xml").decode()
    assert replace(SIMPLE.stages[0], titles={"en": "Coding first"}).heading == "Coding first"


def test_an_accepted_answer_tells_of_its_author(locked):
    way = way_of(decision("A2"), locked[1])
    assert (way.origin, way.reason, way.decided) == (Origin.ACCEPTED, "", "")
    assert [(voice.who, voice.answer, voice.adopted) for voice in way.voices] == [("Expert 1", "option 50", True)]


def test_who_agreed_to_be_named_appears_by_name(locked):
    port, snapshot = locked
    person = port.person("ada")
    User.objects.filter(pk=person.user_id).update(first_name="Ada", last_name="Quay")
    type(person).objects.filter(pk=person.pk).update(named=True)
    assert [voice.who for voice in way_of(decision("A1"), snapshot).voices] == ["Ada Quay", "Expert 2"]


def test_an_erratum_leaves_the_first_way_as_it_was(locked):
    port, snapshot = locked
    locking.reopen_round(round_=port.reload(), reason="Section 6 was overlooked.", by=port.owner)
    part = port.unit().assignments.get(contributor=port.person("ada"))
    assignments.return_assignment(assignment=part, text="Section 6?", questions=["A1"], by=port.owner)
    say(port.fresh(part), "A1", "0", by=port.user("ada"))
    assignments.accept(assignment=assignments.submit(assignment=part, by=port.user("ada")), by=port.owner)
    decided(port, "0", "Section 6.", based_on=1)
    second = locking.lock_round(round_=port.reload(), by=port.owner).snapshot
    assert [voice.answer for voice in way_of(decision("A1"), snapshot).voices] == ["option 100", "option 50"]
    again = way_of(decision("A1", 2), second)
    assert again.reason == "Section 6."
    assert [(voice.answer, voice.adopted) for voice in again.voices] == [("option 0", True), ("option 50", False)]


def test_what_came_from_a_file_has_no_way(locked):
    imported = decision("A1")
    imported.origin = Origin.IMPORT
    assert way_of(imported, locked[1]) is None
