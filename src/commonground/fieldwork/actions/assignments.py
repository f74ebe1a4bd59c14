"""The life of an assignment: invited, agreed or declined, working, submitted, returned, accepted, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from commonground.fieldwork.actions.notices import mail_end, mail_invitation, mail_returned
from commonground.fieldwork.actions.shared import held_assignment, held_round, move, name, note
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.events import assignment_changed, tell
from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Citation, Contributor, Stage, Unit, Work
from commonground.fieldwork.queries.checks import open_hits
from commonground.fieldwork.queries.standing import covers
from commonground.fieldwork.queries.telling import REASSIGNED
from commonground.methods.sentences import Sentence
from commonground.responses.actions import append, close_response, open_response, reopen_response
from commonground.responses.models import Response, State
from commonground.responses.queries import Given, current

if TYPE_CHECKING:
    from commonground.core.models import User

TO_BEGIN = (AssignmentState.INVITED, AssignmentState.AGREED)
ANSWERING = (Work.ANSWER, Work.REVIEW)


@transaction.atomic
def assign(
    *,
    stage: Stage,
    unit: Unit,
    contributor: Contributor,
    questions: Sequence[str] = (),
    deadline: dt.datetime | None = None,
    hours_agreed: Decimal | None = None,
    fee: Decimal | None = None,
    currency: str = "",
    by: User,
    hold_mail: bool = False,
) -> Assignment:
    """Invite a contributor to a part. The mail with their link goes with it, or waits where it is to be read before."""
    round_ = held_round(stage.round, "manage", by)
    _check_part(stage, unit, contributor, questions)
    assignment = Assignment.objects.create(
        stage=stage,
        unit=unit,
        contributor=contributor,
        questions=list(questions),
        deadline=deadline,
        hours_agreed=hours_agreed,
        fee=fee,
        currency=currency,
    )
    detail = {"contributor": contributor.pk, "questions": list(questions)}
    note(round_, "invite", name(assignment), by, detail)
    mail_invitation(assignment, by, held=hold_mail)
    tell(assignment_changed, assignment=assignment, before="", by=by)
    return assignment


@transaction.atomic
def agree(*, assignment: Assignment, by: User) -> Assignment:
    """Take the part on. Who answers gets a response of their own."""
    held = held_assignment(assignment, "agree", by)
    if held.stage.work in ANSWERING and held.response is None:
        held.response = _response(held)
    return move(held, AssignmentState.AGREED, "agree", by)


@transaction.atomic
def decline(*, assignment: Assignment, reason: str = "", by: User) -> Assignment:
    held = held_assignment(assignment, "decline", by)
    return move(held, AssignmentState.DECLINED, "decline", by, personal={"reason": reason}, about=by)


@transaction.atomic
def declare_interests(*, assignment: Assignment, interests: str, by: User) -> Assignment:
    """Say what could bias one, or that there is nothing. Where a stage asks for it no work begins before."""
    held = held_assignment(assignment, "declare", by)
    if not interests.strip():
        raise refuse(
            "interests",
            Sentence("Nothing is declared."),
            Sentence('Say what your interests are, or write "none".'),
            str(held),
        )
    held.declared_at = timezone.now()
    held.save(update_fields=["declared_at"])
    note(held.stage.round, "declare-interests", name(held), by, {}, personal={"interests": interests.strip()}, about=by)
    return held


@transaction.atomic
def appear_by_name(*, assignment: Assignment, named: bool, by: User) -> Contributor:
    """Whether its holder appears in public by name or under the pseudonym, in all that they do for the index."""
    held = held_assignment(assignment, "be-named", by)
    held.contributor.named = named
    held.contributor.save(update_fields=["named"])
    note(held.stage.round, "appear-by-name", name(held), by, {"named": named})
    return held.contributor


@transaction.atomic
def submit(*, assignment: Assignment, by: User) -> Assignment:
    """Hand in. Every hit of a check rule must have been fixed or justified."""
    held = held_assignment(assignment, "submit", by)
    if problems := [hit.problem for hit in open_hits(held)]:
        raise FieldworkError(*problems)
    held.submitted_at = timezone.now()
    return move(held, AssignmentState.SUBMITTED, "submit", by)


@transaction.atomic
def return_assignment(*, assignment: Assignment, text: str, questions: Sequence[str] = (), by: User) -> Assignment:
    """Give it back, or the questions named, with what is to be done, which stands on its page. Its holder is told."""
    held = held_assignment(assignment, "return", by)
    if not text.strip():
        raise refuse(
            "reason-needed",
            Sentence("Nothing says why it is returned."),
            Sentence("Write what is to be done."),
            str(held),
        )
    _check_questions(held.stage, [code for code in questions if covers(held, code)], questions)
    if held.response is not None and held.response.closed_at is not None:  # locked once, and opened for an erratum
        reopen_response(response=held.response)
    held.returned_questions = list(questions)
    held.times_returned += 1
    moved = move(
        held,
        AssignmentState.RETURNED,
        "return",
        by,
        questions=list(questions),
        times=held.times_returned,
        personal={"text": text.strip()},
        about=held.contributor.user,
    )
    mail_returned(moved, text, held.times_returned, by)
    return moved


@transaction.atomic
def accept(*, assignment: Assignment, by: User) -> Assignment:
    return move(held_assignment(assignment, "accept", by), AssignmentState.ACCEPTED, "accept", by)


@transaction.atomic
def withdraw(*, assignment: Assignment, reason: str = "", by: User) -> Assignment:
    """End an assignment. What was answered in it stays, and can no longer be added to."""
    held = held_assignment(assignment, "withdraw", by)
    mail_end(held, by)
    _close(held)
    return move(
        held, AssignmentState.WITHDRAWN, "withdraw", by, personal={"reason": reason}, about=held.contributor.user
    )


@transaction.atomic
def reassign(
    *, assignment: Assignment, contributor: Contributor, keep_answers: bool, by: User, hold_mail: bool = False
) -> Assignment:
    """Give the part to somebody else: the old assignment ends, with all that was said in it.

    With ``keep_answers`` its current answers stand in the new one too, under their authors, to go on from.
    """
    held = held_assignment(assignment, "reassign", by)
    answers = held.response
    mail_end(held, by)
    if held.state not in ENDED:
        _close(held)
        move(
            held,
            AssignmentState.WITHDRAWN,
            "withdraw",
            by,
            personal={"reason": REASSIGNED},
            about=held.contributor.user,
        )
    new = assign(
        stage=held.stage,
        unit=held.unit,
        contributor=contributor,
        questions=held.questions,
        deadline=held.deadline,
        hours_agreed=held.hours_agreed,
        fee=held.fee,
        currency=held.currency,
        by=by,
        hold_mail=hold_mail,
    )
    new.replaces = held
    if keep_answers and answers is not None:
        new.response = _response(new)
        _hand_over(answers, new.response)
    new.save(update_fields=["replaces", "response"])
    note(held.stage.round, "reassign", name(new), by, {"from": name(held), "answers": keep_answers})
    return new


@transaction.atomic
def set_terms(
    *,
    assignment: Assignment,
    hours_agreed: Decimal | None = None,
    fee: Decimal | None = None,
    currency: str = "",
    by: User,
) -> Assignment:
    """Hours and fee, which may be settled after the round is locked."""
    held = held_assignment(assignment, "set-terms", by)
    held.hours_agreed, held.fee, held.currency = hours_agreed, fee, currency
    held.save(update_fields=["hours_agreed", "fee", "currency"])
    terms = {"hours": str(hours_agreed), "fee": str(fee), "currency": currency}
    note(held.stage.round, "set-terms", name(held), by, {}, personal=terms, about=held.contributor.user)
    return held


def begin_work(assignment: Assignment, by: User) -> None:
    """The first answer turns an agreed assignment into one at work."""
    if assignment.state == AssignmentState.AGREED:
        move(assignment, AssignmentState.WORKING, "begin-work", by)


def _response(assignment: Assignment) -> Response:
    round_, unit = assignment.stage.round, assignment.unit
    return open_response(
        questionnaire=round_.questionnaire,
        subject=unit.subject,
        subject_label=unit.place.name,
        periods=[
            {
                "code": period.code,
                "label": period.label,
                "reference_date": period.reference_date.isoformat() if period.reference_date else "",
            }
            for period in round_.periods.all()
        ],
        respondent=assignment.contributor.user,
        pseudonym=assignment.contributor.pseudonym,
    )


def _hand_over(old: Response, new: Response) -> None:
    """The current answers as they were given, by whoever gave them, with what they cite."""
    cited: dict[UUID, list[Citation]] = {}
    for each in Citation.objects.filter(revision__response=old).order_by("pk"):
        cited.setdefault(each.revision_id, []).append(each)
    for said in current(old).values():
        if said.state != State.CLEARED:
            given = Given(
                revision_id=uuid4(),
                cell=said.cell,
                based_on=0,
                state=said.state,
                value=said.value,
                comment=said.comment,
                confidence=said.confidence,
                basis=said.basis,
                origin=said.origin,
                wording=said.wording,
                by=said.by,
            )
            append(response=new, given=given)
            for each in cited.get(said.id, ()):
                Citation.objects.create(
                    revision_id=given.revision_id,
                    article_id=each.article_id,
                    place_in=each.place_in,
                    quote=each.quote,
                    by_id=each.by_id,
                    at=each.at,
                )


def _close(assignment: Assignment) -> None:
    if assignment.response is not None:
        close_response(response=assignment.response)


def _check_part(stage: Stage, unit: Unit, contributor: Contributor, questions: Sequence[str]) -> None:
    """Stage, unit and contributor belong to one round, questions to its questionnaire, and nobody has a part twice."""
    round_ = stage.round
    if unit.round_id != round_.pk or contributor.index_id != round_.index_id:
        raise refuse(
            "assignment-foreign", Sentence("The unit or the contributor belongs to another round."), place=str(stage)
        )
    _check_questions(stage, questions, questions)
    alive = Assignment.objects.filter(stage=stage, unit=unit, contributor=contributor).exclude(state__in=ENDED)
    if alive.exists():
        raise refuse(
            "assignment-twice",
            Sentence("%(contributor)s has this part already.", contributor=contributor),
            Sentence("Choose somebody else."),
            f"{stage}, {unit}",
        )


def _check_questions(stage: Stage, open_: Collection[str], named: Collection[str]) -> None:
    """All that are named are of the questionnaire, and among those that are ``open_``."""
    rows = stage.round.questionnaire.questions.filter(code__in=open_)
    if unknown := sorted(set(named) - set(rows.values_list("code", flat=True))):
        raise refuse(
            "assignment-questions",
            Sentence("There is no question %(unknown)s.", unknown=", ".join(unknown)),
            Sentence("Correct the codes."),
            str(stage),
        )
