"""The explorer: a view of an edition as a page, as a part of another's page, as a file, as a picture."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonground.publishing.charts.pictures import PictureError, picture
from commonground.publishing.display import printed_on
from commonground.publishing.explorer.kinds import TITLES, Kind, kinds_of
from commonground.publishing.explorer.page import address, explore_page
from commonground.publishing.explorer.scope import Scope, UnknownWordError, scope
from commonground.publishing.explorer.state import LONGEST, AddressError, View, read
from commonground.publishing.exporters.tables import spreadsheet
from commonground.publishing.narrative.naming import named_for_reader, unmarked
from commonground.publishing.queries.opened import Opened, open_edition
from commonground.publishing.views.answering import (
    MACHINE_READ,
    Choice,
    NothingHereError,
    answered,
    count,
    in_form,
    kept_for,
    viewer_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from commonground.publishing.converters import EditionName
    from commonground.publishing.explorer.page import ExplorePage

FRAMED = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors *"
)
"""The site's policy, but for who may put the page into a frame."""
PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
FILES = {*PICTURES, "csv", "xlsx"}
WIDTHS = ("360", "720")
COMPUTED = {Kind.OWN, Kind.WHATIF}
"""Views that are worked out anew for each address."""
EVERY = 10_000
"""Files hold the changed answers of all places."""
BESIDES = {"embed", "mark", "width", "set", "reach"}
"""Words of a query that are no part of a view."""


@answered
def boundaries(request: HttpRequest) -> HttpResponse:
    """What our maps show of disputed places, and why."""
    return render(request, "publishing/boundaries.html")


@answered
def explorer(request: HttpRequest, *, name: EditionName) -> HttpResponse:
    """The way in: the ranking."""
    if open_edition(viewer_of(request), name.index, name.number) is None:
        raise Http404
    return HttpResponseRedirect(address(str(name), View()))


def shown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of the explorer with its scope found, or one clear page where an address has none."""

    @answered
    @wraps(view)
    def answer(request: HttpRequest, *, name: EditionName, kind: str, form: str = "html") -> HttpResponse:
        opened = open_edition(viewer_of(request), name.index, name.number)
        if opened is None:
            raise Http404
        try:
            with printed_on(opened.info.scale):
                response = view(request, _scope(request, opened, kind, form), form)
        except (AddressError, UnknownWordError) as error:
            raise NothingHereError(str(error), *_ways(opened)) from error
        return kept_for(response, opened, unchanging=form in FILES)

    return answer


@shown
def explore(request: HttpRequest, scope: Scope, form: str) -> HttpResponse:
    """A view in the form asked for."""
    if form in PICTURES or scope.view.kind in COMPUTED:
        count(request)
    if form in PICTURES:
        return _pictured(request, scope, form)
    if form == "html" and (canonical := _elsewhere(request, scope)):
        return HttpResponseRedirect(canonical)
    page = explore_page(scope, **({} if form == "html" else {"most": EVERY}))
    if form == "xlsx":
        return spreadsheet(page, _name(request, form)).response("xlsx")
    if form == "html" and request.GET.get("embed"):
        return _embedded(request, page)
    base = f"/indices/{scope.opened.info.name}"
    return in_form(request, page, form, base=base, suffix=_suffix(scope))


def _suffix(scope: Scope) -> str:
    query = scope.view.query()
    return f"?{query}" if query else ""


def _scope(request: HttpRequest, opened: Opened, kind: str, form: str) -> Scope:
    if len(request.META.get("QUERY_STRING", "")) > LONGEST:
        raise AddressError(_("This address is longer than any view needs. Choose a group instead of single places."))
    if kind not in set(Kind):
        raise UnknownWordError(_("There is no view “%(kind)s”. Choose one of these.") % {"kind": kind[:40]})
    if kind not in kinds_of(numeric=opened.info.numeric):
        raise UnknownWordError(
            _("This index is made of measured values: there are no answers behind “%(kind)s”. Choose another view.")
            % {"kind": TITLES[Kind(kind)]}
        )
    query = {key: request.GET.getlist(key) for key in request.GET}
    book = opened if form in MACHINE_READ else named_for_reader(opened)
    if named := _named(request.GET.get("mark", ""), book, opened):
        query["marked"] = [*query.get("marked", []), named]
    if reach := request.GET.get("reach", "").strip():
        query["target"] = [f"{request.GET.get('target', 'rank')}:{reach}"]
    elif query.get("target") in (["rank"], ["score"]):
        query["target"] = []
    return scope(book, read(kind, query))


def _named(text: str, *books: Opened) -> str:
    """The code of the place that a reader typed, by its code or one of its names; empty for nothing typed."""
    wanted = unmarked(text.strip())
    if not wanted:
        return ""
    names = {code: [unmarked(book.place_name(code)) for book in books] for code in books[0].places}
    found = [code for code, known in names.items() if wanted in {unmarked(code), *known}]
    found = found or [code for code, known in names.items() if any(name.startswith(wanted) for name in known)]
    if not found:
        raise UnknownWordError(_("This edition has no place called “%(text)s”.") % {"text": text.strip()[:40]})
    return found[0]


def _ways(opened: Opened) -> list[Choice]:
    """The views there are."""
    kinds = kinds_of(numeric=opened.info.numeric)
    return [Choice(str(TITLES[kind]), address(opened.info.name, View(kind=kind))) for kind in kinds]


def _elsewhere(request: HttpRequest, scope: Scope) -> str:
    """The one address of the view, where it was asked for by another; empty where it was not."""
    asked = [(key, value) for key, value in parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True)]
    besides = [(key, value) for key, value in asked if key == "embed" and value]
    if [pair for pair in asked if pair[0] != "embed"] == parse_qsl(scope.view.query()):
        return ""
    there = address(scope.opened.info.name, scope.view)
    return there + (("&" if "?" in there else "?") + urlencode(besides[:1]) if besides else "")


def _embedded(request: HttpRequest, page: ExplorePage) -> HttpResponse:
    """The chart alone, for a frame on any page."""
    base = f"/indices/{page.edition.name}"
    response = render(request, "publishing/embed.html", {"page": page, "base": base, "site": settings.SITE_ADDRESS})
    response["Content-Security-Policy"] = FRAMED
    response.xframe_options_exempt = True
    return response


def _pictured(request: HttpRequest, scope: Scope, form: str) -> HttpResponse:
    width = request.GET.get("width", WIDTHS[1])
    if width not in WIDTHS:
        raise AddressError(_("Pictures are 360 or 720 wide."))
    page = explore_page(scope)
    try:
        content = picture(page, form, int(width))
    except PictureError as error:
        raise NothingHereError(str(error), Choice(page.chart.finding.text, page.address)) from error
    response = HttpResponse(content, content_type=PICTURES[form])
    response["Content-Disposition"] = f'inline; filename="{_name(request, form)}.{form}"'
    return response


def _name(request: HttpRequest, form: str) -> str:
    return slugify(request.path.removesuffix(f".{form}").replace("/", "-").replace("@", "-"))
