"""Current answers of a round, read once for many assignments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, Max, Q, Window

from commonground.fieldwork.models import Assignment
from commonground.responses.models import Revision, State
from commonground.responses.queries import Cell, Said
from commonground.responses.queries.cells import Value

OF_A_CELL = ("response_id", "question__code", "period", "item")
"""By the question's code: a corrected wording is another row of the same question."""
CELL = ("question__code", "period", "item")
REST = (
    "id",
    "number",
    "based_on",
    "value",
    "comment",
    "confidence",
    "basis",
    "origin",
    "wording",
    "by_id",
    "at",
)
SAID = ("value",)
EVER = Q()
Given = Mapping[int, Mapping[Cell, Said]]
"""What stands in each assignment, by its key; cells that were cleared are left out."""


def given_in(assignments: Collection[Assignment], questions: Collection[str] | None = None) -> Given:
    """The current answers of assignments, of some questions or all, in one query."""
    found: dict[int, dict[Cell, Said]] = {}
    for assignment, cell, state, rest in _latest(assignments, questions, REST):
        said = dict(zip(REST, rest, strict=True))
        found.setdefault(assignment, {})[cell] = Said(cell=cell, state=state, by=said.pop("by_id"), **said)
    return found


def independent(assignments: Collection[Assignment]) -> Iterator[tuple[int, Cell, str, Value]]:
    """Assignment, cell, state and value of what was said before blinding ended, where it has: two queries."""
    ended = [each for each in assignments if each.unblinded_at]
    others = [each for each in assignments if not each.unblinded_at]
    when = Q(at__lte=F("response__assignment__unblinded_at"))
    for rows in (_latest(others, None, SAID), _latest(ended, None, SAID, when)):
        yield from ((assignment, cell, state, value) for assignment, cell, state, (value,) in rows)


def _latest(
    assignments: Collection[Assignment], questions: Collection[str] | None, columns: Sequence[str], when: Q = EVER
) -> Iterator[tuple[int, Cell, str, Any]]:
    """Rows as tuples, since a round has tens of thousands of them; cells that were cleared are left out."""
    by_response = {each.response_id: each.pk for each in assignments if each.response_id}
    rows = Revision.objects.filter(when, response__in=by_response)
    if questions is not None:
        rows = rows.filter(question__code__in=questions)
    newest = Window(Max("number"), partition_by=[F(name) for name in OF_A_CELL])
    latest = rows.annotate(newest=newest).filter(number=F("newest"))
    # A filter would take what was cleared out before the newest is looked for.
    for state, response, question, period, item, *rest in latest.values_list("state", "response_id", *CELL, *columns):
        if state != State.CLEARED:
            yield by_response[response], Cell(question=question, period=period, item=item), state, rest
