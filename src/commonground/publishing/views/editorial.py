"""The pages that editors write, their pictures, feeds, and what search engines are told."""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonground.core.languages import spoken
from commonground.publishing.queries.editorial import news, picture_file, section_page, text_page
from commonground.publishing.queries.sitemap import addresses, appeared, is_public
from commonground.publishing.views.answering import MINUTES, YEAR, answered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

MOST = 50
"""So many entries a feed has."""
ATOM, XML = "application/atom+xml; charset=utf-8", "application/xml; charset=utf-8"


@answered
def section(request: HttpRequest, *, section: str, language: str = "") -> HttpResponse:
    """The first page of a section, with a list of the others."""
    found = section_page(section, language or spoken(), exactly=bool(language))
    if found is None:
        raise Http404
    return _shown(request, {"page": found.page, "others": found.others, "section": found})


@answered
def text(request: HttpRequest, *, section: str, slug: str, language: str = "") -> HttpResponse:
    """A page; without a language in its address, in the reader's or the nearest to it."""
    found = text_page(section, slug, language or spoken(), exactly=bool(language))
    if found is None or slug == section:
        raise Http404
    return _shown(request, {"page": found.page, "others": found.others})


def _shown(request: HttpRequest, words: dict[str, object]) -> HttpResponse:
    return _own(render(request, "publishing/editorial.html", {**words, "site": settings.SITE_ADDRESS}))


def _own(response: HttpResponse) -> HttpResponse:
    """It depends on the reader's language, and on whether the reader edits; an embargo may end at any moment."""
    patch_cache_control(response, private=True, no_cache=True)
    return response


@answered
def picture(request: HttpRequest, *, key: UUID) -> HttpResponse:
    """A picture of an editorial page; its file never changes under its address."""
    found = picture_file(key)
    if found is None:
        raise Http404
    name, content = found
    response = HttpResponse(content, content_type=guess_type(name)[0] or "application/octet-stream")
    patch_cache_control(response, public=True, max_age=YEAR)
    return response


@answered
def news_feed(request: HttpRequest, *, language: str = "") -> HttpResponse:
    """The news as Atom, in one language or in all."""
    path = f"/news.{language}.atom" if language else "/news.atom"
    with override(language or None):
        feed = _feed(_("News"), "/news", path, language)
    for each in news(language, MOST):
        feed.add_item(
            title=each.title,
            link=settings.SITE_ADDRESS + each.own_address,
            description=each.summary,
            pubdate=each.since,
            updateddate=each.changed,
            unique_id=settings.SITE_ADDRESS + each.own_address,
        )
    return _public(feed.writeString("utf-8"), ATOM)


@answered
def editions_feed(request: HttpRequest, *, index: str = "") -> HttpResponse:
    """New editions as Atom, of one index or of all."""
    if index and not is_public(index):
        raise Http404
    path = f"/indices/{index}/editions.atom" if index else "/editions.atom"
    feed = _feed("New editions", f"/indices/{index}/editions" if index else "/", path, "en")
    for each in appeared(MOST, index):
        feed.add_item(
            title=f"{each.title} {each.label}, edition {each.number}",
            link=f"{settings.SITE_ADDRESS}/indices/{each.index}@{each.number}",
            description=each.summary,
            pubdate=each.at,
            updateddate=each.at,
            unique_id=f"{settings.SITE_ADDRESS}/indices/{each.index}@{each.number}",
        )
    return _public(feed.writeString("utf-8"), ATOM)


@answered
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages, each with its languages."""
    response = render(
        request, "publishing/sitemap.xml", {"addresses": addresses(), "site": settings.SITE_ADDRESS}, content_type=XML
    )
    return _public(response.content, XML)


@answered
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read, and where the sitemap is."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _closed()),
        f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml",
    ]
    return _public("\n".join([*lines, ""]), "text/plain; charset=utf-8")


def _closed() -> Iterable[str]:
    return ("/accounts/", "/desk/", "/rounds/", "/tasks/")


def _feed(title: str, link: str, path: str, language: str) -> Atom1Feed:
    return Atom1Feed(
        title=f"Commonground: {title}",
        link=settings.SITE_ADDRESS + link,
        description="",
        language=language or None,
        feed_url=settings.SITE_ADDRESS + path,
    )


def _public(content: str | bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    patch_cache_control(response, public=True, max_age=MINUTES)
    return response
