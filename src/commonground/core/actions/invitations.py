"""Inviting people, and letting them in."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from commonground.core.actions.accounts import check_address, check_password, problem
from commonground.core.actions.audit import record
from commonground.core.models import Invitation, User
from commonground.core.queries.accounts import is_team
from commonground.core.queries.invitations import open_invitation, token_hash, token_of
from commonground.core.queries.trail import REST
from commonground.methods.sentences import Sentence

DAYS = 14


@transaction.atomic
def invite(
    *,
    email: str,
    by: User | None,
    name: str = "",
    language: str = "",
    destination: str = "/tasks/",
    days: int = DAYS,
    chain: str = REST,
) -> Invitation:
    """Open an account for an address, or find the one that there is, and make a link that opens it once.

    The link goes out by ``queue_mail(template="invitation", invitation=...)`` and is shown to nobody else.
    """
    if by and not is_team(by):
        raise PermissionDenied
    user = _account(email.strip().lower(), name, language)
    now = timezone.now()
    invitation = Invitation(
        key=uuid4(),
        user=user,
        destination=destination,
        invited_by=by.key if by else None,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    invitation.token_hash = token_hash(token_of(invitation))
    invitation.save(force_insert=True)
    detail = {"invitation": invitation.key, "expires": invitation.expires_at, "destination": destination}
    record(by=by, verb="invite", subject=f"account:{user.key}", detail=detail, chain=chain)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, chain: str = REST) -> None:
    """Let the link open nothing any more."""
    if not is_team(by):
        raise PermissionDenied
    if Invitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        detail = {"invitation": invitation.key}
        record(by=by, verb="withdraw-invitation", subject=f"account:{invitation.user.key}", detail=detail, chain=chain)


@transaction.atomic
def accept_invitation(*, token: str, password: str = "") -> Invitation | None:
    """Use the link up and let its holder in. None where it opens nothing (any more).

    An account without a password takes one now, by which its holder signs in the next time.
    """
    invitation = open_invitation(token)
    now = timezone.now()
    if not (invitation and Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now)):
        return None
    user = invitation.user
    if not user.has_usable_password():
        check_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})
    record(by=user, verb="accept-invitation", subject=f"account:{user.key}", detail={"invitation": invitation.key})
    return invitation


def _account(email: str, name: str, language: str) -> User:
    check_address(email)
    user = User.objects.filter(email=email).first()
    if user is None:
        first, _, last = name.strip().rpartition(" ")
        user = User.objects.create_user(email, None, first_name=first[:150], last_name=last[:150], language=language)
        record(by=None, verb="open-account", subject=f"account:{user.key}", detail={"role": "invited"})
    if not user.is_active:
        raise problem(Sentence("This account is closed."), Sentence("Ask an administrator to open it again."))
    return user
