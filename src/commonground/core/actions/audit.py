"""Writing the audit trail."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from commonground.core.models import AuditEntry, AuditHead, PersonalText
from commonground.core.queries.trail import GENESIS, REST, entry_hash, personal_hash

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def record(
    *,
    by: User | None,
    verb: str,
    subject: str,
    detail: Mapping[str, Any],
    chain: str = REST,
    personal: Mapping[str, Any] | None = None,
    about: User | None = None,
) -> AuditEntry:
    """Append an entry to its chain; each round has one (``round:INDEX/CODE``), and the rest of the house another.

    ``detail`` holds codes, numbers and hashes. What names or describes a person goes into ``personal``: it stands
    apart, enters the chain as a salted hash, and is erased with the person whom it is ``about``. Whoever writes to
    two chains in one transaction writes to the rest last, so that no two wait for each other.
    """
    head = _locked(chain)
    entry = AuditEntry(
        chain=chain,
        number=head.number + 1,
        at=timezone.now(),
        by=by.key if by else None,
        verb=verb,
        subject=subject,
        detail=written(detail),
        personal=_set_apart(written(personal), about) if personal else "",
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    entry.save(force_insert=True)
    AuditHead.objects.filter(pk=chain).update(number=entry.number, hash=entry.hash)
    return entry


def written(value: object) -> Any:  # noqa: ANN401 -- JSON has no type of its own
    """A value as it is kept in an entry: keys and dates as texts, and what is absent left out."""
    match value:
        case Mapping():
            return {str(key): written(each) for key, each in value.items() if each is not None}
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case str() | bool() | int() | float():
            return value
        case Sequence() | set() | frozenset():
            return [written(each) for each in value if each is not None]
    return str(value)


def _locked(chain: str) -> AuditHead:
    """The chain's head, held until the transaction ends. The rest's chain says which others were begun."""
    heads = AuditHead.objects.select_for_update()
    return heads.filter(pk=chain).first() or _begun(chain)


def _begun(chain: str) -> AuditHead:
    """A new chain. Whoever begins one holds the rest, and looks again: another may have begun it meanwhile."""
    if chain != REST and _locked(REST) and not AuditHead.objects.filter(pk=chain).exists():
        record(by=None, verb="begin-chain", subject=f"chain:{chain}", detail={})
    AuditHead.objects.bulk_create([AuditHead(chain=chain, hash=GENESIS)], ignore_conflicts=True)
    return AuditHead.objects.select_for_update().get(pk=chain)


def _set_apart(text: dict[str, Any], about: User | None) -> str:
    salt = secrets.token_hex(32)
    kept = PersonalText(hash=personal_hash(salt, text), salt=salt, text=text, person=about.key if about else None)
    kept.save(force_insert=True)
    return kept.hash
