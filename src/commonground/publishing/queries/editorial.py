"""Editorial pages as they are read: one page, a section, the menus, and what has changed under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from commonground.core.languages import FALLBACK
from commonground.publishing.editorial.parts import Part, parts
from commonground.publishing.models import EditorialPage, InMenu, Picture, Section, TiedFigures
from commonground.publishing.queries.viewers import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A published page in a list or menu, in the language that suits its reader best."""

    section: str
    slug: str
    language: str
    direction: str
    title: str
    summary: str
    address: str
    own_address: str
    menu: str
    since: datetime | None
    changed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """A section: its first page where there is one, and the other pages."""

    section: str
    title: str
    page: EditorialPage | None
    others: tuple[Entry, ...]
    listed: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """A page, and the other languages that it is published in."""

    page: EditorialPage
    others: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A published page with the charts and figures that have changed since, or that show nothing any more."""

    page: EditorialPage
    parts: tuple[Part, ...]


def published() -> QuerySet[EditorialPage]:
    """What everybody may read."""
    return EditorialPage.objects.filter(live=True)


def text_page(section: str, slug: str, language: str, *, exactly: bool = False) -> TextPage | None:
    """The page in this language, or else in another; None where there is none. ``exactly``: in no other."""
    found = list(published().filter(section=section, slug=slug))
    page = _best(found, language)
    if page is None or (exactly and page.language != language):
        return None
    others = sorted((each for each in found if each != page), key=lambda each: each.language)
    return TextPage(page=page, others=tuple(map(_entry, others)))


def section_page(section: str, language: str, *, exactly: bool = False) -> SectionPage | None:
    """A section as its readers see it; None where a language is asked for that its first page does not have."""
    first = text_page(section, section, language, exactly=exactly)
    if exactly and first is None:
        return None
    rows = published().filter(section=section).exclude(slug=section).defer("body")
    listed = entries(rows.order_by("-first_published_at") if section == Section.NEWS else rows, language)
    return SectionPage(
        section=section,
        title=str(Section(section).label),
        page=first.page if first else None,
        others=first.others if first else (),
        listed=listed,
    )


def menu(language: str) -> tuple[Entry, ...]:
    """The pages of both menus; one query."""
    return entries(published().exclude(menu=InMenu.NOWHERE).order_by("position", "title").defer("body"), language)


def entries(rows: Iterable[EditorialPage], language: str) -> tuple[Entry, ...]:
    """One entry a page, whatever its languages, in the order of the first of them."""
    found: dict[tuple[str, str], list[EditorialPage]] = {}
    for row in rows:
        found.setdefault((row.section, row.slug), []).append(row)
    best = (_best(pages, language) for pages in found.values())
    return tuple(_entry(page) for page in best if page is not None)


def every_entry() -> tuple[Entry, ...]:
    """Every published page in every language."""
    return tuple(map(_entry, published().defer("body")))


def news(language: str, most: int) -> tuple[Entry, ...]:
    """The latest news, in one language or, where it is empty, in all."""
    rows = published().filter(section=Section.NEWS).exclude(slug=Section.NEWS).defer("body")
    in_it = rows.filter(language=language) if language else rows
    return tuple(map(_entry, in_it.order_by("-first_published_at")[:most]))


def picture_file(key: UUID) -> tuple[str, bytes] | None:
    """The name and content of a picture; None where there is none."""
    name = Picture.objects.filter(key=key).values_list("file", flat=True).first()
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return name, bytes(file.read())


def kept_figures(page: EditorialPage) -> dict[str, tuple[str, str]]:
    """Digest and finding of each chart and figure, as the page was published with them."""
    rows = TiedFigures.objects.filter(page=page.pk)
    return {block: (digest, said) for block, digest, said in rows.values_list("block", "digest", "said")}


def changes() -> tuple[Change, ...]:
    """The published pages whose editors should look again."""
    viewer = Viewer(user=AnonymousUser())
    found = []
    for page in published().order_by("section", "slug", "language"):
        looked = parts(page, viewer, kept_figures(page))
        told = tuple(each for each in looked if each.why or each.was)
        if told:
            found.append(Change(page=page, parts=told))
    return tuple(found)


def _best(pages: Iterable[EditorialPage], language: str) -> EditorialPage | None:
    """The page in the reader's language, in English, or in the first there is."""
    order = {language: 0, FALLBACK: 1}
    return min(pages, key=lambda each: (order.get(each.language, 2), each.language), default=None)


def _entry(page: EditorialPage) -> Entry:
    return Entry(
        section=page.section,
        slug=page.slug,
        language=page.language,
        direction=page.direction,
        title=page.title,
        summary=page.summary,
        address=page.address,
        own_address=page.own_address,
        menu=page.menu,
        since=page.first_published_at,
        changed=page.last_published_at,
    )
