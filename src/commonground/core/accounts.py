"""How accounts are opened: by the team, never by a stranger; and where their holders go once they are signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver

from commonground.core.queries.accounts import is_team

if TYPE_CHECKING:
    from django.http import HttpRequest

TASKS, ROUNDS = "/tasks/", "/rounds/"


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up is closed; an account is made by ``commonground`` or at the desk."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- allauth's signature
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To one's work: an index's team to its rounds, everybody else to their tasks."""
        return ROUNDS if is_team(request.user) else TASKS


@receiver(authenticator_added)
def count_as_shown(request: HttpRequest, authenticator: Authenticator, **_more: object) -> None:
    """Who has just set up a second factor has shown it, and is not asked for it on the next page."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        post_authentication(request, authenticator, reauthenticated=True)
