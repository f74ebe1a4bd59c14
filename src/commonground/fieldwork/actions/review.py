"""What is said about answers: queries in threads, a government's remarks, justified hits, the end of blinding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.actions.notices import mail_query
from commonground.fieldwork.actions.shared import held_assignment, held_query, name, note
from commonground.fieldwork.errors import not_open, refuse
from commonground.fieldwork.models import (
    ENDED,
    HANDED_IN,
    Assignment,
    CheckRule,
    Justification,
    Period,
    Query,
    QueryMessage,
    QueryState,
    Remark,
    Round,
    Scope,
    Unit,
)
from commonground.fieldwork.queries.access import questions_read, require, standing
from commonground.fieldwork.queries.checks import Hit, hits, hits_across
from commonground.fieldwork.queries.standing import covers
from commonground.instruments.models import Question
from commonground.methods.sentences import Sentence
from commonground.responses.queries import Cell

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def ask(*, assignment: Assignment, cell: Cell, text: str, by: User) -> Query:
    """Put a query on an answer to whoever gave it. They are told."""
    held = held_assignment(assignment, "ask", by)
    _some(text, held)
    question, period = row_of(held.stage.round, cell)
    _in_part(held, cell, by)
    query = Query.objects.create(
        round=held.stage.round,
        assignment=held,
        unit=held.unit,
        question=question,
        period=period,
        item=cell.item,
        by=by,
        at=timezone.now(),
    )
    _say(query, text, by)
    note(held.stage.round, "ask", f"query:{query.pk}", by, {"assignment": name(held), "cell": str(cell)})
    return query


@transaction.atomic
def reply(*, query: Query, text: str, by: User) -> Query:
    """Go on in the thread: the holder's words answer it, anybody else's open it again."""
    held = held_query(query, "reply", by)
    _some(text, held.assignment)
    answered = held.assignment.contributor.user_id == by.pk
    held.state = QueryState.ANSWERED if answered else QueryState.OPEN
    held.save(update_fields=["state"])
    message = _say(held, text, by)
    note(held.round, "reply", f"query:{held.pk}", by, {"message": message.pk, "state": held.state.value})
    return held


@transaction.atomic
def resolve(*, query: Query, by: User) -> Query:
    held = held_query(query, "resolve", by)
    held.state = QueryState.RESOLVED
    held.save(update_fields=["state"])
    note(held.round, "resolve", f"query:{held.pk}", by, {})
    return held


@transaction.atomic
def remark(*, assignment: Assignment, cell: Cell, text: str, by: User) -> Remark:
    """What a government says of a cell. The answers stay as they are."""
    held = held_assignment(assignment, "remark", by)
    _some(text, held)
    if not covers(held, cell.question):
        raise not_open(str(cell))
    question, period = row_of(held.stage.round, cell)
    made = Remark.objects.create(
        assignment=held,
        unit=held.unit,
        question=question,
        period=period,
        item=cell.item,
        text=text.strip(),
        by=by,
        at=timezone.now(),
    )
    note(held.stage.round, "remark", name(held), by, {"cell": str(cell), "remark": made.pk})
    return made


@transaction.atomic
def justify(*, assignment: Assignment, rule: CheckRule, cell: Cell, text: str, by: User) -> Justification:
    """Say why a hit stands. Across units it is for those who decide to say."""
    across = rule.scope == Scope.UNITS
    held = held_assignment(assignment, "justify-across" if across else "justify", by)
    _some(text, held)
    round_ = held.stage.round
    found = hits_across(round_) if across else hits([held], round_, {Scope.UNIT, Scope.LAST_ROUND})
    hit = _one(found, held, rule, cell)
    question, period = row_of(held.stage.round, cell)
    made = Justification.objects.create(
        rule=rule,
        assignment=held,
        hit=hit.key,
        text=text.strip(),
        unit=held.unit,
        question=question,
        period=period,
        item=cell.item,
        by=by,
        at=timezone.now(),
    )
    note(round_, "justify", name(held), by, {"rule": rule.code, "cell": str(cell), "hit": hit.key})
    return made


@transaction.atomic
def end_blinding(*, unit: Unit, by: User) -> list[Assignment]:
    """Open to each other what the blind stages of a unit have handed in. All of them must have, and it is for good."""
    require(by, "end-blinding", unit)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "stage__round__index", "unit__place", "contributor"
    )
    blind = list(rows.filter(unit=unit, stage__blind=True, unblinded_at=None).exclude(state__in=ENDED))
    if late := [str(each) for each in blind if each.state not in HANDED_IN]:
        raise refuse(
            "blinding",
            Sentence("Not handed in yet: %(late)s.", late="; ".join(late)),
            Sentence("Wait for it, or withdraw the assignment."),
            str(unit),
        )
    now = timezone.now()
    for each in blind:
        each.unblinded_at = now
        each.save(update_fields=["unblinded_at"])
        note(unit.round, "end-blinding", name(each), by, {})
    return blind


def row_of(round_: Round, cell: Cell) -> tuple[Question, Period]:
    """The rows that a cell names; refused where the round has no such cell."""
    question = round_.questionnaire.questions.filter(code=cell.question).first()
    period = round_.periods.filter(code=cell.period).first()
    if question is None or period is None:
        raise refuse(
            "cell", Sentence("The round has no such cell."), Sentence("Correct the question or the period."), str(cell)
        )
    return question, period


def _in_part(assignment: Assignment, cell: Cell, by: User) -> None:
    """The query is on a question that is part of the assignment, and of the asker's."""
    read = questions_read(standing(by, assignment.stage.round), assignment)
    if not covers(assignment, cell.question) or (read is not None and cell.question not in read):
        raise not_open(str(cell))


def _one(found: tuple[Hit, ...], assignment: Assignment, rule: CheckRule, cell: Cell) -> Hit:
    for hit in found:
        if (hit.assignment, hit.rule, hit.cell) == (assignment.pk, rule.code, cell):
            return hit
    raise refuse(
        "check-none", Sentence("The rule finds nothing here."), Sentence("Nothing needs to be justified."), str(cell)
    )


def _say(query: Query, text: str, by: User) -> QueryMessage:
    message = QueryMessage.objects.create(query=query, by=by, text=text.strip(), at=timezone.now())
    mail_query(query, message, by)
    return message


def _some(text: str, where: Assignment) -> None:
    if not text.strip():
        raise refuse(
            "text-needed", Sentence("Nothing is written."), Sentence("Write what you want to say."), str(where)
        )
