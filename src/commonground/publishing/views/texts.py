"""The team's page of an edition's sentences: read, edit, check."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonground.publishing.actions.texts import write_note, write_text
from commonground.publishing.display import printed_on
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.narrative.told import language_told
from commonground.publishing.queries.opened import Opened, open_edition
from commonground.publishing.queries.texts_page import KINDS, fact_of, texts
from commonground.publishing.queries.viewers import Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from commonground.publishing.converters import EditionName

STATES = ("generated", "edited", "check")
LONGEST = 2000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sentences(request: HttpRequest, name: EditionName) -> HttpResponse:
    """All sentences of one kind of page, each with its state; posting one changes its text."""
    opened = _opened(request, name)
    asked = request.POST if request.method == "POST" else request.GET
    kind = asked.get("kind") if asked.get("kind") in KINDS else KINDS[0]
    language = LANGUAGES.get(asked.get("say", ""), language_told())
    period = next((each for each in opened.periods if each.code == asked.get("period")), opened.default_period)
    state = asked.get("state") if asked.get("state") in STATES else ""
    here = {"kind": kind, "say": language.code, "period": period.code, "state": state}
    with printed_on(opened.info.scale):
        if request.method == "POST":
            _write(request, opened, language, fact_of(opened, kind, period, request.POST.get("key", "")))
            return HttpResponseRedirect(f"{request.path}?{urlencode(here)}")
        page = texts(opened, kind, period, language, state)
    context = {
        "page": page,
        "edition": opened.info,
        "periods": opened.periods,
        "language": language,
        "languages": LANGUAGES.values(),
        "kinds": _kinds(),
        "states": _states(),
        "base": reverse("publishing:index", kwargs={"name": opened.info.pinned}),
        **{f"chosen_{word}": value for word, value in here.items()},
    }
    response = render(request, "publishing/texts.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _opened(request: HttpRequest, name: EditionName) -> Opened:
    viewer = Viewer(user=request.user)
    found = open_edition(viewer, name.index, name.number)
    if found is None or not viewer.works_on(found.edition.index):
        raise Http404
    return found


def _write(request: HttpRequest, opened: Opened, language: object, fact: object) -> None:
    text = request.POST.get("text", "")[:LONGEST]
    if request.POST.get("key") == "note":
        write_note(opened=opened, language=language, text=text, by=request.user)
    elif fact is not None:
        write_text(opened=opened, language=language, fact=fact, text=text, by=request.user)
    else:
        raise Http404


def _kinds() -> list[tuple[str, str]]:
    return list(
        zip(KINDS, (_("Places"), _("Areas"), _("Questions"), _("Groups of places"), _("What changed")), strict=True)
    )


def _states() -> list[tuple[str, str]]:
    return list(zip(STATES, (_("generated"), _("edited"), _("to check")), strict=True))
