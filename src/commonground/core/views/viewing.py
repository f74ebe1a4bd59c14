"""Beginning and ending to see the site as somebody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from commonground.core.actions.viewing import begin_viewing, end_viewing
from commonground.core.middleware import VIEWED
from commonground.core.models import User
from commonground.core.queries.trail import REST

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TASKS = "/tasks/"


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """POST ``person`` (the key of an account), ``next`` and, where the owner does, ``chain``."""
    if not request.user.is_authenticated:
        raise Http404
    person = get_object_or_404(User, key=_key(request))
    chain = request.POST.get("chain", "") if request.user.is_superuser else REST
    begin_viewing(person=person, by=request.user, chain=chain)
    request.session[VIEWED] = {"person": str(person.key), "chain": chain}
    return redirect(_next(request, TASKS))


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    viewed = request.session.pop(VIEWED, None)
    person = User.objects.filter(key=viewed["person"]).first() if viewed else None
    if person:
        end_viewing(person=person, by=request.user, chain=viewed["chain"])
    return redirect(_next(request, viewed.get("back", "/") if viewed else "/"))


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("person", ""))
    except ValueError:
        raise Http404 from None


def _next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else otherwise
