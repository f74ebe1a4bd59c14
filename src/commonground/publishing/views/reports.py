"""Reports: the list of an edition's, each as a file under its permanent address, and what editors choose."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonground.core.typesetting import LettersError
from commonground.publishing.actions.reports import write_plan
from commonground.publishing.converters import EditionName
from commonground.publishing.queries.opened import Opened, PeriodInfo, open_edition
from commonground.publishing.queries.reports_page import ReportsPage, address, plan_page, reports_page, subjects
from commonground.publishing.queries.viewers import Viewer
from commonground.publishing.reports.build import build
from commonground.publishing.reports.kinds import ALL, SECTIONS, TITLES, Kind, languages
from commonground.publishing.reports.plans import plan_of
from commonground.publishing.reports.writers import TYPES, written
from commonground.publishing.views.answering import (
    Choice,
    NothingHereError,
    answered,
    count,
    edition_page,
    kept_for,
    viewer_of,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

LONGEST = 8_000
COST = 3
"""A report is as much work as three pictures."""
SHOWN = frozenset({"pdf", "html"})
"""Forms that a browser shows; the others it keeps."""


@edition_page
def reports(opened: Opened, period: PeriodInfo) -> ReportsPage:
    return reports_page(opened)


@answered
def report(
    request: HttpRequest, *, name: EditionName, kind: str, of: str, language: str, form: str, plan: int | None = None
) -> HttpResponse:
    """A report under its permanent address; by any other, the way there."""
    opened = open_edition(viewer_of(request), name.index, name.number)
    if opened is None:
        raise Http404
    sort, subject = _asked(opened, kind, of, language, form)
    found = plan_of(opened, sort, language, subject, plan)
    if found is None:
        raise Http404
    if plan is None or opened.info.name != opened.info.pinned or request.META.get("QUERY_STRING"):
        there = address(opened, sort, subject, language, found.number, form)
        return kept_for(HttpResponseRedirect(there), opened)
    count(request, cost=COST)
    made = build(opened, found, of=subject, site=settings.SITE_ADDRESS)
    try:
        content = written(made, form)
    except LettersError as error:
        raise NothingHereError(str(error), _list(opened)) from error
    response = HttpResponse(content, content_type=TYPES[form])
    how = "inline" if form in SHOWN else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{opened.info.index}-{opened.info.number}-{made.name}.{form}"'
    return kept_for(response, opened, unchanging=True)


def _list(opened: Opened) -> Choice:
    return Choice(_("Reports"), reverse("publishing:reports", kwargs={"name": opened.info.name}))


def _asked(opened: Opened, kind: str, of: str, language: str, form: str) -> tuple[Kind, str]:
    """What kind of report, and of what; one clear page where there is no such report."""
    subject = "" if of == ALL else of
    known = kind in set(Kind) and language in languages() and form in TYPES
    if not known or subject not in dict(subjects(opened, Kind(kind))):
        raise NothingHereError(_("This edition has no such report. The list shows which there are."), _list(opened))
    return Kind(kind), subject


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report_plan(request: HttpRequest, name: EditionName, kind: str) -> HttpResponse:
    """What the team chooses for a report: sections, their order, and its own text in them."""
    viewer = Viewer(user=request.user)
    opened = open_edition(viewer, name.index, name.number)
    if opened is None or not viewer.works_on(opened.edition.index) or kind not in set(Kind):
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    sort = Kind(kind)
    language = asked.get("say") if asked.get("say") in languages() else "en"
    of = asked.get("of", "") if asked.get("of", "") in dict(subjects(opened, sort)) else ""
    if request.method == "POST":
        _write(request, opened, sort, language, of)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'say': language, 'of': of})}")
    page = plan_page(opened, sort, language, of)
    context = {
        "page": page,
        "edition": opened.info,
        "base": reverse("publishing:index", kwargs={"name": opened.info.pinned}),
        "kinds": [(each.value, title) for each, title in TITLES.items()],
        "languages": languages().items(),
        "chosen": {"kind": kind, "say": language, "of": of},
        "files": [
            (form, address(opened, sort, of or _first(opened, sort), language, page.plan.number, form))
            for form in TYPES
        ],
    }
    response = render(request, "publishing/report_plan.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _first(opened: Opened, kind: Kind) -> str:
    return subjects(opened, kind)[0][0]


def _write(request: HttpRequest, opened: Opened, kind: Kind, language: str, of: str) -> None:
    posted = request.POST
    codes = [code for code in SECTIONS[kind] if posted.get(f"in-{code}")]

    def place(code: str) -> int:
        said = posted.get(f"at-{code}", "")
        return int(said) if said.isdecimal() and len(said) < 4 else len(codes)  # noqa: PLR2004 -- no longer than that

    write_plan(
        opened=opened,
        kind=kind,
        language=language,
        of=of,
        sections=sorted(codes, key=place),
        texts={code: posted.get(f"text-{code}", "").replace("\r\n", "\n")[:LONGEST] for code in SECTIONS[kind]},
        by=request.user,
    )
