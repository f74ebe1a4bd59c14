"""The one door to the pages of questionnaires: who may enter, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.methods.errors import CommongroundError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

CONFLICT = 409
READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A version whose door somebody has passed."""

    request: HttpRequest
    version: QuestionnaireVersion

    @property
    def user(self) -> Any:  # noqa: ANN401 -- the account, a row of another room
        return self.request.user

    @property
    def posted(self) -> QueryDict:
        return self.request.POST

    @property
    def posting(self) -> bool:
        return self.request.method == "POST"

    def address(self, name: str = "version", **parts: object) -> str:
        """The address of a page of this version."""
        of = {"index": self.version.index.code, "number": self.version.number}
        return reverse(f"instruments:{name}", kwargs={**of, **parts})

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        base = self.address()
        path = self.request.path
        places = ("", "read/", "checklist/", "pilot/", "scoring/", "changes/", "files/")
        known = {
            "version": self.version,
            "base": base,
            "here": next((place for place in reversed(places) if path.startswith(base + place)), ""),
            "open": not self.version.is_kept,
            **context,
        }
        return render(self.request, f"instruments/{template}.html", known, status=status)

    def done(self, message: str, to: str = "version", at: str = "", **parts: object) -> HttpResponse:
        """After something was done: what it was, and on."""
        messages.success(self.request, message)
        return HttpResponseRedirect(self.address(to, **parts) + (f"#{at}" if at else ""))


def entered(*, post: bool = False, get: bool = True) -> Callable[..., Callable[..., HttpResponse]]:
    """A view of a version for the team of its index; to others it is not there. A refused action is a page."""
    methods = [*(READING if get else ()), *(("POST",) if post else ())]

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @login_required
        @require_http_methods(methods)
        @wraps(view)
        def answer(request: HttpRequest, index: str, number: int, **parts: Any) -> HttpResponse:
            rows = QuestionnaireVersion.objects.visible_to(request.user).select_related("index", "corrects")
            version = rows.filter(index__code=index, number=number).first()
            if version is None:
                raise Http404
            return private(_tried(view, Entered(request=request, version=version), parts))

        return answer

    return decorate


def index_at(request: HttpRequest, code: str) -> Index:
    """An index of the person's own."""
    found = Index.objects.visible_to(request.user).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response


def _tried(view: Callable[..., HttpResponse], on: Entered, parts: dict[str, Any]) -> HttpResponse:
    try:
        return view(on, **parts)
    except PermissionDenied:
        raise
    except CommongroundError as error:
        if not on.posting:
            raise
        kept = [text for text in (on.posted.get("waived", ""), on.posted.get("reason", "")) if text.strip()]
        return on.page("refused", status=CONFLICT, problems=error.problems, kept=kept)
