"""The outbox: what is to go is written down with what it tells of, and goes from there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from commonground.core.actions.audit import record
from commonground.core.models import Invitation, Mail, Suppression, User
from commonground.core.queries.mail import PERSONAL_LINK, address_hash, is_suppressed, preview_mail
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.sentences import Sentence


@transaction.atomic
def queue_mail(
    *,
    key: str,
    to: User | str,
    template: str,
    context: Mapping[str, Any],
    by: User | None,
    language: str = "",
    invitation: Invitation | None = None,
    held: bool = False,
    due_at: datetime | None = None,
) -> Mail:
    """Put a mail into the outbox, once for each ``key``: asked again, the first one stands.

    It is part of the caller's transaction, so what was done and the mail about it come together or not at all. A
    ``held`` mail waits for ``release_mail``. With an ``invitation`` the context's ``link`` is its personal link, and
    the mail goes to its holder only.
    """
    if already := Mail.objects.filter(key=key).first():
        return already
    account = to if isinstance(to, User) else None
    address = known_address(account.email if account else str(to))
    if invitation:
        if invitation.user.email != address:
            raise CommongroundError(
                Problem(
                    code="mail-invitation",
                    message=Sentence("The link of an invitation goes to its holder only."),
                    place=address,
                    remedy=Sentence("Check the address of the account."),
                )
            )
        context = {**context, "link": settings.SITE_ADDRESS + PERSONAL_LINK, "expires": invitation.expires_at}
    rendered = preview_mail(
        template=template, context=context, language=language or (account.language if account else "")
    )
    now = timezone.now()
    mail, _new = Mail.objects.get_or_create(
        key=key,
        defaults={
            "to": address,
            "person": account.key if account else None,
            "template": template,
            "language": rendered.language,
            "subject": rendered.subject,
            "body": rendered.body,
            "invitation": invitation,
            "state": _state(address, held=held),
            "due_at": due_at or now,
            "queued_at": now,
            "queued_by": by.key if by else None,
            "message_id": f"<{uuid.uuid4()}@commonground.mail>",
        },
    )
    return mail


@transaction.atomic
def release_mail(*, keys: Iterable[str], by: User) -> int:
    """Let held mails go, and say how many."""
    rows = Mail.objects.filter(key__in=list(keys), state=Mail.State.HELD)
    released = list(rows.values_list("key", flat=True))
    rows.update(state=Mail.State.QUEUED, due_at=timezone.now())
    _note(by, "release-mail", released)
    return len(released)


@transaction.atomic
def cancel_mail(*, keys: Iterable[str], by: User | None) -> int:
    """Take mails out of the outbox that have not gone, and say how many. One that is being sent is not tried again."""
    states = (Mail.State.HELD, Mail.State.QUEUED, Mail.State.SENDING, Mail.State.FAILED)
    rows = Mail.objects.filter(key__in=list(keys), state__in=states)
    cancelled = list(rows.values_list("key", flat=True))
    rows.update(state=Mail.State.CANCELLED)
    _note(by, "cancel-mail", cancelled)
    return len(cancelled)


@transaction.atomic
def send_again(*, keys: Iterable[str], by: User) -> int:
    """Try mails once more that came back or were given up, and say how many.

    An address that was found dead is taken for alive again; one whose owner wants no mail gets none.
    """
    states = (Mail.State.BOUNCED, Mail.State.FAILED, Mail.State.SUPPRESSED)
    again = []
    for mail in Mail.objects.select_for_update().filter(key__in=list(keys), state__in=states).exclude(to=""):
        hashed = address_hash(mail.to)
        if Suppression.objects.filter(pk=hashed, reason=Suppression.Reason.ASKED).exists():
            continue
        if Suppression.objects.filter(pk=hashed).exists():
            lift_suppression(address=mail.to, by=by)
        mail.state, mail.due_at, mail.attempts, mail.problem = Mail.State.QUEUED, timezone.now(), 0, ""
        mail.save(update_fields=["state", "due_at", "attempts", "problem"])
        again.append(mail.key)
    _note(by, "send-again", again)
    return len(again)


@transaction.atomic
def suppress(*, address: str, reason: str, by: User | None, detail: str = "") -> None:
    """Send this address no mail any more; what waits for it is not sent."""
    hashed = address_hash(address)
    Suppression.objects.update_or_create(
        pk=hashed, defaults={"reason": reason, "detail": detail[:300], "at": timezone.now()}
    )
    waiting = Mail.objects.filter(to__iexact=address.strip(), state__in=(Mail.State.HELD, Mail.State.QUEUED))
    waiting.update(state=Mail.State.SUPPRESSED)
    record(by=by, verb="suppress-address", subject=f"address:{hashed[:16]}", detail={"reason": reason})


@transaction.atomic
def lift_suppression(*, address: str, by: User) -> bool:
    """Send this address mail again. False where it was not suppressed."""
    hashed = address_hash(address)
    gone, _each = Suppression.objects.filter(pk=hashed).delete()
    if gone:
        record(by=by, verb="lift-suppression", subject=f"address:{hashed[:16]}", detail={})
    return bool(gone)


@transaction.atomic
def record_bounce(*, message_id: str, detail: str, permanent: bool, by: User | None = None) -> bool:
    """Note that a mail came back; where the address is dead, it gets no more. False where no such mail was sent."""
    mail = Mail.objects.select_for_update().filter(message_id=message_id).first()
    if mail is None:
        return False
    mail.state, mail.problem = Mail.State.BOUNCED, detail[:300]
    mail.save(update_fields=["state", "problem"])
    if permanent and mail.to:
        suppress(address=mail.to, reason=Suppression.Reason.BOUNCED, by=by, detail=detail)
    return True


def known_address(address: str) -> str:
    """An address as it is kept, refused where it is none."""
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise CommongroundError(
            Problem(
                code="mail-address",
                message=Sentence("This is no e-mail address."),
                place=address,
                remedy=Sentence("Check the address of the account."),
            )
        ) from error
    return address


def _state(address: str, *, held: bool) -> str:
    if is_suppressed(address):
        return Mail.State.SUPPRESSED
    return Mail.State.HELD if held else Mail.State.QUEUED


def _note(by: User | None, verb: str, keys: list[str]) -> None:
    if keys:
        record(by=by, verb=verb, subject="outbox", detail={"mails": sorted(keys)})
