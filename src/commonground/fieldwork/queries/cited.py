"""From articles of law to the answers that cite them, as far as an edition tells of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commonground.fieldwork.models import ENDED, Adjudication, Assignment, Citation, Decision, Origin, Snapshot
from commonground.fieldwork.queries.deciding import ANSWERING
from commonground.responses.models import Revision

Place = tuple[int, str, str, str]
"""A cell by its unit, question, period and row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAnswer:
    """That an answer which a snapshot froze, or one that was weighed for it, reads in an article."""

    article: int
    snapshot: int
    place: str
    question: str
    period: str
    item: str
    place_in: str
    quote: str
    adopted: bool


def rounds_citing(articles: Collection[int]) -> tuple[int, ...]:
    """The rounds in which somebody cites one of the articles, whether or not anybody may know of it."""
    assigned = Assignment.objects.filter(response__revisions__citations__article__in=articles)
    return tuple(assigned.order_by().values_list("unit__round", flat=True).distinct())


def answers_citing(articles: Collection[int], snapshots: Sequence[Snapshot]) -> tuple[CitedAnswer, ...]:
    """What the pages of the snapshots' answers show of the articles: each person's last word before the locking.

    What was answered later, taken back or not weighed is left out, as it is there (``ways``).
    """
    found = _citations(articles, snapshots)
    ground = _Ground(found)
    return tuple(each for snapshot in snapshots for each in _of_snapshot(found, ground, snapshot))


def _citations(articles: Collection[int], snapshots: Sequence[Snapshot]) -> list[Citation]:
    rows = Citation.objects.filter(
        article__in=articles,
        revision__response__assignment__unit__round__in={each.round_id for each in snapshots},
        revision__response__assignment__stage__work__in=ANSWERING,
    )
    related = ("revision__question", "revision__response__assignment__unit__place")
    return list(rows.exclude(revision__state="cleared").select_related(*related).order_by("pk"))


class _Ground:
    """What tells which of the citations count, read in three queries."""

    def __init__(self, citations: Sequence[Citation]) -> None:
        said = [row.revision for row in citations]
        questions = {row.question.code for row in said}
        units = {row.response.assignment.unit_id for row in said}
        self.revisions = list(
            Revision.objects.filter(response__in={row.response_id for row in said}, question__code__in=questions)
            .select_related("question")
            .order_by("number")
        )
        self.decisions = list(
            Decision.objects.filter(unit__in=units, question__code__in=questions)
            .exclude(origin=Origin.IMPORT)
            .select_related("question", "period")
        )
        self.rulings = list(
            Adjudication.objects.filter(unit__in=units, question__code__in=questions)
            .select_related("question", "period")
            .order_by("number")
        )

    def last_words(self, snapshot: Snapshot) -> set[object]:
        """The last revision of each cell of each response before the locking."""
        before = [row for row in self.revisions if row.at <= snapshot.created_at]
        return set({(row.response_id, row.question.code, row.period, row.item): row.pk for row in before}.values())

    def decided(self, snapshot: Snapshot) -> Mapping[Place, Decision]:
        rows = (row for row in self.decisions if (row.round_id, row.locking) == (snapshot.round_id, snapshot.locking))
        return {(row.unit_id, row.question.code, row.period.code, row.item): row for row in rows}

    def considered(self, snapshot: Snapshot) -> Mapping[Place, set[str]]:
        return {
            (row.unit_id, row.question.code, row.period.code, row.item): set(row.considered)
            for row in self.rulings
            if row.round_id == snapshot.round_id and row.at <= snapshot.created_at
        }


def _of_snapshot(citations: Sequence[Citation], ground: _Ground, snapshot: Snapshot) -> Iterator[CitedAnswer]:
    last, decided, considered = ground.last_words(snapshot), ground.decided(snapshot), ground.considered(snapshot)
    for row in citations:
        said = row.revision
        part = said.response.assignment
        cell = (part.unit_id, said.question.code, said.period, said.item)
        decision = decided.get(cell)
        if decision is None or said.pk not in last:
            continue
        adopted = said.pk == decision.revision_id
        weighed = decision.origin == Origin.ADJUDICATED and str(said.pk) in considered.get(cell, ())
        if part.state in ENDED and not adopted and not weighed:
            continue
        yield CitedAnswer(
            article=row.article_id,
            snapshot=snapshot.pk,
            place=part.unit.place.code,
            question=said.question.code,
            period=said.period,
            item=said.item,
            place_in=row.place_in,
            quote=row.quote,
            adopted=adopted,
        )
