"""What search engines and feeds are told of: nothing that not everybody may read at this moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.contrib.auth.models import AnonymousUser

from commonground.publishing.models import Section
from commonground.publishing.queries.editorial import Entry, every_entry
from commonground.publishing.queries.opened import Opened, open_edition
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.models import Edition

MOST = 50_000
"""So many addresses a sitemap may have."""
OF_EDITION = ("", "/explore/ranking", "/compare", "/editions", "/data", "/reports")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A page below the root of the site; ``others`` are its languages with their addresses."""

    path: str
    changed: date | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeared:
    """An edition that was published, as a feed tells it."""

    index: str
    title: str
    label: str
    number: int
    summary: str
    at: datetime


def addresses() -> tuple[Address, ...]:
    """Every page that everybody may read, but for those of single answers."""
    viewer = Viewer(user=AnonymousUser())
    found = [Address(path="/"), Address(path="/maps/boundaries"), *_editorial(every_entry())]
    for code in viewer.readable().order_by("code").values_list("code", flat=True):
        opened = open_edition(viewer, code)
        if opened is not None:
            found += _of_edition(opened)
    published = viewer.editions().filter(published_at__isnull=False).order_by("index__code", "number")
    found += [
        Address(path=f"/indices/{code}@{number}", changed=at.date())
        for code, number, at in published.values_list("index__code", "number", "published_at")
        if at is not None
    ]
    return tuple(found[:MOST])


def appeared(most: int, index: str = "") -> tuple[Appeared, ...]:
    """The editions that were published last, newest first; of one index where it is named."""
    rows = Viewer(user=AnonymousUser()).editions().filter(published_at__isnull=False)
    rows = rows.filter(index__code=index) if index else rows
    newest = rows.select_related("index").defer("audit").order_by("-published_at", "-pk")[:most]
    return tuple(_appeared(edition) for edition in newest)


def is_public(index: str) -> bool:
    """Whether everybody may read an index."""
    return Viewer(user=AnonymousUser()).readable().filter(code=index).exists()


def _appeared(edition: Edition) -> Appeared:
    index = edition.index
    return Appeared(
        index=index.code,
        title=index.title,
        label=edition.label,
        number=edition.number,
        summary=index.summary,
        at=edition.published_at or edition.computed_at,
    )


def _of_edition(opened: Opened) -> list[Address]:
    base, framework = f"/indices/{opened.info.index}", opened.framework
    day = date.fromisoformat(opened.info.published)
    paths = [
        *(OF_EDITION if not opened.info.numeric else (*OF_EDITION, "/method")),
        *(f"/places/{quote(code)}" for code in opened.places),
        *(f"/areas/{quote(code)}" for code in framework.areas),
        *(f"/indicators/{quote(question.code)}" for question in framework.questions),
    ]
    return [Address(path=base + path, changed=day) for path in paths]


def _editorial(pages: tuple[Entry, ...]) -> list[Address]:
    languages: dict[str, list[tuple[str, str]]] = {}
    for each in pages:
        languages.setdefault(each.address, []).append((each.language, each.own_address))
    lists = [Address(path=f"/{section}") for section in Section if any(each.section == section for each in pages)]
    return lists + [
        Address(
            path=each.own_address,
            changed=each.changed.date() if each.changed else None,
            others=tuple(languages[each.address]),
        )
        for each in pages
    ]
