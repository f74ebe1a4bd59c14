"""Sending what is in the outbox: nothing is missed, and a crash doubles one mail at most.

A mail is claimed in a transaction of its own, sent, and then marked. Whoever dies between the last two leaves one
claim behind, which is taken back after ``LEASE``. Each try carries the same Message-ID.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from commonground.core.actions.mail import known_address, record_bounce
from commonground.core.models import Mail
from commonground.core.queries.invitations import path_of
from commonground.core.queries.mail import PERSONAL_LINK, is_suppressed, one_line, preview_mail
from commonground.methods.errors import CommongroundError, Problem

LEASE = timedelta(minutes=15)
WAITS = (1, 5, 15, 60, 180, 360)
"""Minutes until the next try; the last one again and again, for about five days."""
TRIES = 24
PERMANENT = 500
DEAD_ADDRESS = "5.1."
"""How a server's answer begins that is about the address, and not about us (RFC 3463)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What one walk through the outbox came to."""

    sent: int = 0
    later: int = 0
    failed: int = 0


def send_due(*, connection: BaseEmailBackend | None = None, limit: int = 100) -> Sending:
    """Send what is due, oldest first, one at a time."""
    outcomes: list[str] = []
    while len(outcomes) < limit and (mail := _claim()) is not None:
        outcomes.append(_send(mail, connection))
    return Sending(
        sent=outcomes.count(Mail.State.SENT),
        later=outcomes.count(Mail.State.QUEUED),
        failed=outcomes.count(Mail.State.FAILED) + outcomes.count(Mail.State.BOUNCED),
    )


@transaction.atomic
def recover_mail(*, now: datetime | None = None) -> int:
    """Take back the mails whose sender died, and say how many."""
    now = now or timezone.now()
    rows = Mail.objects.filter(state=Mail.State.SENDING, claimed_at__lt=now - LEASE)
    return rows.update(state=Mail.State.QUEUED, due_at=now)


@transaction.atomic
def _claim() -> Mail | None:
    due = Mail.objects.filter(state=Mail.State.QUEUED, due_at__lte=timezone.now()).order_by("due_at", "pk")
    while (mail := due.select_for_update(skip_locked=True).first()) is not None:
        if not is_suppressed(mail.to):
            mail.state, mail.claimed_at, mail.attempts = Mail.State.SENDING, timezone.now(), mail.attempts + 1
            mail.save(update_fields=["state", "claimed_at", "attempts"])
            return mail
        Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SUPPRESSED)
    return None


def _send(mail: Mail, connection: BaseEmailBackend | None) -> str:
    try:
        _message(mail, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        return _refused(mail, *next(iter(error.recipients.values())))
    except (smtplib.SMTPException, OSError) as error:
        return _put_off(mail, error)
    except ValueError as error:  # Django's own guard against headers that hold more than one line
        return _mark(mail, Mail.State.FAILED, problem=one_line(str(error)))
    return _mark(mail, Mail.State.SENT, sent_at=timezone.now(), problem="")


def _message(mail: Mail, connection: BaseEmailBackend | None) -> EmailMessage:
    body = mail.body.replace(PERSONAL_LINK, path_of(mail.invitation)) if mail.invitation else mail.body
    return EmailMessage(
        subject=mail.subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _refused(mail: Mail, code: int, answer: bytes | str) -> str:
    said = one_line(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer)
    if code < PERMANENT:
        return _put_off(mail, f"{code} {said}")
    record_bounce(message_id=mail.message_id, detail=f"{code} {said}", permanent=said.startswith(DEAD_ADDRESS))
    return Mail.State.BOUNCED


def _put_off(mail: Mail, problem: object) -> str:
    said = one_line(f"{type(problem).__name__}: {problem}" if isinstance(problem, Exception) else str(problem))
    if mail.attempts >= TRIES:
        return _mark(mail, Mail.State.FAILED, problem=said)
    wait = timedelta(minutes=WAITS[min(mail.attempts, len(WAITS)) - 1])
    return _mark(mail, Mail.State.QUEUED, due_at=timezone.now() + wait, problem=said)


def _mark(mail: Mail, state: str, *, problem: str, **values: datetime) -> str:
    """The state that the mail has now: one that was cancelled meanwhile stays so, unless it has gone."""
    rows = Mail.objects.filter(pk=mail.pk)
    found = rows if state == Mail.State.SENT else rows.filter(state=Mail.State.SENDING)
    return state if found.update(state=state, problem=problem[:300], claimed_at=None, **values) else ""


def send_test(*, address: str) -> str:
    """Send a mail past the outbox, and say what came of it."""
    to, shown = known_address(address), preview_mail(template="test", context={})
    try:
        EmailMessage(shown.subject, shown.body, settings.DEFAULT_FROM_EMAIL, [to]).send()
    except (smtplib.SMTPException, OSError) as error:
        raise CommongroundError(
            Problem(
                code="mail-test",
                place=f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}",
                message=f"The mail could not be sent: {one_line(str(error))}.",
                remedy="Correct the settings of the mail server.",
            )
        ) from error
    if not settings.EMAIL_HOST:
        raise CommongroundError(
            Problem(
                code="mail-not-set",
                message="No mail server is set, so the mail was printed and nothing left this machine.",
                remedy="Set COMMONGROUND_MAIL_HOST.",
            )
        )
    return f"The mail server {settings.EMAIL_HOST} took a mail to {to}. Look whether it arrives."
