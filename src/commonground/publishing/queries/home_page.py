"""The home page: one number opened, the latest finding, the indices, and the places of the newest one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commonground.fieldwork.models import Decision, State, Unit
from commonground.instruments.models import Question
from commonground.publishing.display import printed_on
from commonground.publishing.narrative.naming import named_for_reader, unmarked
from commonground.publishing.queries import findings
from commonground.publishing.queries.answer_page import Said, said
from commonground.publishing.queries.changes import Changes
from commonground.publishing.queries.figures import PlaceFigure
from commonground.publishing.queries.index_page import IndexPage, index_page
from commonground.publishing.queries.ladders import Ladder, ladder
from commonground.publishing.queries.opened import UNREAD, WORDED, EditionInfo, Opened, PeriodInfo, language_of, opened
from commonground.publishing.queries.options import label_of
from commonground.publishing.queries.tables import Table
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class Counts(TypedDict):
        """What the list of indices counts."""

        places: int
        questions: int

    Counted = WithAnnotations[Edition, Counts]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """An index in the list, with its latest edition."""

    index: str
    title: str
    summary: str
    label: str
    edition: int
    places: int
    questions: int
    periods: tuple[str, ...]
    numeric: bool
    fictional: bool
    licence: str
    public: bool
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One number opened: a place's answer, and the way from it to the overall score."""

    place: str
    name: str
    answer: str
    said: Said
    ladder: Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class Featured:
    """The index that the home page tells of."""

    edition: EditionInfo
    period: PeriodInfo
    finding: str
    lede: str
    changes: Changes | None
    changes_finding: str
    ranking: tuple[PlaceFigure, ...]
    opening: Opening | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Everything the home page shows. The counts are over the latest editions of ``indices``."""

    indices: tuple[IndexEntry, ...]
    featured: Featured | None
    answers: int
    comments: int
    figures: int
    reproduced: int

    def table(self) -> Table:
        """The indices."""
        return Table(
            columns=("index", "title", "label", "edition", "places", "questions", "fictional", "licence", "public"),
            rows=tuple(
                (e.index, e.title, e.label, e.edition, e.places, e.questions, e.fictional, e.licence, e.public)
                for e in self.indices
            ),
        )


def home_page(viewer: Viewer, *, own_names: bool = False) -> HomePage:
    """The home page as ``viewer`` may see it; with ``own_names`` places are called as their edition calls them."""
    editions = _latest_editions(viewer)
    decisions = Decision.objects.of(*[edition.snapshot for edition in editions])
    audits = [edition.audit for edition in editions if edition.audit]
    return HomePage(
        indices=tuple(map(_entry, editions)),
        featured=_featured(viewer, editions, own_names=own_names),
        answers=decisions.filter(state=State.ANSWERED).count(),
        comments=decisions.exclude(comment="", source="").count(),
        figures=sum(audit["published"] for audit in audits),
        reproduced=sum(audit["reproduced"] for audit in audits),
    )


def _latest_editions(viewer: Viewer) -> list[Counted]:
    """Real indices before fictional ones, then by title."""
    editions = Edition.objects.filter(index__in=viewer.readable()).order_by()
    newest = editions.values("index").annotate(newest=Max("pk")).values("newest")
    found = Edition.objects.filter(pk__in=newest).select_related("index", "framework", WORDED)
    counted = found.annotate(
        places=_count(Unit.objects.filter(round=OuterRef("snapshot__round")), "round"),
        questions=_count(Question.objects.filter(questionnaire=OuterRef("framework__questionnaire")), "questionnaire"),
    )
    ordered: Any = counted.defer("snapshot__content", *UNREAD).order_by("index__fictional", "index__title")
    return list(ordered.prefetch_related("snapshot__round__periods"))


def _count(rows: QuerySet[Any, Any], of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(size=Count("pk")).values("size")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _entry(edition: Counted) -> IndexEntry:
    index = edition.index
    return IndexEntry(
        index=index.code,
        title=index.title,
        summary=index.summary,
        label=edition.label,
        edition=edition.number,
        places=edition.places,
        questions=edition.questions,
        periods=tuple(period.label for period in edition.snapshot.round.periods.all()),
        numeric=edition.framework.is_numeric,
        fictional=index.fictional,
        licence=index.licence,
        public=index.is_public,
        language=language_of(edition),
    )


def _featured(viewer: Viewer, editions: list[Counted], *, own_names: bool) -> Featured | None:
    """The first index of the list, in its default period."""
    if not editions:
        return None
    book = opened(editions[0], viewer, latest=editions[0].number, pinned=False)
    book = book if own_names else named_for_reader(book)
    with printed_on(book.info.scale):
        page = index_page(book, book.default_period)
    return Featured(
        edition=page.edition,
        period=page.period,
        finding=page.finding,
        lede=page.lede,
        changes=page.changes,
        changes_finding=findings.of_moves(page.changes.areas) if page.changes else "",
        ranking=tuple(sorted(page.ranking, key=lambda row: unmarked(row.name))),
        opening=_opening(book, page),
    )


def _opening(book: Opened, page: IndexPage) -> Opening | None:
    """One answer of the place nearest to the mean."""
    code, scored = page.period.code, [row for row in page.ranking if row.figure.score is not None]
    if not scored:
        return None
    middle = min(scored, key=lambda row: abs((row.figure.score or 0.0) - (page.mean or 0.0)))
    question = _telling(book, middle.place, code)
    if question is None:
        return None
    points = book.card[question, middle.place, code]
    return Opening(
        place=middle.place,
        name=middle.name,
        answer=label_of(book.framework.question(question), points),
        said=said(book, middle.place, question, code),
        ladder=ladder(book, question, middle.place, code),
    )


def _telling(book: Opened, place: str, period: str) -> str | None:
    """A question that tells much: with a comment, and between the ends of the scale; from the lowest area up."""
    card, framework = book.card, book.framework
    scores = [(score, area) for area in framework.areas if (score := card[area, place, period]) is not None]
    leaves = [leaf for _score, area in sorted(scores) for leaf in framework.leaves(area)]
    answered = [leaf for leaf in leaves if label_of(framework.question(leaf), card[leaf, place, period])]
    decisions = Decision.objects.of(book.edition.snapshot).filter(unit__place__code=place, period__code=period)
    commented = set(decisions.exclude(comment="").values_list("question__code", flat=True))

    def dull(leaf: str) -> tuple[bool, bool]:
        return leaf not in commented, card[leaf, place, period] in framework.scale

    return min(answered, key=dull, default=None)
