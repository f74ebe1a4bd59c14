"""What is said about answers: threads, remarks, check rules, and what a blind stage keeps shut."""

from __future__ import annotations

import json
import uuid
from dataclasses import fields, is_dataclass

import pytest
from django.db.models import Model

from commonground.core.models import AuditEntry, Mail
from commonground.fieldwork.actions import adjudication, answering, assignments, locking, planning, review
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.exporters import assignments_table
from commonground.fieldwork.models import CheckRule, Period, QueryState
from commonground.fieldwork.queries.agreement import agreement, agreement_now, ratings
from commonground.fieldwork.queries.checks import hits_across, open_hits
from commonground.fieldwork.queries.last import last_answers
from commonground.fieldwork.queries.progress import progress
from commonground.fieldwork.queries.reading import (
    CellRow,
    cell_page,
    cells,
    questions_of,
    readable,
    remarks_of,
    units_of,
)
from commonground.fieldwork.queries.standing import Standing, standing
from commonground.fieldwork.queries.threads import thread, threads
from commonground.library.models import Article, LegalSource, SourceVersion
from commonground.methods.agreement import Settings
from commonground.responses.actions import Target
from commonground.responses.queries import Cell, Given, asked, current
from tests.fieldwork.factories import SIMPLE, Harbour, harbour, islands, planned, say

pytestmark = pytest.mark.django_db
A1 = Cell(question="A1", period="2020")
A2 = Cell(question="A2", period="2020")
SECRET = "Zanzibar"
"""A word that a blind peer must not find."""


def ruled(world: Harbour, kind: str, scope: str = "unit", **settings: object) -> CheckRule:
    rule = {"code": "rule", "scope": scope, "kind": kind, "message": "Look again.", "settings": settings}
    return planning.set_check_rules(round_=world.round, rules=[rule], by=world.owner)[0]


def article() -> Article:
    source = LegalSource.objects.create(jurisdiction="place:isles:XA", short="Quays Act", identity="q" * 64)
    version = SourceVersion.objects.create(source=source)
    return Article.objects.create(version=version, number="4")


def sheet(world: Harbour, who: Standing) -> list[CellRow]:
    """Every cell that somebody may read, in the order of questions and units."""
    questionnaire = asked(world.round.questionnaire)
    periods = [period.code for period in world.round.periods.all()]
    found = cells(world.round, who, questions_of(questionnaire), units_of(world.round), periods)
    return sorted(found.values(), key=lambda row: (row.cell.question, row.unit.pk, row.cell.period))


# Threads


def test_a_query_is_asked_answered_and_resolved():
    world = harbour()
    part = world.submitted("ada", "coding")
    world.agreed("mo", "deciding")
    query = review.ask(assignment=part, cell=A1, text="Which law?", by=world.user("mo"))
    assert Mail.objects.get(template="query").to == "ada@example.org"
    query = review.reply(query=query, text="The Quays Act.", by=world.user("ada"))
    assert query.state == QueryState.ANSWERED
    query = review.reply(query=query, text="Which section?", by=world.user("mo"))
    assert query.state == QueryState.OPEN
    assert review.resolve(query=query, by=world.user("mo")).state == QueryState.RESOLVED
    with pytest.raises(NotAllowedError):
        review.reply(query=query, text="And?", by=world.user("ada"))
    who = standing(world.user("ada"), world.round)
    (found,) = threads(world.round, who)
    assert [each.who for each in thread(world.round, who, found)] == [
        world.person("mo").pseudonym,
        world.person("ada").pseudonym,
        world.person("mo").pseudonym,
    ]
    assert list(threads(world.round, who, QueryState.OPEN)) == []
    assert cell_page(world.round, who, world.unit(), A1).queries == (found,)
    assert cell_page(world.round, who, world.unit(), A2).queries == ()


@pytest.mark.parametrize("text", ["", "  "])
def test_a_message_says_something(text):
    world = harbour()
    part = world.submitted("ada", "coding")
    with pytest.raises(FieldworkError, match="Nothing is written"):
        review.ask(assignment=part, cell=A1, text=text, by=world.owner)


def test_a_query_is_on_a_cell_that_there_is():
    world = harbour()
    part = world.submitted("ada", "coding")
    with pytest.raises(FieldworkError, match="no such cell"):
        review.ask(assignment=part, cell=Cell(question="Z9", period="2020"), text="Why?", by=world.owner)


def test_a_government_remarks_and_no_answer_changes():
    world = harbour()
    part = world.submitted("ada", "coding")
    reply = world.agreed("gov", "reply", questions=["A1"])
    before = current(part.response)
    review.remark(assignment=reply, cell=A1, text="The Act was amended.", by=world.user("gov"))
    assert current(part.response) == before
    with pytest.raises(NotAllowedError):
        review.remark(assignment=reply, cell=A2, text="That too.", by=world.user("gov"))
    with pytest.raises(NotAllowedError):
        say(reply, "A1", "0", by=world.user("gov"))
    (said,) = remarks_of(world.round, standing(world.owner, world.round))
    assert (said.question.code, said.text) == ("A1", "The Act was amended.")
    assert cell_page(world.round, standing(world.owner, world.round), world.unit(), A1).remarks == (said,)
    assert remarks_of(world.round, standing(world.user("ada"), world.round)) == ()


def test_a_section_is_returned_with_a_reason():
    world = harbour()
    part = world.submitted("ada", "coding")
    with pytest.raises(FieldworkError, match="Nothing says why"):
        assignments.return_assignment(assignment=part, text="", by=world.owner)


# Answers in an assignment


def test_an_answer_stands_in_the_rounds_chain_by_its_hash_and_under_who_sent_it():
    world = harbour()
    part = world.agreed("ada", "coding")
    done = say(part, "A1", "50", by=world.user("ada"), comment=SECRET)
    entry = AuditEntry.objects.get(verb="answer")
    assert entry.detail["revision"] == str(done.revision.id)
    assert SECRET not in json.dumps(entry.detail)
    assert done.revision.by == world.user("ada").pk


def test_an_answer_sent_twice_is_once_in_the_chain_too():
    world = harbour()
    part = world.agreed("ada", "coding")
    given = Given(revision_id=uuid.uuid4(), cell=A1, based_on=0, state="answered", value="50")
    first = answering.answer(assignment=part, given=given, by=world.user("ada"))
    assert answering.answer(assignment=part, given=given, by=world.user("ada")).revision == first.revision
    assert AuditEntry.objects.filter(verb="answer").count() == 1


def test_a_range_is_answered_at_once():
    world = harbour()
    part = world.agreed("ada", "coding")
    given = Given(revision_id=uuid.uuid4(), cell=A1, based_on=0, state="answered", value="50", comment="Since 2019.")
    targets = (
        Target(period="2020", revision_id=given.revision_id, based_on=0),
        Target(period="2023", revision_id=uuid.uuid4(), based_on=0),
    )
    answering.answer_range(assignment=part, given=given, targets=targets, by=world.user("ada"))
    assert {cell.period: said.value for cell, said in current(part.response).items()} == {"2020": "50", "2023": "50"}


def test_an_answer_cites_an_article_once():
    world = harbour()
    part = world.agreed("ada", "coding")
    done = say(part, "A1", "50", by=world.user("ada"))
    words = {"assignment": part, "revision_id": done.revision.id, "article": article(), "place_in": "(2)"}
    first = answering.cite(**words, quote="Quays are open.", by=world.user("ada"))
    assert answering.cite(**words, by=world.user("ada")) == first
    with pytest.raises(NotAllowedError):
        answering.cite(**words, by=world.owner)
    words["revision_id"] = uuid.uuid4()
    with pytest.raises(FieldworkError, match="not part of the assignment"):
        answering.cite(**words, by=world.user("ada"))


def followed() -> Harbour:
    """A round after one that was locked, in which Ada answered "100" everywhere."""
    world = harbour()
    world.accepted("ada", "coding")
    world.in_adjudication()
    locking.lock_round(round_=world.round, by=world.owner)
    world.round = planned(world.index, world.owner, SIMPLE, islands(2))
    world.round.state = "open"
    world.round.save()
    world.reload()
    return world


def test_a_period_that_the_last_round_has_not_stands_beside_its_latest():
    world = followed()
    world.round.periods.all().delete()
    Period.objects.create(round=world.round, position=0, code="2026", label="2026")
    Period.objects.create(round=world.round, position=1, code="2028", label="2028")
    found = last_answers(world.round, [world.unit()])[world.unit().pk]
    assert {(cell.period, last.period) for cell, last in found.items()} == {("2026", "2023")}
    Period.objects.filter(round=world.round).delete()
    assert last_answers(world.round, [world.unit()]) == {}


# Check rules


def test_within_a_unit_an_expression_is_fixed_or_justified_before_submission():
    world = harbour()
    rule = ruled(world, "expression", expression="${A1} = '100' and ${A2} = '0'")
    part = world.answered("ada", "coding", A1="100", A2="0")
    with pytest.raises(FieldworkError, match="Look again"):
        assignments.submit(assignment=part, by=world.user("ada"))
    say(part, "A2", "50", by=world.user("ada"))
    assert open_hits(part) == ()
    say(part, "A2", "0", by=world.user("ada"))
    with pytest.raises(FieldworkError, match="finds nothing here"):
        review.justify(assignment=part, rule=rule, cell=A2, text="So it is.", by=world.user("ada"))
    review.justify(assignment=part, rule=rule, cell=A1, text="So it is.", by=world.user("ada"))
    assert open_hits(part) == ()
    say(part, "A1", "100", by=world.user("ada"), comment="Changed, so it must be justified anew.")
    assert len(open_hits(part)) == 1


def test_a_change_between_periods_needs_a_comment():
    world = harbour()
    ruled(world, "uncommented")
    part = world.answered("ada", "coding", A1="100")
    say(part, "A1", "0", period="2023", by=world.user("ada"))
    assert [str(hit.cell) for hit in open_hits(part)] == ["A1 2023"]
    say(part, "A1", "0", period="2023", by=world.user("ada"), comment="The Act of 2022.")
    assert open_hits(part) == ()


@pytest.mark.parametrize(
    ("kind", "settings", "value", "basis", "found"),
    [
        ("unexplained", {}, "50", "", 1),
        ("unexplained", {}, "50", "law", 0),
        ("unexplained", {}, "100", "", 0),
        ("moved", {"points": 50}, "0", "law", 1),
        ("moved", {"points": 50}, "50", "law", 0),
    ],
)
def test_against_the_last_round(kind, settings, value, basis, found):
    world = followed()
    ruled(world, kind, "last_round", **settings)
    part = world.agreed("bea", "coding")
    say(part, "A1", value, by=world.user("bea"), basis=basis)
    assert len(open_hits(part)) == found


def test_across_units_is_for_those_who_decide():
    world = harbour(number_of_places=4)
    rule = ruled(world, "alone", "units", share=0.05, least=3)
    for name, unit, value in (("ada", "XA", "0"), ("bea", "XB", "100"), ("cyd", "XC", "100"), ("dot", "XD", "100")):
        world.accepted(name, "coding", unit, A1=value)
    (hit,) = hits_across(world.round)
    assert (hit.unit, str(hit.cell)) == ("Island XA", "A1 2020")
    part = world.unit().assignments.get()
    assert open_hits(part) == ()
    world.in_adjudication()
    with pytest.raises(FieldworkError, match="Look again"):
        locking.lock_round(round_=world.round, by=world.owner)
    with pytest.raises(NotAllowedError):
        review.justify(assignment=part, rule=rule, cell=A1, text="So it is.", by=world.user("ada"))
    review.justify(assignment=part, rule=rule, cell=A1, text="So it is.", by=world.owner)
    locking.lock_round(round_=world.round, by=world.owner)


def test_the_words_of_another_unit_are_found():
    world = harbour()
    ruled(world, "same-comment", "units", length=10)
    for name, unit in (("ada", "XA"), ("bea", "XB")):
        part = world.agreed(name, "coding", unit)
        say(part, "A1", "50", by=world.user(name), comment="Quays are open to all.")
        say(part, "A2", "50", by=world.user(name), comment="Short.")
        assignments.submit(assignment=part, by=world.user(name))
    assert [str(hit.cell) for hit in hits_across(world.round)] == ["A1 2020", "A1 2020"]


# Blindness


@pytest.fixture
def blind() -> Harbour:
    """Ada has handed in, with a comment, a query and a decision; Pia is a peer in a blind stage of the same unit."""
    world = harbour()
    part = world.answered("ada", "coding")
    say(part, "A1", "50", by=world.user("ada"), comment=SECRET)
    assignments.submit(assignment=part, by=world.user("ada"))
    review.ask(assignment=part, cell=A1, text=SECRET, by=world.owner)
    adjudication.adjudicate(
        unit=world.unit(),
        cell=A1,
        state="answered",
        value="50",
        reason=SECRET,
        seen=[current(part.response)[A1].id],
        based_on=0,
        by=world.owner,
    )
    world.answered("pia", "peers", A1="0")
    return world


def everything(world: Harbour, name: str) -> str:
    """All that the queries of this room tell somebody about the round."""
    who = standing(world.user(name), world.round)
    told: list[object] = [
        sheet(world, who),
        [[query, *thread(world.round, who, query)] for query in threads(world.round, who)],
        cell_page(world.round, who, world.unit(), A1),
        progress(world.round, who),
        remarks_of(world.round, who),
    ]
    for refused in (agreement, agreement_now, assignments_table):
        with pytest.raises(NotAllowedError):
            refused(world.round, who)
    return str(plain(told))


def plain(thing: object) -> object:
    """With every text that a row holds, and how it names itself."""
    if isinstance(thing, Model):
        return str(thing), {name: value for name, value in vars(thing).items() if not name.startswith("_")}
    if is_dataclass(thing):
        return {field.name: plain(getattr(thing, field.name)) for field in fields(thing)}
    return [plain(each) for each in thing] if isinstance(thing, list | tuple) else thing


def test_a_peer_in_a_blind_stage_learns_nothing_of_the_others_not_even_counts(blind):
    told = everything(blind, "pia")
    assert SECRET not in told
    assert blind.person("ada").pseudonym not in told
    who = standing(blind.user("pia"), blind.round)
    assert [
        each.pseudonym for unit in progress(blind.round, who).units for parts in unit.stages.values() for each in parts
    ] == [blind.person("pia").pseudonym]
    assert [each.said.value for row in sheet(blind, who) for each in row.given] == ["0"]
    assert [each.contributor.pseudonym for each in readable(blind.round, who)] == [blind.person("pia").pseudonym]


def test_what_the_others_do_changes_nothing_that_a_blind_peer_is_told(blind):
    before = everything(blind, "pia")
    assignments.accept(assignment=blind.unit().assignments.get(stage__code="coding"), by=blind.owner)
    blind.answered("zed", "coding", A3="0")
    assert everything(blind, "pia") == before
    mails = Mail.objects.filter(to="pia@example.org")
    assert [mail.template for mail in mails] == ["invitation"]


def test_when_blinding_ends_the_two_stand_beside_each_other(blind):
    assignments.submit(assignment=blind.unit().assignments.get(stage__code="peers"), by=blind.user("pia"))
    review.end_blinding(unit=blind.unit(), by=blind.owner)
    first = next(row for row in sheet(blind, standing(blind.user("pia"), blind.round)) if row.cell == A1)
    assert [each.said.value for each in first.given] == ["50", "0"]
    assert first.differs
    assert first.ruled is None, "what was decided is for those who decide"


# The sheet, progress, agreement


def test_one_question_is_read_across_all_units():
    world = harbour()
    world.submitted("ada", "coding", "XA", A1="0", A2="50")
    world.submitted("bea", "coding", "XB", A1="100")
    who = standing(world.owner, world.round)
    a1 = questions_of(asked(world.round.questionnaire))[:1]
    read = cells(world.round, who, a1, units_of(world.round), ["2020"])
    assert {row.unit.place.code: row.given[0].words for row in read.values()} == {"XA": "option 0", "XB": "option 100"}
    assert list(cells(world.round, who, a1, [world.unit("XB")], ["2020"])) == [(world.unit("XB").pk, A1)]
    assert [row.cell for row in sheet(world, who)] == [A1, A1, A2]


def test_questions_are_found_by_their_words():
    world = harbour()
    questionnaire = asked(world.round.questionnaire)
    assert [question.code for question in questions_of(questionnaire, "question a1")] == ["A1"]
    assert questions_of(questionnaire, "lighthouse") == []


def test_a_cell_shows_the_decision_with_its_reason_and_the_history_of_its_answers(blind):
    page = cell_page(blind.round, standing(blind.owner, blind.round), blind.unit(), A1)
    assert (page.row.ruled.number, page.row.ruled.reason, page.row.ruled_words) == (1, SECRET, "option 50")
    coding = [told for told in page.history if told.assignment.stage.code == "coding"]
    assert [(told.said.value, told.current) for told in coding] == [("50", True), ("100", False)]


def test_progress_counts_cells_by_stage_and_says_who_is_late(blind):
    stage = blind.round.stages.get(code="peers")
    stage.deadline = blind.round.created_at.replace(year=2020)
    stage.save()
    found = progress(blind.round, standing(blind.owner, blind.round))
    unit = next(each for each in found.units if each.place == "XA")
    (coder,), (peer,) = unit.stages["coding"], unit.stages["peers"]
    assert (coder.total.answered, coder.total.cells, coder.open_queries, coder.late) == (10, 10, 1, False)
    assert (peer.total.answered, peer.total.cells, peer.late) == (1, 10, True)
    assert found.late == 1
    assert ("Island XB", "coding") in found.short


def test_a_cleared_answer_counts_no_more():
    world = harbour()
    part = world.answered("ada", "coding", A1="100", A2="0")
    say(part, "A1", None, state="cleared", by=world.user("ada"))
    found = progress(world.round, standing(world.owner, world.round))
    assert found.units[0].stages["coding"][0].total.answered == 1
    assert [row.cell for row in sheet(world, standing(world.owner, world.round))] == [A2]


def test_a_part_counts_its_questions_only():
    world = harbour()
    world.agreed("ada", "coding", questions=["A1", "A2"])
    assert progress(world.round, standing(world.owner, world.round)).units[0].stages["coding"][0].total.cells == 4


def test_agreement_is_of_what_was_said_before_blinding_ended():
    world = harbour()
    assert agreement(world.round, standing(world.owner, world.round)) is None
    assert agreement_now(world.round, standing(world.owner, world.round)) == ()
    coder = world.submitted("ada", "coding", A1="0")
    world.submitted("pia", "peers", A1="100")
    review.end_blinding(unit=world.unit(), by=world.owner)
    assignments.return_assignment(assignment=coder, text="See the peer.", by=world.owner)
    say(world.fresh(coder), "A1", "100", by=world.user("ada"))
    assignments.submit(assignment=coder, by=world.user("ada"))
    assert {points for *_, points in ratings(world.round)} == {0.0, 100.0}
    found = agreement(world.round, standing(world.owner, world.round), settings=Settings(seed=1, resamples=20))
    assert [each.question for each in found.questions] == ["A1"]
    (now,) = agreement_now(world.round, standing(world.owner, world.round))
    assert (now.question, now.coders, now.cells, now.differing) == ("A1", 2, 1, 1)
    assert now.alpha == found.questions[0].alpha.value
