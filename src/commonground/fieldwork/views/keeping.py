"""What a form sent when its sender was signed out already: kept until they are back, and shown to be sent again.

Pages without scripts need it; with them nothing that was typed leaves the browser before it was acknowledged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commonground.fieldwork.queries.writing import writes_at

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

KEPT = "fieldwork-kept"
MOST = 200_000
"""Characters that a session keeps."""
View = Callable[..., "HttpResponse"]


def signed_in(view: View) -> View:
    """As ``login_required``; and what a form sent is kept while its sender signs in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **parts: Any) -> HttpResponse:
        posts = request.method == "POST"
        if request.user.is_authenticated:
            if posts and request.session.get(KEPT, {}).get("to") == request.get_full_path():
                del request.session[KEPT]
            return view(request, *args, **parts)
        kept_here = posts and _keep(request)
        return redirect_to_login(reverse("fieldwork:kept") if kept_here else request.get_full_path())

    return guarded


@never_cache
@login_required
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What was kept, for whoever may have written it, with a button that sends it."""
    found = request.session.get(KEPT)
    if not found or not writes_at(request.user, resolve(found["to"].partition("?")[0]).kwargs):
        return redirect("fieldwork:tasks")
    labels = {
        "comment": _("Comment"),
        "text": _("What you wrote"),
        "reason": _("Reason"),
        "interests": _("What it is"),
        "quote": _("Quote"),
    }
    texts = [(labels[name], value) for name, value in found["fields"] if name in labels and value.strip()]
    return render(request, "fieldwork/kept.html", {"kept": found, "texts": texts})


def _keep(request: HttpRequest) -> bool:
    fields = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    if sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    files = [file.name for file in request.FILES.values()]
    request.session[KEPT] = {"to": request.get_full_path(), "fields": fields, "files": files}
    return True
