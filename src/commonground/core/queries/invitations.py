"""Invitations by their links."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from commonground.core.models import Invitation

SALT = "commonground.core.invitation"


def token_of(invitation: Invitation) -> str:
    """The token of an invitation's link. It is worked out from the installation's secret and stands nowhere."""
    return salted_hmac(SALT, str(invitation.key), algorithm="sha256").hexdigest()


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def link_of(invitation: Invitation) -> str:
    """The address that opens an invitation."""
    return settings.SITE_ADDRESS + path_of(invitation)


def path_of(invitation: Invitation) -> str:
    """The same on this site."""
    return reverse("core:invitation", args=[token_of(invitation)])


def open_invitation(token: str) -> Invitation | None:
    """The invitation that this token opens. One that is unknown, used, withdrawn or too old is None all the same."""
    found = Invitation.objects.select_related("user").filter(
        token_hash=token_hash(token),
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
        user__is_active=True,
    )
    return found.first()
