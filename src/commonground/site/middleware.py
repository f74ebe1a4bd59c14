"""What every answer of the server carries, and what every signed-in request must have shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Styles may stand inline (positions in charts are data); scripts may not."""


OWN_PAGES, SEEING_AS = "/accounts/", "/accounts/view-as/"
"""Where a second factor is set up; seeing the site as somebody else is no page of one's account."""


class ContentSecurityPolicy:
    """Sends the policy with every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        return response


class SecondFactor:
    """Where a second factor is required, an account of the team without one reaches its account pages only.

    So does whoever manages or moderates a round without entering the desk. Who only answers may have a second factor;
    allauth asks for it at sign-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_MFA and request.user.is_authenticated and not self._may_pass(request):
            # Never the sign-in page: it sends a signed-in person straight back, for ever.
            step = "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"
            return redirect(f"{reverse(step)}?{urlencode({'next': request.get_full_path()})}")
        return self.get_response(request)

    def _may_pass(self, request: HttpRequest) -> bool:
        own_pages = request.path.startswith(OWN_PAGES) and not request.path.startswith(SEEING_AS)
        if (
            own_pages
            or request.path.startswith(settings.STATIC_URL)
            or not rules.has_perm("core.shows_second_factor", request.user)
        ):
            return True
        return any(shown["method"] == "mfa" for shown in get_authentication_records(request, request.user))
