"""From an article of law to all the scores that it carries, as far as published editions tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from commonground.fieldwork.queries.cited import CitedAnswer, answers_citing, rounds_citing
from commonground.library.models import ArchivedCopy, Article, LegalSource
from commonground.library.queries import CopyLine, VersionPage, altered, source_page
from commonground.publishing.narrative.naming import named_for_reader
from commonground.publishing.queries.ladders import path_up
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, opened
from commonground.publishing.queries.tables import Table, Value
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from django.core.files.base import File

    from commonground.publishing.queries.viewers import Viewer

COLUMNS = ("source", "article", "index_edition", "place", "period", "question", "points", "node", "score", "cited_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHead:
    """What a source is. ``title`` is in the reader's language where it has one; dates are ISO dates or empty."""

    key: int
    jurisdiction: str
    kind: str
    title: str
    short: str
    url: str
    adopted: str

    @property
    def name(self) -> str:
        return self.short or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyInfo:
    """An archived copy: its name, the hash of its bytes, and when it was taken."""

    key: int
    name: str
    sha256: str
    fetched: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInfo:
    """A version of a source, with its articles (by key and number) that published answers cite."""

    label: str
    in_force_from: str
    in_force_until: str
    articles: tuple[ArticleInfo, ...]
    copies: tuple[CopyInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleInfo:
    """An article in a list; ``answers`` counts the published answers that cite it."""

    key: int
    number: str
    heading: str
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A score above an answer."""

    node: NodeInfo
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingAnswer:
    """A published answer that cites an article. ``editions`` are the numbers of all editions in which it does."""

    article: int
    edition: EditionInfo
    editions: tuple[int, ...]
    place: str
    name: str
    period: str
    node: NodeInfo
    item: str
    points: float | None
    place_in: str
    quote: str
    adopted: bool
    carries: tuple[Carried, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePage:
    """An article: what it says, where it stands, and every published answer and score that rests on it."""

    source: SourceHead
    version: VersionInfo
    key: int
    number: str
    heading: str
    text: str
    answers: tuple[CitingAnswer, ...]
    indicators: tuple[tuple[EditionInfo, NodeInfo], ...]

    @property
    def fictional(self) -> bool:
        return any(each.edition.fictional for each in self.answers)

    def table(self) -> Table:
        return Table(columns=COLUMNS, rows=tuple(_rows(self.source, {self.key: self.number}, self.answers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalSourcePage:
    """A legal source with those of its versions and articles that published answers cite."""

    source: SourceHead
    versions: tuple[VersionInfo, ...]
    answers: tuple[CitingAnswer, ...]

    @property
    def fictional(self) -> bool:
        return any(each.edition.fictional for each in self.answers)

    def table(self) -> Table:
        numbers = {each.key: each.number for version in self.versions for each in version.articles}
        return Table(columns=COLUMNS, rows=tuple(_rows(self.source, numbers, self.answers)))


def article_page(viewer: Viewer, key: int, *, own_names: bool = False) -> ArticlePage | None:
    """The page of an article; None where no published answer that the reader may see cites it."""
    answers = _answers(viewer, (key,), own_names=own_names)
    row = Article.objects.select_related("version").filter(pk=key).first() if answers else None
    if row is None:
        return None
    page = source_page(row.version.source_id)
    version = next(each for each in page.versions if each.key == row.version_id)
    return ArticlePage(
        source=_head(page.line.key),
        version=_version(version, answers),
        key=key,
        number=row.number,
        heading=row.heading,
        text=row.text,
        answers=answers,
        indicators=tuple(
            {(each.edition.pinned, each.node.code): (each.edition, each.node) for each in answers}.values()
        ),
    )


def legal_source_page(viewer: Viewer, key: int, *, own_names: bool = False) -> LegalSourcePage | None:
    """The page of a source; None where no published answer that the reader may see cites it."""
    articles = tuple(Article.objects.filter(version__source=key).values_list("pk", flat=True))
    answers = _answers(viewer, articles, own_names=own_names)
    if not answers:
        return None
    versions = (_version(each, answers) for each in source_page(key).versions)
    return LegalSourcePage(
        source=_head(key), versions=tuple(each for each in versions if each.articles), answers=answers
    )


def archived_copy(viewer: Viewer, key: int) -> tuple[CopyInfo, File[bytes]] | None:
    """The file of a copy, opened; None where the reader may not see it, or where it is not what was kept."""
    row = ArchivedCopy.objects.filter(pk=key).first()
    articles = tuple(Article.objects.filter(version__copies=key).values_list("pk", flat=True))
    if row is None or not _answers(viewer, articles) or altered(row):
        return None
    info = CopyInfo(key=row.pk, name=row.name, sha256=row.sha256, fetched=row.fetched_at.date().isoformat())
    return info, row.file.open("rb")


def _answers(viewer: Viewer, articles: tuple[int, ...], *, own_names: bool = False) -> tuple[CitingAnswer, ...]:
    """Every published answer that cites one of the articles, from the newest edition in which it does."""
    editions = _editions(viewer, articles)
    by_snapshot = {each.snapshot_id: each for each in editions}
    found: dict[tuple[object, ...], list[CitedAnswer]] = defaultdict(list)
    for each in answers_citing(articles, [edition.snapshot for edition in editions]):
        index = by_snapshot[each.snapshot].index_id
        found[index, each.article, each.place, each.question, each.period, each.item, each.place_in].append(each)
    books: dict[int, Opened] = {}
    told = []
    for same in found.values():
        in_editions = sorted({by_snapshot[each.snapshot].number for each in same})
        last = max(same, key=lambda each: (by_snapshot[each.snapshot].number, each.adopted))
        book = _book(books, by_snapshot[last.snapshot], viewer, own_names=own_names)
        told.append(_answer(book, last, tuple(in_editions)))
    return tuple(sorted(told, key=lambda each: (each.edition.title, each.name, each.node.code, each.period)))


def _editions(viewer: Viewer, articles: tuple[int, ...]) -> list[Edition]:
    """The published editions of the rounds that cite them, where what experts cite is for this reader."""
    rounds = rounds_citing(articles) if articles else ()
    if not rounds:
        return []
    rows = Edition.objects.filter(index__in=viewer.readable(), snapshot__round__in=rounds)
    found = list(rows.select_related("index", "snapshot__round").defer("audit", "snapshot__content").order_by("pk"))
    reads = {each.index_id: viewer.reads_comments(each.index) for each in {e.index_id: e for e in found}.values()}
    return [each for each in found if reads[each.index_id]]


def _book(books: dict[int, Opened], edition: Edition, viewer: Viewer, *, own_names: bool) -> Opened:
    if edition.pk not in books:
        book = opened(edition, viewer, latest=edition.number, pinned=True)
        books[edition.pk] = book if own_names else named_for_reader(book)
    return books[edition.pk]


def _answer(book: Opened, cited: CitedAnswer, editions: tuple[int, ...]) -> CitingAnswer:
    place, period, code = cited.place, cited.period, cited.question
    return CitingAnswer(
        article=cited.article,
        edition=book.info,
        editions=editions,
        place=place,
        name=book.place_name(place),
        period=period,
        node=book.node(code),
        item=cited.item,
        points=book.card[code, place, period],
        place_in=cited.place_in,
        quote=cited.quote,
        adopted=cited.adopted,
        carries=tuple(
            Carried(node=book.node(each), score=book.card[each, place, period]) for each in path_up(book, code)[1:]
        ),
    )


def _head(key: int) -> SourceHead:
    row = LegalSource.objects.get(pk=key)
    return SourceHead(
        key=row.pk,
        jurisdiction=row.jurisdiction,
        kind=str(row.get_kind_display()),
        title=row.called(get_language() or ""),
        short=row.short,
        url=row.url,
        adopted=row.adopted.isoformat() if row.adopted else "",
    )


def _version(version: VersionPage, answers: Iterable[CitingAnswer]) -> VersionInfo:
    count: dict[int, int] = defaultdict(int)
    for each in answers:
        count[each.article] += 1
    return VersionInfo(
        label=version.label,
        in_force_from=version.in_force_from.isoformat() if version.in_force_from else "",
        in_force_until=version.in_force_until.isoformat() if version.in_force_until else "",
        articles=tuple(
            ArticleInfo(key=each.key, number=each.number, heading=each.heading, answers=count[each.key])
            for each in version.articles
            if count[each.key]
        ),
        copies=tuple(map(_copy, version.copies)),
    )


def _copy(copy: CopyLine) -> CopyInfo:
    return CopyInfo(key=copy.key, name=copy.name, sha256=copy.sha256, fetched=copy.fetched_at.date().isoformat())


def _rows(
    source: SourceHead, numbers: Mapping[int, str], answers: Iterable[CitingAnswer]
) -> Iterator[tuple[Value, ...]]:
    """One row for each answer and each score above it."""
    for each in answers:
        cell = (source.name, numbers[each.article], each.edition.pinned, each.place, each.period, each.node.code)
        for carried in each.carries:
            yield (*cell, each.points, carried.node.code, carried.score, each.place_in)
