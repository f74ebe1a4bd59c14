"""The page behind the link of an invitation. Opening it changes nothing, since programs that check mails open links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth import logout
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from commonground.core.actions.invitations import accept_invitation
from commonground.core.forms import AcceptForm
from commonground.core.queries.invitations import open_invitation
from commonground.core.sentences import spoken
from commonground.methods.errors import CommongroundError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

GONE = 410


@method_decorator(never_cache, name="dispatch")
class AcceptView(View):
    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = open_invitation(token)
        if invitation is None:
            return self._closed(request)
        form = AcceptForm(asks=not invitation.user.has_usable_password())
        return render(request, "core/invitation.html", {"invitation": invitation, "form": form})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        invitation = open_invitation(token)
        if invitation is None:
            return self._closed(request)
        form = AcceptForm(request.POST, asks=not invitation.user.has_usable_password())
        if form.is_valid():
            try:
                accepted = accept_invitation(token=token, password=form.cleaned_data.get("password", ""))
            except CommongroundError as error:
                form.add_error("password", spoken(error.problems[0].message))
            else:
                return self._enter(request, accepted) if accepted else self._closed(request)
        return render(request, "core/invitation.html", {"invitation": invitation, "form": form})

    def _enter(self, request: HttpRequest, invitation: object) -> HttpResponse:
        """Sign in as allauth does, so that an account with a second factor is asked for it."""
        if request.user.is_authenticated:
            logout(request)
        return perform_login(request, Login(user=invitation.user, redirect_url=invitation.destination))

    def _closed(self, request: HttpRequest) -> HttpResponse:
        return render(request, "core/invitation_closed.html", status=GONE)
