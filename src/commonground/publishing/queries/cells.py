"""Cells of an edition chosen by place, group, period and node, in an order that stands still, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from commonground.fieldwork.models import Citation, Decision
from commonground.methods.errors import CommongroundError, Problem
from commonground.publishing.queries.opened import Opened
from commonground.publishing.queries.options import option_of
from commonground.publishing.queries.place_groups import day_of, group_called, groups_of

Row = TypeVar("Row")
Chosen = NDArray[np.bool_]


class NoSuchCodeError(Exception):
    """A place, group, period or node that the edition does not have."""

    def __init__(self, kind: str, code: str) -> None:
        super().__init__(f'This edition has no {kind} "{code[:60]}".')


def require_answers(opened: Opened) -> None:
    """Raise ``CommongroundError`` for an edition of measured values, which has no answers to show or to change."""
    if opened.info.numeric:
        raise CommongroundError(
            Problem(
                code="numeric-edition",
                place=opened.info.pinned,
                message="This edition is made of measured values: it has no answers.",
                remedy="Read its scores and traces; its bundle has every value after each step.",
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; empty means all. A place is wanted that is named or in one of the groups."""

    places: Sequence[str] = ()
    groups: Sequence[str] = ()
    periods: Sequence[str] = ()
    nodes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells(Generic[Row]):
    """One page of rows, and how many there are in all."""

    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One score, with the bounds that the edition's runs hold; None where the node has none."""

    place: str
    period: str
    node: str
    score: float
    coverage: float
    rank: int
    score_lower: float | None
    score_upper: float | None
    rank_lower: int | None
    rank_upper: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer. ``comment`` and ``source`` are empty where the reader may not see them."""

    place: str
    period: str
    question: str
    state: str
    points: float | None
    option: str
    label: str
    origin: str
    at: str
    comment: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationRow:
    """Where an answer is read in the law."""

    place: str
    period: str
    question: str
    source: str
    version: str
    article: str
    place_in: str
    quote: str
    url: str


def scores(opened: Opened, wanted: Wanted, offset: int, limit: int) -> Cells[ScoreRow]:
    """Scores by place, period and framework order; cells without one are left out."""
    card = opened.card
    nodes = _codes("node", wanted.nodes, card.nodes)
    at = [card.nodes.index(code) for code in nodes]
    mask = ~np.isnan(card.scores[at]) & _mask(opened, wanted)
    count, cells = _page(opened, mask, offset, limit)
    return Cells(count=count, rows=tuple(_score(opened, nodes[k], place, period) for k, place, period in cells))


def answers(opened: Opened, wanted: Wanted, offset: int, limit: int) -> Cells[AnswerRow]:
    """Answers by place, period and question, those that are missing or do not apply too.

    Raises ``CommongroundError`` for an edition of measured values.
    """
    require_answers(opened)
    questions = _codes("question", wanted.nodes, tuple(each.code for each in opened.framework.questions))
    mask = np.repeat(_mask(opened, wanted)[np.newaxis], len(questions), axis=0)
    count, found = _page(opened, mask, offset, limit)
    cells = [(place, period, questions[k]) for k, place, period in found]
    said = _decisions(opened, cells)
    return Cells(count=count, rows=tuple(_answer(opened, cell, said.get(cell)) for cell in cells))


def citations(opened: Opened, wanted: Wanted, offset: int, limit: int) -> Cells[CitationRow]:
    """Citations of adopted answers, by place, period and question; none where the reader may not see comments."""
    if not opened.reads_comments:
        return Cells(count=0, rows=())
    asked = set(_codes("question", wanted.nodes, tuple(each.code for each in opened.framework.questions)))
    mask = _mask(opened, wanted)
    places, periods = opened.card.answers.places, opened.card.answers.periods
    inside = {(places[i], periods[j]) for i, j in np.argwhere(mask).tolist()}
    adopted = Decision.objects.of(opened.edition.snapshot).filter(revision__isnull=False)
    revisions = {each.revision_id: each for each in adopted.select_related("unit__place", "period", "question")}
    rows = []
    for citation in Citation.objects.filter(revision__in=revisions).select_related("article__version__source"):
        decision = revisions[citation.revision_id]
        place, period, question = decision.unit.place.code, decision.period.code, decision.question.code
        if (place, period) in inside and question in asked:
            rows.append(_citation(citation, place, period, question))
    rows.sort(key=lambda row: (row.place, row.period, row.question, row.source, row.article, row.place_in))
    return Cells(count=len(rows), rows=tuple(rows[offset : offset + limit]))


def _codes(kind: str, asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The codes asked for, in the order of those known."""
    for code in asked:
        if code not in known:
            raise NoSuchCodeError(kind, code)
    wanted = set(asked)
    return tuple(code for code in known if not wanted or code in wanted)


def _mask(opened: Opened, wanted: Wanted) -> Chosen:
    """Which places and periods are wanted: ``[place, period]`` as the scorecard has them."""
    answers_ = opened.card.answers
    periods = set(_codes("period", wanted.periods, answers_.periods))
    places = set(_codes("place", wanted.places, answers_.places)) if wanted.places else set()
    mask = np.zeros((len(answers_.places), len(answers_.periods)), np.bool_)
    if not wanted.places and not wanted.groups:
        mask[:] = True
    for row, code in enumerate(answers_.places):
        mask[row] |= code in places
    for group in wanted.groups:
        mask |= _in_group(opened, group)
    chosen: Chosen = mask & np.array([code in periods for code in answers_.periods])
    return chosen


def _in_group(opened: Opened, group: str) -> Chosen:
    """Which places belong to a group, named by its code or title, at the reference date of each period."""
    named = group_called(groups_of(opened), group)
    if named is None:
        raise NoSuchCodeError("group", group)
    answers_ = opened.card.answers
    mask = np.zeros((len(answers_.places), len(answers_.periods)), np.bool_)
    columns = {code: column for column, code in enumerate(answers_.periods)}
    for period in opened.periods:
        for place in named.places(day_of(period)):
            mask[opened.place_row[place], columns[period.code]] = True
    return mask


def _page(opened: Opened, mask: Chosen, offset: int, limit: int) -> tuple[int, Iterator[tuple[int, str, str]]]:
    """How many cells of ``mask[node, place, period]`` there are, and those of one page as (node, place, period)."""
    answers_ = opened.card.answers
    rows, columns = _order(answers_.places), _order(answers_.periods)
    ordered = mask[:, rows][:, :, columns].transpose(1, 2, 0)
    cells = np.argwhere(ordered)
    shown = cells[offset : offset + limit].tolist()
    return len(cells), ((k, answers_.places[rows[i]], answers_.periods[columns[j]]) for i, j, k in shown)


def _order(codes: Sequence[str]) -> list[int]:
    return sorted(range(len(codes)), key=codes.__getitem__)


def _score(opened: Opened, node: str, place: str, period: str) -> ScoreRow:
    card = opened.card
    k, i, j = card.at(node, place, period)
    interval = opened.standing.interval(node, place, period) if opened.standing else None
    return ScoreRow(
        place=place,
        period=period,
        node=node,
        score=float(card.scores[k, i, j]),
        coverage=float(card.coverage[k, i, j]),
        rank=int(card.ranks[k, i, j]),
        score_lower=interval.score_lower if interval else None,
        score_upper=interval.score_upper if interval else None,
        rank_lower=interval.rank_lower if interval else None,
        rank_upper=interval.rank_upper if interval else None,
    )


def _decisions(opened: Opened, cells: Collection[tuple[str, str, str]]) -> dict[tuple[str, str, str], Decision]:
    places, periods, questions = (sorted({cell[axis] for cell in cells}) for axis in range(3))
    found = Decision.objects.of(opened.edition.snapshot).filter(
        unit__place__code__in=places, period__code__in=periods, question__code__in=questions, item=""
    )
    related = found.select_related("unit__place", "period", "question", "option")
    return {(each.unit.place.code, each.period.code, each.question.code): each for each in related}


def _answer(opened: Opened, cell: tuple[str, str, str], decision: Decision | None) -> AnswerRow:
    place, period, code = cell
    question = opened.framework.question(code)
    points, state = opened.card[code, place, period], _state(opened, code, place, period)
    chosen = decision.option.code if decision and decision.option else None
    option = option_of(question, points, chosen, applicable=state != "not_applicable")
    said = decision if decision is not None and opened.reads_comments else None
    return AnswerRow(
        place=place,
        period=period,
        question=code,
        state=state,
        points=points,
        option=option.code if option else "",
        label=option.label if option else "",
        origin=decision.origin if decision else "",
        at=decision.at if decision else "",
        comment=said.comment if said else "",
        source=said.source if said else "",
    )


def _state(opened: Opened, code: str, place: str, period: str) -> str:
    coverage = opened.card.coverage_of(code, place, period)
    return "not_applicable" if coverage is None else "answered" if coverage else "no_answer"


def _citation(citation: Citation, place: str, period: str, question: str) -> CitationRow:
    version = citation.article.version
    return CitationRow(
        place=place,
        period=period,
        question=question,
        source=version.source.called("en") or version.source.short,
        version=version.label,
        article=citation.article.number,
        place_in=citation.place_in,
        quote=citation.quote,
        url=version.source.url,
    )
