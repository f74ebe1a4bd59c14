"""The one door to the team's pages: who may enter a round, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from commonground.fieldwork.models import Assignment, Round, Unit
from commonground.fieldwork.queries.access import not_allowed, permits, standing
from commonground.fieldwork.queries.people import assignment_of
from commonground.fieldwork.queries.reading import unit_of_round
from commonground.fieldwork.queries.standing import Standing, Thing
from commonground.fieldwork.views.keeping import signed_in
from commonground.methods.errors import CommongroundError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict


CONFLICT = 409
READING = ("GET", "HEAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A round whose door somebody has passed."""

    request: HttpRequest
    round: Round
    who: Standing

    @property
    def user(self) -> Any:  # noqa: ANN401 -- the account, a row of another room
        return self.request.user

    @property
    def asked(self) -> QueryDict:
        return self.request.GET

    @property
    def posted(self) -> QueryDict:
        return self.request.POST

    def may(self, verb: str, thing: Thing | None = None) -> bool:
        return permits(self.who, verb, thing or self.round)

    def require(self, verb: str, thing: Thing | None = None) -> None:
        if not self.may(verb, thing):
            raise not_allowed()

    def tongue(self, part: Assignment) -> str:
        """Empty for the language of a part's holder; one's own where that would tell of who they are."""
        return "" if self.may("know-holder", part) else get_language() or ""

    def address(self, name: str = "round", **parts: object) -> str:
        """The address of a page of this round."""
        of = {"index": self.round.index.code, "number": self.round.number}
        return reverse(f"fieldwork:{name}", kwargs={**of, **parts})

    def page(self, template: str, **context: Any) -> HttpResponse:
        may = {verb.replace("-", "_"): self.may(verb) for verb in ("manage", "watch", "lock", "publish", "reopen")}
        known = {"round": self.round, "may": may, "base": self.address(), **context}
        return render(self.request, f"fieldwork/rounds/{template}.html", known)

    def done(self, message: str, to: str, **parts: object) -> HttpResponse:
        """After something was done: what it was, and on."""
        messages.success(self.request, message)
        return redirect(self.address(to, **parts))


def entered(verb: str = "see", *, post: bool = False, get: bool = True) -> Callable[..., Callable[..., HttpResponse]]:
    """A view of a round: to strangers it is not there, to others what ``verb`` allows. A refused action is a page."""
    methods = [*(READING if get else ()), *(("POST",) if post else ())]

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @signed_in
        @require_http_methods(methods)
        @wraps(view)
        def answer(request: HttpRequest, index: str, number: int, **parts: Any) -> HttpResponse:
            on = _enter(request, index, number)
            on.require(verb)
            return private(_tried(view, on, parts))

        return answer

    return decorate


def kept_of(on: Entered) -> list[tuple[str, str]]:
    """What was posted, to be posted again once it is confirmed."""
    return [(name, value) for name, values in on.posted.lists() if name != "csrfmiddlewaretoken" for value in values]


def private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response


def assignment_at(on: Entered, key: int, verb: str = "see") -> Assignment:
    """An assignment of the round, and of no other, for those who may do ``verb`` to it."""
    found = assignment_of(on.round, key)
    if found is None or not on.may("see", found):
        raise Http404
    on.require(verb, found)
    return found


def unit_at(on: Entered, key: int) -> Unit:
    """A unit of the round, and of no other."""
    found = unit_of_round(on.round, key)
    if found is None:
        raise Http404
    return found


def _enter(request: HttpRequest, index: str, number: int) -> Entered:
    rows = Round.objects.select_related("index", "questionnaire", "framework")
    round_ = rows.filter(index__code=index, number=number).first()
    if round_ is None:
        raise Http404
    who = standing(request.user, round_)
    if not permits(who, "see", round_):
        raise Http404
    return Entered(request=request, round=round_, who=who)


def _tried(view: Callable[..., HttpResponse], on: Entered, parts: dict[str, Any]) -> HttpResponse:
    try:
        return view(on, **parts)
    except PermissionDenied:
        raise
    except CommongroundError as error:
        if on.request.method in READING:
            raise
        return refused(on, error)


def refused(on: Entered, error: CommongroundError) -> HttpResponse:
    """What an action would not do and why, with what was written, so that nothing typed is lost."""
    kept = [text for name, text in on.posted.items() if name in {"text", "reason"} and text.strip()]
    response = on.page("refused", problems=error.problems, kept=kept, back=on.request.META.get("HTTP_REFERER", ""))
    response.status_code = CONFLICT
    return response
