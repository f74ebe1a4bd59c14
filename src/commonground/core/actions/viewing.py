"""Seeing the site as somebody else does: read only, for those who look after that person's work, and written down."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from rules.permissions import has_perm

from commonground.core.actions.audit import record
from commonground.core.models import User
from commonground.core.queries.trail import REST


@transaction.atomic
def begin_viewing(*, person: User, by: User, chain: str = REST) -> None:
    """Write down that ``by`` begins to see the site as ``person`` does. ``core.view_as`` says who may."""
    if not has_perm("core.view_as", by, person):  # type: ignore[no-untyped-call]
        raise PermissionDenied
    record(by=by, verb="begin-viewing-as", subject=f"account:{person.key}", detail={}, chain=chain)


def end_viewing(*, person: User, by: User, chain: str = REST) -> None:
    """Write down that it is over."""
    record(by=by, verb="end-viewing-as", subject=f"account:{person.key}", detail={}, chain=chain)
