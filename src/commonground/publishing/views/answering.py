"""How a page is answered: in the form asked for, to those who may read it, with what caches may keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from commonground.core import limits
from commonground.core.limits import TooManyError
from commonground.publishing.display import printed_on
from commonground.publishing.exporters.documents import document
from commonground.publishing.exporters.tables import spreadsheet
from commonground.publishing.narrative.languages import LANGUAGES
from commonground.publishing.narrative.naming import named_for_reader
from commonground.publishing.narrative.told import told_in
from commonground.publishing.queries.opened import Opened, PeriodInfo, open_edition
from commonground.publishing.queries.viewers import Viewer

if TYPE_CHECKING:
    from django.http import HttpRequest

    from commonground.publishing.converters import EditionName
    from commonground.publishing.queries.tables import Page

T = TypeVar("T")
MINUTES, YEAR = 300, 31_536_000
MACHINE_READ = frozenset({"json", "csv"})
"""Forms that name places as their edition does, whoever asks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Where to go instead of an address that does not exist."""

    label: str
    address: str


class NothingHereError(Exception):
    """An address without a page: why, and where to go instead."""

    def __init__(self, reason: str, *choices: Choice) -> None:
        super().__init__(reason)
        self.reason, self.choices = reason, choices


def viewer_of(request: HttpRequest) -> Viewer:
    """The reader behind a request."""
    return Viewer(user=request.user, previews=settings.SHOW_PRIVATE_ON_LOOPBACK and _on_this_computer(request))


def _on_this_computer(request: HttpRequest) -> bool:
    """Whether the request comes straight from this computer; one that passed a proxy may come from anywhere."""
    if any(name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Read-only, compressed, with an entity tag, and with a helpful page where there is nothing.

    Compression is safe here: these pages hold no secret, and no form that is posted.
    """

    @require_safe
    @gzip_page
    @conditional_page
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NothingHereError as nothing:
            return nothing_here(request, nothing, kwargs.get("form", "html"))
        except TooManyError as many:
            return too_many(request, many)

    return answer


def count(request: HttpRequest, *, cost: int = 1) -> None:
    """Count what is made for this reader alone. Raises ``TooManyError``, which ``answered`` makes a page of."""
    limits.count(request, of="pages", limit=settings.PAGE_RATE, cost=cost)


def too_many(request: HttpRequest, many: TooManyError) -> HttpResponse:
    """A page that says when to ask again, with status 429."""
    response = render(request, "429.html", {"seconds": many.seconds}, status=429)
    response["Retry-After"] = str(many.seconds)
    patch_cache_control(response, private=True, no_store=True)
    return response


def nothing_here(request: HttpRequest, nothing: NothingHereError, form: str) -> HttpResponse:
    """A page, or an error in the form asked for, with status 404."""
    if form == "html":
        context = {"help": nothing.reason, "choices": nothing.choices}
        response = render(request, "404.html", context, status=404)
    elif form == "json":
        response = JsonResponse({"error": nothing.reason}, status=404)
    else:
        response = HttpResponse(nothing.reason, status=404, content_type="text/plain; charset=utf-8")
    patch_cache_control(response, private=True, no_store=True)
    return response


def edition_page(build: Callable[..., Page], *, own_names: bool = False) -> Callable[..., HttpResponse]:
    """Make a view of a function that takes an opened edition, the parts of the address, and the period asked for.

    With ``own_names`` places are called as the edition calls them, whatever the page's language.
    """

    @answered
    @wraps(build)
    def view(request: HttpRequest, *, name: EditionName, form: str = "html", **parts: str) -> HttpResponse:
        opened = open_edition(viewer_of(request), name.index, name.number)
        if opened is None:
            raise Http404
        period = period_asked(request, opened)
        said = language_asked(request)
        asked = {"period": "" if period == opened.default_period else period.code, "say": said}
        suffix = f"?{urlencode({name: value for name, value in asked.items() if value})}" if any(asked.values()) else ""
        shown = opened if own_names or form in MACHINE_READ else named_for_reader(opened)
        with printed_on(opened.info.scale), told_in(said):
            page = build(shown, period=period, **parts)
            response = in_form(request, page, form, base=address(opened), suffix=suffix)
        return kept_for(response, opened)

    return view


def address(opened: Opened) -> str:
    """The address of an edition as it was asked for."""
    return reverse("publishing:index", kwargs={"name": opened.info.name})


def look_up(opened: Opened, find: Callable[[str], T], code: str) -> T:
    """What ``find`` gives for a code of the address; its KeyError, which suggests a name, becomes the page's words."""
    try:
        return find(code)
    except KeyError as error:
        raise NothingHereError(str(error.args[0]), Choice(opened.info.title, address(opened))) from error


def period_asked(request: HttpRequest, opened: Opened) -> PeriodInfo:
    """The period in the query, or the default one."""
    asked = request.GET.get("period")
    if asked is None:
        return opened.default_period
    found = next((period for period in opened.periods if period.code == asked), None)
    if found is None:
        reason = _("This edition has no period “%(asked)s”. Choose one of its periods.") % {"asked": asked[:40]}
        choices = [Choice(p.label, f"{request.path}?{urlencode({'period': p.code})}") for p in opened.periods]
        raise NothingHereError(reason, *choices)
    return found


def language_asked(request: HttpRequest) -> str:
    """The language of sentences in the query (``say=de``); empty for that of the page."""
    asked = request.GET.get("say", "")
    if asked and asked not in LANGUAGES:
        reason = _("There are no sentences in “%(asked)s”. Choose one of these languages.") % {"asked": asked[:40]}
        choices = [Choice(each.name, f"{request.path}?{urlencode({'say': each.code})}") for each in LANGUAGES.values()]
        raise NothingHereError(reason, *choices)
    return asked


def in_form(request: HttpRequest, page: Page, form: str, *, base: str, suffix: str = "") -> HttpResponse:
    """The page as JSON, CSV or HTML; the template of an ``IndexPage`` is ``publishing/index.html``."""
    if form == "json":
        return JsonResponse(document(page), json_dumps_params={"ensure_ascii": False})
    if form == "csv":
        name = slugify(request.path.removesuffix(".csv").replace("/", "-").replace("@", "-"))
        return spreadsheet(page, name).response("csv")
    template = f"publishing/{type(page).__name__.removesuffix('Page').lower()}.html"
    here = request.path.rstrip("/")
    context = {"page": page, "base": base, "suffix": suffix, "here": here, "site": settings.SITE_ADDRESS}
    return render(request, template, context)


def kept_for(response: HttpResponse, opened: Opened, *, unchanging: bool = False) -> HttpResponse:
    """What caches may keep: nothing that is not for everybody; what is ``unchanging`` in a pinned edition, for a year.

    All else is asked for again after minutes, by its entity tag: names of people and texts of editors may stand on a
    page, and must be gone from it when they are withdrawn.
    """
    if not opened.for_everybody:
        patch_cache_control(response, private=True, no_store=True)
    elif unchanging and opened.info.name == opened.info.pinned:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=MINUTES, must_revalidate=True)
    return response
