"""What a form sent that could not be saved: that nobody was signed in, or that it was not open to its sender any more.

The first is kept until they are back, and shown to be sent again; the second is shown to be copied. Pages without
scripts need it; with them nothing that was typed leaves the browser before it was acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonground.fieldwork.queries.writing import bills_for, held_once, writes_at
from commonground.methods.errors import CommongroundError, Problem

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KEPT = "fieldwork-kept"
MOST = 200_000
"""Characters that a session keeps."""
Field = tuple[str, str]
View = Callable[..., "HttpResponse"]
LABELS = {
    "value": _("Your answer"),
    "comment": _("Comment"),
    "text": _("What you wrote"),
    "reason": _("Reason"),
    "interests": _("What it is"),
    "law": _("Law or document"),
    "article": _("Article or section"),
    "place": _("Place in it"),
    "quote": _("Quote"),
    "url": _("Web address"),
}
"""Fields that hold what somebody typed; ``value:ROW`` is that of a row of a table."""
BILLED = {
    "hours": _("Hours worked"),
    "what": _("What for"),
    "number": _("Number of your invoice"),
    "amount": _("Amount"),
    "currency": _("Currency"),
}
"""The same where hours or an invoice were typed."""


def signed_in(view: View) -> View:
    """As ``login_required``; and what a form sent is not lost, whether its sender is signed out or not let in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        posts = request.method == "POST"
        if request.user.is_authenticated:
            if posts and request.session.get(KEPT, {}).get("to") == request.get_full_path():
                del request.session[KEPT]
            try:
                return view(request, *args, **parts)
            except (PermissionDenied, Http404) as refusal:
                if not (posts and (typed := _typed(_fields(request)))):
                    raise
                return _unsent(request, parts, refusal, typed)
        kept_here = posts and _keep(request)
        return redirect_to_login(reverse("fieldwork:kept") if kept_here else request.get_full_path())

    return guarded


@never_cache
@login_required
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What was kept, for whoever may have written it, with a button that sends it."""
    found = request.session.get(KEPT)
    if not found or not _wrote(request, found):
        return redirect("fieldwork:tasks")
    return render(request, "fieldwork/kept.html", {"kept": found, "texts": _typed(found["fields"])})


def _wrote(request: HttpRequest, found: Mapping[str, Any]) -> bool:
    """Whether what was kept may be this person's, by its address or, where that names nothing, by its fields."""
    parts = resolve(found["to"].partition("?")[0]).kwargs
    return writes_at(request.user, parts) if parts else bills_for(request.user, dict(found["fields"]))


def _unsent(
    request: HttpRequest, parts: dict[str, Any], refusal: PermissionDenied | Http404, typed: list[Field]
) -> HttpResponse:
    """What was typed, and why it was not saved: it stands nowhere else."""
    gone = isinstance(refusal, Http404)
    problems: tuple[Problem, ...] = refusal.problems if isinstance(refusal, CommongroundError) else ()
    context = {"texts": typed, "problems": problems, "ended": gone and held_once(request.user, parts)}
    response = render(request, "fieldwork/unsent.html", context, status=404 if gone else 403)
    add_never_cache_headers(response)
    return response


def _typed(fields: list[Field]) -> list[Field]:
    labels = LABELS | BILLED if {"hours", "amount"} & {name for name, _value in fields} else LABELS
    known = ((labels.get(name.partition(":")[0]), name.partition(":")[2], value) for name, value in fields)
    return [(f"{label} {row}".strip(), value) for label, row, value in known if label and value.strip()]


def _fields(request: HttpRequest) -> list[Field]:
    return [(name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values]


def _keep(request: HttpRequest) -> bool:
    fields = _fields(request)
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    files = [file.name for file in request.FILES.values()]
    request.session[KEPT] = {"to": request.get_full_path(), "fields": fields, "files": files}
    return True
