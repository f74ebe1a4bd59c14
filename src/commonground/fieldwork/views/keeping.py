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

from commonground.fieldwork.models import Query, Round, Work
from commonground.fieldwork.queries.access import permits, standing
from commonground.fieldwork.queries.tasks import held_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commonground.core.models import User

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
    if not found or not _own(request.user, found["to"]):
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


def _own(user: User, address: str) -> bool:
    """Whether the form stands on a page of this person: a browser may be used by two."""
    parts = resolve(address.partition("?")[0]).kwargs
    if "assignment" in parts:
        return held_by(user, parts["assignment"]) is not None
    if "query" in parts:
        return Query.objects.filter(pk=parts["query"], assignment__contributor__user=user).exists()
    rows = Round.objects.select_related("index").filter(index__code=parts.get("index"), number=parts.get("number", 0))
    round_ = rows.first()
    if round_ is None:
        return False
    who = standing(user, round_)
    return permits(who, "watch", round_) or any(part.stage.work == Work.DECIDE for part in who.held)
