"""Finding a source before it is entered again, and reading one that is cited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import F, Prefetch

from commonground.library.models import ArchivedCopy, Article, LegalSource, SourceVersion
from commonground.library.queries.identity import same_address, same_title

ALIKE = 0.82
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A source in a list."""

    key: int
    jurisdiction: str
    kind: str
    title: Mapping[str, str]
    short: str
    url: str
    adopted: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    key: int
    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """A kept file: its name, the hash of its bytes, and when it was taken."""

    key: int
    name: str
    sha256: str
    media_type: str
    fetched_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """A version with its articles and copies."""

    key: int
    label: str
    in_force_from: dt.date | None
    in_force_until: dt.date | None
    articles: tuple[ArticleLine, ...]
    copies: tuple[CopyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """A source whole."""

    line: SourceLine
    versions: tuple[VersionPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """A source that may be the same, and why: ``address``, or how alike the titles are from 0 to 1."""

    source: SourceLine
    same_address: bool
    alike: float


def find_sources(*, jurisdiction: str = "", words: str = "") -> tuple[SourceLine, ...]:
    """Sources of a jurisdiction (or all) whose title, short name or address holds every word; the first fifty."""
    wanted = same_title(words).split()
    rows = LegalSource.objects.filter(jurisdiction=jurisdiction) if jurisdiction else LegalSource.objects.all()
    found = (row for row in rows.order_by("short", "pk").iterator() if _holds(row, wanted))
    return tuple(_line(row) for row, _ in zip(found, range(MOST), strict=False))


def same_source(*, jurisdiction: str, title: Mapping[str, str], url: str = "") -> LegalSource | None:
    """The source of this jurisdiction and address that shares a title, in whatever language."""
    titles = {same_title(text) for text in title.values()} - {""}
    rows = LegalSource.objects.filter(jurisdiction=jurisdiction).order_by("pk").iterator()
    return next(
        (
            row
            for row in rows
            if same_address(row.url) == same_address(url) and titles & set(map(same_title, row.title.values()))
        ),
        None,
    )


def likely_same(*, jurisdiction: str, title: Mapping[str, str], url: str = "") -> tuple[Likely, ...]:
    """Sources of the jurisdiction that whoever enters this one should look at first, the likeliest first."""
    titles = {same_title(text) for text in title.values()} - {""}
    address = same_address(url) if url else ""
    found = [
        Likely(
            source=_line(row),
            same_address=bool(address) and same_address(row.url) == address,
            alike=max((_alike(one, other) for one in titles for other in _titles(row)), default=0.0),
        )
        for row in LegalSource.objects.filter(jurisdiction=jurisdiction)
    ]
    close = [each for each in found if each.same_address or each.alike >= ALIKE]
    return tuple(sorted(close, key=lambda each: (-each.same_address, -each.alike, each.source.key)))


def source_page(key: int) -> SourcePage:
    """One source with its versions. Raises ``LegalSource.DoesNotExist``."""
    articles = Prefetch("articles", Article.objects.order_by("pk"))
    copies = Prefetch("copies", ArchivedCopy.objects.order_by("pk"))
    # Databases differ in where they put a date that is not known.
    oldest_first = F("in_force_from").asc(nulls_first=True)
    versions = SourceVersion.objects.order_by(oldest_first, "pk").prefetch_related(articles, copies)
    row = LegalSource.objects.prefetch_related(Prefetch("versions", versions)).get(pk=key)
    return SourcePage(line=_line(row), versions=tuple(_version(each) for each in row.versions.all()))


def in_force(page: SourcePage, date: dt.date) -> VersionPage | None:
    """The version that was in force on a date; the latest where several were."""
    fitting = [
        each
        for each in page.versions
        if (each.in_force_from is None or each.in_force_from <= date)
        and (each.in_force_until is None or date <= each.in_force_until)
    ]
    return max(fitting, key=lambda each: (each.in_force_from or dt.date.min, each.key), default=None)


def _line(row: LegalSource) -> SourceLine:
    return SourceLine(
        key=row.pk,
        jurisdiction=row.jurisdiction,
        kind=row.kind,
        title=row.title,
        short=row.short,
        url=row.url,
        adopted=row.adopted,
    )


def _version(row: SourceVersion) -> VersionPage:
    return VersionPage(
        key=row.pk,
        label=row.label,
        in_force_from=row.in_force_from,
        in_force_until=row.in_force_until,
        articles=tuple(
            ArticleLine(key=each.pk, number=each.number, heading=each.heading, text=each.text)
            for each in row.articles.all()
        ),
        copies=tuple(
            CopyLine(
                key=each.pk,
                name=each.name,
                sha256=each.sha256,
                media_type=each.media_type,
                fetched_at=each.fetched_at,
            )
            for each in row.copies.all()
        ),
    )


def _titles(row: LegalSource) -> set[str]:
    return {same_title(text) for text in (*row.title.values(), row.short)} - {""}


def _alike(one: str, other: str) -> float:
    """How alike two titles are, whatever the order of their words."""
    first, second = (" ".join(sorted(text.split())) for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _holds(row: LegalSource, words: Sequence[str]) -> bool:
    text = f"{' '.join(_titles(row))} {row.url.casefold()}"
    return all(word in text for word in words)
