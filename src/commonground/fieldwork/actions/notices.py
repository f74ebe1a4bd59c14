"""Mails that tell those concerned, each part of the transaction of what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from commonground.core.actions.invitations import invite
from commonground.core.actions.mail import cancel_mail, queue_mail, send_again
from commonground.core.queries.mail import Rendered, preview_mail
from commonground.fieldwork.actions.shared import held_round
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.models import Assignment, Query, QueryMessage, Round
from commonground.fieldwork.queries.mails import knows_of_it, mails_about, stuck_mails
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from commonground.core.models import User


def mail_invitation(assignment: Assignment, by: User, *, held: bool = False) -> None:
    """The link that opens the account, with what the part is."""
    user = assignment.contributor.user
    if user is None:
        return
    round_ = assignment.stage.round
    queue_mail(
        key=f"invitation:{assignment.pk}",
        to=user,
        template="invitation",
        context={**_part(assignment), "role": assignment.stage.get_role_display()},
        by=by,
        invitation=invite(email=user.email, by=by, chain=round_.key),
        held=held,
    )


def mail_deadline(assignment: Assignment, before: datetime | None, text: str, by: User) -> None:
    """Every change is told, also one back to a date that was told before; what did not change is not."""
    if assignment.due != before:
        about = timezone.now().isoformat()
        _mail(assignment, "deadline_changed", about, {"before": before, "text": text}, by)


def preview_deadline(assignment: Assignment, deadline: datetime | None, text: str) -> Rendered | None:
    """The mail that another deadline would send to the holder of ``assignment``, word for word."""
    if deadline == assignment.due:
        return None
    return _preview(assignment, "deadline_changed", {"deadline": deadline, "before": assignment.due, "text": text})


def mail_returned(assignment: Assignment, text: str, times: int, by: User) -> None:
    _mail(assignment, "returned", str(times), {"text": text}, by)


def mail_query(query: Query, message: QueryMessage, by: User) -> None:
    """To whoever the query is put to, unless it is they who wrote."""
    assignment = query.assignment
    if assignment.contributor.user_id != by.pk:
        _mail(assignment, "query", str(message.pk), {"question": query.question.code}, by)


def mail_end(assignment: Assignment, by: User) -> None:
    """Before a part is taken away: what waits about it goes no more, and whoever knew of it is told."""
    knew = knows_of_it(assignment)
    cancel_mail(keys=mails_about(assignment).values_list("key", flat=True), by=by)
    if knew:
        _mail(assignment, "withdrawn", "", {"deadline": None}, by)


@transaction.atomic
def send_stuck(*, round_: Round, keys: Collection[str], by: User) -> int:
    """Try mails of a round once more, and say how many; none whose part or whose work is over."""
    held = held_round(round_, "manage", by)
    stuck = {mail.key for mail in stuck_mails(held)}
    if not stuck.issuperset(keys):
        raise refuse(
            "mail-over",
            Sentence("What this mail tells is over, or the mail has gone."),
            Sentence("Look at the list again."),
            held.key,
        )
    return send_again(keys=keys, by=by)


def preview_end(assignment: Assignment) -> Rendered | None:
    """The mail that taking the part away would send; none where its holder has not heard of it."""
    return _preview(assignment, "withdrawn", {"deadline": None}) if knows_of_it(assignment) else None


def preview_returned(assignment: Assignment, text: str, language: str = "") -> Rendered | None:
    """The mail with which the part would come back; in ``language`` for whoever may not know its reader."""
    return _preview(assignment, "returned", {"text": text}, language)


def preview_query(assignment: Assignment, question: str, by: User, language: str = "") -> Rendered | None:
    """The mail of a query; none to whoever would write to themselves; in ``language`` as above."""
    own = assignment.contributor.user_id == by.pk
    return None if own else _preview(assignment, "query", {"question": question}, language)


def preview_peers_query(assignment: Assignment, question: str, language: str) -> Rendered | None:
    """The mail of a peer's query in the peer's own language: that of its reader would tell of who they are."""
    return _preview(assignment, "query", {"question": question}, language)


def _preview(assignment: Assignment, template: str, context: dict[str, Any], language: str = "") -> Rendered | None:
    user = _reader(assignment)
    known = {**_part(assignment), **context}
    return preview_mail(template=template, context=known, language=language or user.language) if user else None


def _mail(assignment: Assignment, template: str, about: str, context: dict[str, Any], by: User) -> None:
    if user := _reader(assignment):
        key = f"{template}:{assignment.pk}:{about}"
        queue_mail(key=key, to=user, template=template, context={**_part(assignment), **context}, by=by)


def _reader(assignment: Assignment) -> User | None:
    """The holder of a part, unless the account was closed or the person erased."""
    user = assignment.contributor.user
    return user if user and user.is_active else None


def _part(assignment: Assignment) -> dict[str, Any]:
    return {
        "round": assignment.stage.round.title,
        "unit": assignment.unit.place.name,
        "deadline": assignment.due,
    }
