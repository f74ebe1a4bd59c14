"""What stands in a response now, and what stood there before."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import F, Max, QuerySet, Window

from commonground.responses.models import Response, Revision, State
from commonground.responses.queries.cells import Cell, Said, said

OF_A_CELL = ("response_id", "question__code", "period", "item")
"""By the question's code: a corrected wording is another row of the same question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a response has come: cells that say something now, and when the last was saved."""

    answered: int
    last_at: dt.datetime


def current(response: Response) -> dict[Cell, Said]:
    """The current revision of every cell, cleared ones included, in one query."""
    return current_of([response])[response.pk]


def current_of(responses: Collection[Response]) -> Mapping[int, dict[Cell, Said]]:
    """The same for many responses, by their keys, in one query."""
    found: defaultdict[int, dict[Cell, Said]] = defaultdict(dict)
    for revision in _latest(responses).select_related("question").defer("body_hash"):
        now = said(revision, revision.question.code)
        found[revision.response_id][now.cell] = now
    return found


def current_in(response: Response, cell: Cell) -> Said | None:
    """The current revision of one cell."""
    last = _of_cell(response, cell).order_by("number").last()
    return said(last, cell.question) if last else None


def history(response: Response, cell: Cell, *, after: int = 0) -> tuple[Said, ...]:
    """Everything said in a cell after a number, the first first."""
    revisions = _of_cell(response, cell).filter(number__gt=after).order_by("number")
    return tuple(said(revision, cell.question) for revision in revisions)


def progress(responses: Collection[Response]) -> dict[int, Progress]:
    """How far each response has come, by its key, in one query; one without a revision is left out."""
    answered: Counter[int] = Counter()
    last: dict[int, dt.datetime] = {}
    for key, state, at in _latest(responses).values_list("response_id", "state", "at"):
        answered[key] += state != State.CLEARED
        last[key] = max(at, last.get(key, at))
    return {key: Progress(answered=answered[key], last_at=at) for key, at in last.items()}


def _of_cell(response: Response, cell: Cell) -> QuerySet[Revision]:
    return Revision.objects.filter(response=response, question__code=cell.question, period=cell.period, item=cell.item)


def _latest(responses: Collection[Response]) -> QuerySet[Revision]:
    newest = Window(Max("number"), partition_by=[F(name) for name in OF_A_CELL])
    keys = [response.pk for response in responses]
    return Revision.objects.filter(response__in=keys).annotate(newest=newest).filter(number=F("newest"))
