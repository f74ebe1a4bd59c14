"""What mails say, whether they may go, and how the outbox stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db.models import Count, Min
from django.template.loader import render_to_string
from django.utils import timezone, translation

from commonground.core.models import Mail, Suppression

PERSONAL_LINK = "[[personal-link]]"
"""Stands in a mail, behind the site's address, until it goes; the outbox never holds a link that opens an account."""
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A mail as its reader will see it."""

    subject: str
    body: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    """How many mails are in each state, and since when the oldest that should have gone is waiting."""

    counts: Mapping[str, int]
    overdue_since: datetime | None


def preview_mail(*, template: str, context: Mapping[str, Any], language: str = "") -> Rendered:
    """The mail that ``queue_mail`` would put into the outbox, word for word.

    A template is two texts, ``mail/NAME.subject.txt`` and ``mail/NAME.txt``; any room may bring its own. ``path`` in
    the context becomes ``link``; an invitation's link is filled in when the mail goes.
    """
    language = known_language(language)
    values = {"link": settings.SITE_ADDRESS + context.get("path", "/"), "address": settings.SITE_ADDRESS} | {**context}
    with translation.override(language):
        subject = render_to_string(f"mail/{template}.subject.txt", values)
        body = render_to_string(f"mail/{template}.txt", values)
    return Rendered(subject=one_line(subject), body=plain_text(body), language=language)


def known_language(language: str) -> str:
    """The language if the house speaks it, otherwise the house's own."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def one_line(text: str) -> str:
    """A header's value: nothing in it ends the line or hides in it."""
    visible = "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)
    return " ".join(visible.split())[:LONGEST_SUBJECT]


def plain_text(text: str) -> str:
    """A mail's text: lines end in one way, and only lines and tabs are set by control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) != "Cc")
    return kept.strip() + "\n"


def address_hash(address: str) -> str:
    return sha256(f"address:{address.strip().lower()}".encode()).hexdigest()


def is_suppressed(address: str) -> bool:
    return Suppression.objects.filter(pk=address_hash(address)).exists()


def outbox_state() -> OutboxState:
    counts = dict(Mail.objects.order_by().values_list("state").annotate(Count("pk")))
    waiting = Mail.objects.filter(state__in=(Mail.State.QUEUED, Mail.State.SENDING), due_at__lte=timezone.now())
    return OutboxState(counts=counts, overdue_since=waiting.aggregate(Min("due_at"))["due_at__min"])
