"""Locking: what is decided, what is left to do, what a locked round refuses, the edition that comes of it."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from commonground.core.queries.trail import head_of
from commonground.fieldwork.actions import adjudication, assignments, life, locking, planning, review
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.models import Decision, Query, Round, RoundState, Snapshot, Stage, Unit
from commonground.fieldwork.queries.access import standing
from commonground.fieldwork.queries.differing import to_decide
from commonground.responses.actions import ClosedError, record_answer
from commonground.responses.queries import Cell, current
from commonground.scores.actions.rounds import edition_of
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard
from tests.fieldwork.factories import Harbour, harbour, say
from tests.support.teams import client

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")


def decide(
    world: Harbour, value: str, reason: str = "", *, cell: Cell = A1, based_on: int = 0, unit: str = "XA", by=None
):
    place = world.unit(unit)
    parts = place.assignments.filter(state__in=("submitted", "accepted"), response__isnull=False)
    seen = [current(part.response)[cell].id for part in parts if cell in current(part.response)]
    return adjudication.adjudicate(
        unit=place,
        cell=cell,
        state="answered",
        value=value,
        reason=reason,
        seen=seen,
        based_on=based_on,
        by=by or world.owner,
    )


@pytest.fixture
def world() -> Harbour:
    """Two coders of XA who differ on A1 in 2020; one of XB."""
    made = harbour()
    made.accepted("ada", "coding")
    made.accepted("pia", "peers", A1="0")
    made.accepted("bea", "coding", "XB")
    made.in_adjudication()
    return made


@pytest.fixture
def locked(world) -> Harbour:
    decide(world, "50", "Both are half right.")
    world.done = locking.lock_round(round_=world.round, by=world.owner)
    world.reload()
    return world


def test_what_is_left_to_do_is_listed_and_keeps_the_round_open(world):
    review.ask(assignment=world.unit("XB").assignments.get(), cell=A1, text="Why?", by=world.owner)
    world.invited("cyd", "coding", "XB")
    codes = sorted(problem.code for problem in locking.left_to_do(world.round))
    assert codes == ["lock-query", "lock-undecided", "lock-unfinished"]
    with pytest.raises(FieldworkError) as refused:
        locking.lock_round(round_=world.round, by=world.owner)
    assert len(refused.value.problems) == 3
    assert not Decision.objects.exists()


def test_a_round_in_which_nothing_was_answered_is_not_locked():
    world = harbour()
    world.in_adjudication()
    with pytest.raises(FieldworkError, match="Nothing was answered"):
        locking.lock_round(round_=world.round, by=world.owner)


def test_decisions_come_from_adjudication_and_from_accepted_answers(locked):
    cells = {
        (d.unit.place.code, d.question.code, d.period.code): (d.points, d.origin)
        for d in Decision.objects.select_related("unit__place", "question", "period")
    }
    assert cells["XA", "A1", "2020"] == (50.0, "adjudicated")
    assert cells["XA", "A2", "2020"] == (100.0, "accepted")
    assert len(cells) == 20
    assert locked.done.head == head_of(locked.round.key)


def test_an_option_that_says_that_a_question_does_not_apply_says_so_of_its_cell():
    world = harbour()
    world.accepted("ada", "coding", A1="na", A2="100")
    world.in_adjudication()
    locking.lock_round(round_=world.round, by=world.owner)
    decision = Decision.objects.get(question__code="A1")
    assert (decision.state, decision.points, decision.option.code) == ("not_applicable", None, "na")


def test_a_decision_that_differs_from_a_coder_needs_a_reason(world):
    with pytest.raises(FieldworkError, match="gives no reason"):
        decide(world, "50")
    with pytest.raises(FieldworkError, match="gives no reason"):
        decide(world, "100")
    made = decide(world, "100", "Section 4.")
    assert len(made.considered) == 2
    assert decide(world, "100", cell=Cell(question="A2", period="2020")).reason == ""


def test_decisions_are_numbered_and_a_stale_one_is_refused(world):
    decide(world, "100", "Section 4.")
    with pytest.raises(FieldworkError, match="has changed since"):
        decide(world, "0", "No.")
    assert decide(world, "0", "Section 5.", based_on=1).number == 2
    with pytest.raises(FieldworkError, match="has changed since"):
        adjudication.adjudicate(
            unit=world.unit(), cell=A1, state="answered", value="0", reason="x", seen=[], based_on=2, by=world.owner
        )


@pytest.mark.parametrize(
    ("cell", "state", "value"),
    [
        (A1, "answered", "55"),
        (A1, "no_answer", "50"),
        (A1, "cleared", None),
        (Cell(question="Z9", period="2020"), "answered", "50"),
        (Cell(question="B1", period="1999"), "answered", "50"),
    ],
)
def test_a_decision_is_one_that_an_answer_could_be(world, cell, state, value):
    seen = [current(part.response)[A1].id for part in world.unit().assignments.all()] if cell == A1 else []
    with pytest.raises(FieldworkError):
        adjudication.adjudicate(
            unit=world.unit(), cell=cell, state=state, value=value, reason="x", seen=seen, based_on=0, by=world.owner
        )


def test_who_may_not_decide_does_not(world):
    with pytest.raises(NotAllowedError):
        decide(world, "50", "Mine.", by=world.user("ada"))
    assert adjudication.adjudicate_by_majority(round_=world.round, by=world.user("ada")) == ()


def test_no_action_writes_to_a_locked_round(locked):
    part = locked.fresh(locked.unit().assignments.first())
    ada, owner = locked.user("ada"), locked.owner
    acts = [
        lambda: say(part, "A1", "0", by=ada),
        lambda: assignments.submit(assignment=part, by=ada),
        lambda: assignments.return_assignment(assignment=part, text="x", by=owner),
        lambda: assignments.withdraw(assignment=part, by=owner),
        lambda: locked.invited("new", "coding"),
        lambda: review.ask(assignment=part, cell=A1, text="x", by=owner),
        lambda: decide(locked, "0", "x", based_on=1),
        lambda: life.change_deadline(stage=part.stage, deadline=None, by=owner),
        lambda: life.open_round(round_=locked.round, by=owner),
        lambda: planning.add_units(round_=locked.round, places=[], by=owner),
        lambda: locking.lock_round(round_=locked.round, by=owner),
    ]
    for act in acts:
        with pytest.raises(NotAllowedError), transaction.atomic():
            act()


def test_no_answer_is_added_behind_fieldworks_back(locked):
    response = locked.unit().assignments.first().response
    words = {"question": "A1", "period": "2020", "state": "answered", "value": "0", "by": None}
    with pytest.raises(ClosedError):
        record_answer(response=response, revision_id=uuid.uuid4(), based_on=1, **words)


SQL = (
    "UPDATE fieldwork_adjudication SET value = '\"0\"'",
    "DELETE FROM fieldwork_adjudication",
    "UPDATE fieldwork_decision SET points = 0",
    "DELETE FROM fieldwork_decision",
    "UPDATE fieldwork_snapshot SET hash = 'x'",
    "DELETE FROM fieldwork_snapshot",
    "UPDATE fieldwork_assignment SET state = 'working'",
    "UPDATE fieldwork_assignment SET contributor_id = contributor_id + 1",
    "DELETE FROM fieldwork_assignment",
    "UPDATE fieldwork_stage SET blind = NOT blind",
    "DELETE FROM fieldwork_stage",
    "DELETE FROM fieldwork_unit",
    "UPDATE fieldwork_period SET code = 'x'",
    "UPDATE fieldwork_round SET title = 'x'",
    "UPDATE fieldwork_round SET framework_id = NULL",
    "DELETE FROM fieldwork_round",
    "UPDATE responses_revision SET value = '\"0\"'",
    "DELETE FROM responses_revision",
)


@pytest.mark.parametrize("statement", SQL)
def test_the_database_refuses_writes_to_a_locked_round(locked, statement):
    with (
        pytest.raises(IntegrityError, match=r"round is locked|only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_orm_adds_nothing_to_a_locked_round(locked):
    unit, round_ = locked.unit(), locked.round
    old = round_.adjudications.first()
    part = unit.assignments.first()
    words = {"unit": unit, "question": old.question, "period": old.period, "at": old.at}
    rows = [
        Unit(round=round_, place=locked.unit("XB").place),
        Stage(round=round_, position=9, code="new", role="coder", work="answer"),
        Query(round=round_, assignment=part, **words),
        type(old)(round=round_, number=2, state="answered", value="0", **words),
        Decision(
            round=round_,
            locking=2,
            unit=unit,
            question=old.question,
            period=old.period,
            state="answered",
            origin="accepted",
        ),
    ]
    for row in rows:
        with pytest.raises(IntegrityError, match="round is locked"), transaction.atomic():
            row.save()


def test_a_row_of_a_locked_round_is_not_replaced_from_an_open_one(locked):
    """SQLite's INSERT OR REPLACE deletes without a trigger; PostgreSQL has no such thing."""
    if connection.vendor != "sqlite":
        return
    other = planning.plan_round(
        questionnaire=locked.round.questionnaire,
        title="Ports 2025",
        periods=(),
        places=[],
        template=planning.RoundTemplate(code="x", title="x", summary="", stages=()),
        by=locked.owner,
    )
    stage = locked.round.stages.first()
    statement = (
        "INSERT OR REPLACE INTO fieldwork_stage "
        "(id, round_id, position, code, title, role, work, blind, people, declares, reads) "
        "VALUES (%s, %s, 0, 'x', 'x', 'coder', 'answer', 0, 1, 0, '[]')"
    )
    with pytest.raises(IntegrityError, match="round is locked"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [stage.pk, other.pk])


def test_fees_are_settled_after_the_round_is_locked(locked):
    part = locked.unit().assignments.first()
    assert assignments.set_terms(assignment=part, fee=900, currency="EUR", by=locked.owner).fee == 900


def test_a_locked_round_becomes_an_edition_that_nobody_reads_before_it_is_published(
    world, django_capture_on_commit_callbacks
):
    decide(world, "50", "Both are half right.")
    with django_capture_on_commit_callbacks(execute=True):
        locking.lock_round(round_=world.round, by=world.owner)
    edition = Edition.every.get()
    assert not Edition.objects.exists()
    assert not world.index.editions.exists()
    assert scorecard(edition)["a", "XA", "2020"] == pytest.approx((50 + 100 + 100) / 3)
    with django_capture_on_commit_callbacks(execute=True):
        locking.publish_round(round_=world.reload(), by=world.owner)
    assert Edition.objects.get() == edition


def test_an_erratum_reopens_the_round_and_makes_another_edition(world, django_capture_on_commit_callbacks):
    decide(world, "50", "Both are half right.")
    with django_capture_on_commit_callbacks(execute=True):
        locking.lock_round(round_=world.round, by=world.owner)
        locking.publish_round(round_=world.reload(), by=world.owner)
    with pytest.raises(FieldworkError, match="what is to be corrected"):
        locking.reopen_round(round_=world.reload(), reason=" ", by=world.owner)
    locking.reopen_round(round_=world.reload(), reason="Section 5 was overlooked.", by=world.owner)
    assert Edition.objects.count() == 1
    with pytest.raises(FieldworkError, match="gives no reason"):
        decide(world, "100", cell=Cell(question="A2", period="2020"))
    decide(world, "0", "Section 5.", based_on=1)
    with django_capture_on_commit_callbacks(execute=True):
        locking.lock_round(round_=world.reload(), by=world.owner)
    first, second = Snapshot.objects.order_by("locking")
    a1 = {"unit": world.unit(), "question__code": "A1", "period__code": "2020"}
    assert Decision.objects.of(first).get(**a1).points == 50
    assert Decision.objects.of(second).get(**a1).points == 0
    assert Edition.objects.get().snapshot == first
    assert Edition.every.order_by("number").last().snapshot == second
    with django_capture_on_commit_callbacks(execute=True):
        locking.publish_round(round_=world.reload(), by=world.owner)
    assert [each.number for each in Edition.objects.order_by("number")] == [1, 2]


def test_an_erratum_may_give_a_part_back_to_its_holder(locked):
    locking.reopen_round(round_=locked.round, reason="Section 5 was overlooked.", by=locked.owner)
    part = locked.unit("XB").assignments.get()
    assignments.return_assignment(assignment=part, text="Section 5?", questions=["A1"], by=locked.owner)
    say(locked.fresh(part), "A1", "0", by=locked.user("bea"))
    assignments.submit(assignment=part, by=locked.user("bea"))
    assignments.accept(assignment=part, by=locked.owner)
    locking.lock_round(round_=locked.reload(), by=locked.owner)
    found = Decision.objects.of(Snapshot.objects.get(locking=2)).get(
        unit=locked.unit("XB"), question__code="A1", period__code="2020"
    )
    assert (found.points, found.origin) == (0, "accepted")


def test_a_decision_is_not_locked_over_an_answer_that_was_corrected_after_it(locked):
    locking.reopen_round(round_=locked.round, reason="Section 5 was overlooked.", by=locked.owner)
    part = locked.unit().assignments.get(stage__code="coding")
    assignments.return_assignment(assignment=part, text="Section 5?", questions=["A1"], by=locked.owner)
    say(locked.fresh(part), "A1", "0", by=locked.user("ada"))
    assignments.submit(assignment=part, by=locked.user("ada"))
    assignments.accept(assignment=part, by=locked.owner)
    row = next(row for row in to_decide(locked.reload(), standing(locked.owner, locked.round)) if row.cell == A1)
    assert row.open
    with pytest.raises(FieldworkError, match="changed since the cell was decided"):
        locking.lock_round(round_=locked.round, by=locked.owner)
    decide(locked, "50", "Still half right.", based_on=1)
    assert not any(row.open for row in to_decide(locked.round, standing(locked.owner, locked.round)))
    assert locking.lock_round(round_=locked.reload(), by=locked.owner).decisions == 20


def test_an_answer_that_is_taken_back_in_an_erratum_leaves_no_decision(locked):
    locking.reopen_round(round_=locked.round, reason="It was never asked.", by=locked.owner)
    part = locked.unit("XB").assignments.get()
    assignments.return_assignment(assignment=part, text="Take it back.", by=locked.owner)
    say(locked.fresh(part), "A1", None, state="cleared", by=locked.user("bea"))
    assignments.submit(assignment=part, by=locked.user("bea"))
    assignments.accept(assignment=part, by=locked.owner)
    locking.lock_round(round_=locked.reload(), by=locked.owner)
    assert Decision.objects.of(Snapshot.objects.get(locking=2)).count() == 19


def test_a_decision_without_an_answer_has_no_points_and_numbers_are_their_own(django_capture_on_commit_callbacks):
    world = harbour()
    part = world.agreed("ada", "coding")
    say(part, "A1", None, state="no_answer", by=world.user("ada"))
    say(part, "A2", None, state="not_applicable", by=world.user("ada"))
    assignments.accept(assignment=assignments.submit(assignment=part, by=world.user("ada")), by=world.owner)
    world.in_adjudication()
    with django_capture_on_commit_callbacks(execute=True):
        done = locking.lock_round(round_=world.round, by=world.owner)
    states = dict(Decision.objects.values_list("question__code", "state"))
    assert states == {"A1": "no_answer", "A2": "not_applicable"}
    assert edition_of(snapshot=done.snapshot) == Edition.every.get()


def test_an_imported_round_is_corrected_by_deciding_one_cell():
    from tests.support.teams import team  # noqa: PLC0415 -- makes an index when it is called

    crew = team("ports", "Ports")
    round_ = crew.edition.snapshot.round
    locking.reopen_round(round_=round_, reason="Digits were swapped.", by=crew.owner)
    unit = Unit.objects.select_related("round__index").get(round=round_, place__code="XB")
    words = {"state": "answered", "seen": [], "based_on": 0, "by": crew.owner}
    adjudication.adjudicate(unit=unit, cell=A1, value="100", reason="The law says so.", **words)
    locking.lock_round(round_=round_, by=crew.owner)
    first, second = round_.snapshots.order_by("locking")
    points = {
        snapshot.locking: {
            (d.unit.place.code, d.question.code, d.period.code): d.points
            for d in Decision.objects.of(snapshot).select_related("unit__place", "question", "period")
        }
        for snapshot in (first, second)
    }
    assert {cell for cell, value in points[2].items() if points[1].get(cell) != value} == {("XB", "A1", "2020")}


def test_a_round_without_a_framework_is_locked_without_an_edition(django_capture_on_commit_callbacks):
    world = harbour()
    world.round.framework = None
    world.round.save()
    world.accepted("ada", "coding")
    world.in_adjudication()
    with django_capture_on_commit_callbacks(execute=True):
        locking.lock_round(round_=world.round, by=world.owner)
    assert not Edition.every.exists()
    assert world.reload().state == RoundState.LOCKED


def test_locking_prints_the_head_and_an_erratum_says_why():
    made = harbour()
    made.accepted("ada", "coding")
    made.accepted("ben", "coding", "XB")
    made.in_adjudication()
    browser, base = client(made.owner), "/rounds/ports/1/"
    locked = browser.post(f"{base}life/lock/").content.decode()
    life = browser.get(f"{base}life/").content.decode()
    head = re.findall(r"<code>([0-9a-f]{64})</code>", locked)[-1]
    assert head in life
    assert browser.get(f"{base}people/invite/").status_code == 403
    browser.post(f"{base}life/reopen/", {"reason": ""})
    assert Round.objects.get().state == RoundState.LOCKED
    browser.post(f"{base}life/reopen/", {"reason": "A wrong date."})
    assert Round.objects.get().state == RoundState.ADJUDICATION
