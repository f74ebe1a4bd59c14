"""Letting somebody read an edition before its hour, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.core.actions.audit import record
from commonground.core.actions.invitations import invite
from commonground.core.actions.mail import cancel_mail, queue_mail
from commonground.methods.errors import CommongroundError, Problem
from commonground.publishing.models import EmbargoAccess
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from commonground.core.models import User


@transaction.atomic
def give_access(*, edition: Edition, email: str, name: str = "", by: User) -> EmbargoAccess:
    """Let whoever has this address read the unpublished edition, and write to them; asked twice, once."""
    _require(by, edition)
    held = Edition.every.select_for_update().get(pk=edition.pk)
    if held.published_at is not None:
        raise CommongroundError(
            Problem(
                code="embargo-over",
                message=_("The edition is published: everybody reads it."),
                place=subject_of(edition),
                remedy=_("Send them its address."),
            )
        )
    given = EmbargoAccess.objects.filter(edition=held, withdrawn_at=None)
    if (already := given.filter(user__email=email.strip().lower()).first()) is not None:
        return already
    path = f"/indices/{edition.index.code}@{edition.number}"
    invitation = invite(email=email, name=name, destination=path, by=by)
    access = EmbargoAccess.objects.create(edition=held, user=invitation.user, given_at=timezone.now())
    queue_mail(
        key=mail_of(access),
        to=invitation.user,
        template="embargo_access",
        context={
            "name": invitation.user.get_full_name(),
            "edition": f"{edition.index} {edition.label}",
            "until": edition.snapshot.round.embargo_until,
        },
        invitation=invitation,
        by=by,
    )
    _note("give-embargo-access", access, by)
    return access


@transaction.atomic
def withdraw_access(*, access: EmbargoAccess, by: User) -> bool:
    """From now on they read the edition with everybody else. False where that was so already."""
    _require(by, access.edition)
    rows = EmbargoAccess.objects.filter(pk=access.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=timezone.now()):
        return False
    cancel_mail(keys=[mail_of(access)], by=by)
    _note("withdraw-embargo-access", access, by)
    return True


def mail_of(access: EmbargoAccess) -> str:
    """The key of the mail that tells of an access."""
    return f"embargo-access:{access.pk}"


def subject_of(edition: Edition) -> str:
    return f"edition:{edition.index.code}@{edition.number}"


def _require(by: User, edition: Edition) -> None:
    if not by.has_perm("instruments.change_index", edition.index):
        raise PermissionDenied


def _note(verb: str, access: EmbargoAccess, by: User) -> None:
    record(by=by, verb=verb, subject=subject_of(access.edition), detail={"account": access.user.key})
