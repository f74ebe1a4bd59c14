"""Writing the audit trail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from commonground.core.models import AuditEntry
from commonground.methods.canonical import canonical, digest

if TYPE_CHECKING:
    from commonground.core.models import User

GENESIS = "0" * 64
CHAIN_LOCK = 0x636F6D6D  # any constant of our own: PostgreSQL's advisory locks are numbers


@transaction.atomic
def record(*, by: User | None, verb: str, subject: str, detail: Mapping[str, Any]) -> AuditEntry:
    """Append an entry to the chain. Its hash covers what it says and the hash of the entry before it."""
    if connection.vendor == "postgresql":  # on SQLite the transaction already holds the only write lock
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = AuditEntry.objects.order_by("pk").last()
    entry = AuditEntry(
        at=timezone.now(),
        actor=by,
        verb=verb,
        subject=subject,
        detail=dict(detail),
        previous_hash=last.hash if last else GENESIS,
    )
    entry.hash = entry_hash(entry)
    entry.save()
    return entry


def entry_hash(entry: AuditEntry) -> str:
    """The SHA-256 of an entry's content and its predecessor's hash."""
    said = {
        "at": entry.at.isoformat(),
        "actor": entry.actor.email if entry.actor else "",
        "verb": entry.verb,
        "subject": entry.subject,
        "detail": entry.detail,
        "previous": entry.previous_hash,
    }
    return digest([canonical(said)])


def first_broken() -> AuditEntry | None:
    """The first entry whose hash or link does not hold, or None where the chain is whole."""
    previous = GENESIS
    for entry in AuditEntry.objects.select_related("actor").order_by("pk").iterator():
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            return entry
        previous = entry.hash
    return None
