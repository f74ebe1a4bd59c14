"""Current answers of a round, read once for many assignments."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import F, Max, Q, Window

from commonground.fieldwork.models import Assignment
from commonground.responses.models import Revision, State
from commonground.responses.queries import Cell, Said
from commonground.responses.queries.cells import said

OF_A_CELL = ("response_id", "question_id", "period", "item")
Given = Mapping[int, Mapping[Cell, Said]]
"""What stands in each assignment, by its key; cells that were cleared are left out."""


def given_in(
    assignments: Collection[Assignment], questions: Collection[str] | None = None, *, independent: bool = False
) -> Given:
    """The current answers of assignments, in one query, of some questions or all.

    ``independent`` reads what they said before blinding ended, where it has.
    """
    by_response = {each.response_id: each for each in assignments if each.response_id}
    rows = Revision.objects.filter(response__in=by_response)
    if questions is not None:
        rows = rows.filter(question__code__in=questions)
    if independent:
        rows = rows.filter(
            Q(response__assignment__unblinded_at=None) | Q(at__lte=F("response__assignment__unblinded_at"))
        )
    newest = Window(Max("number"), partition_by=[F(name) for name in OF_A_CELL])
    found: dict[int, dict[Cell, Said]] = {}
    latest = rows.annotate(newest=newest).filter(number=F("newest"))
    for row in latest.select_related("question").defer("body_hash"):
        if row.state != State.CLEARED:  # a filter would take it out before the newest is looked for
            now = said(row, row.question.code)
            found.setdefault(by_response[row.response_id].pk, {})[now.cell] = now
    return found
