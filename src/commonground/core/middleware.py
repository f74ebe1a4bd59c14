"""Seeing the site as somebody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules
from django.conf import settings
from django.core.exceptions import PermissionDenied

from commonground.core.models import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

VIEWED = "viewed"
"""Where the session keeps whom its owner sees the site as: ``person``, ``chain`` and, where known, ``back``."""
OWN = ("/accounts/", "/desk/", "/language/")
"""Addresses at which everybody stays who they are: nobody's account pages are shown to another."""
READING = {"GET", "HEAD", "OPTIONS"}


class ViewAs:
    """While somebody sees as another, ``request.user`` is the other, ``request.seen_by`` who sees; writing is refused.

    The permission is asked for anew at every request, so that it ends when it is taken away.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seen_by = request.user
        request.viewed = self._viewed(request)
        if request.viewed and not request.path.startswith((*OWN, settings.STATIC_URL)):
            if request.method not in READING:
                raise PermissionDenied
            request.user = request.viewed
        return self.get_response(request)

    def _viewed(self, request: HttpRequest) -> User | None:
        viewed = request.session.get(VIEWED)
        if not (viewed and request.user.is_authenticated):
            return None
        person = User.objects.filter(key=viewed["person"], is_active=True).first()
        if person and rules.has_perm("core.view_as", request.user, person):
            return person
        del request.session[VIEWED]
        return None
