"""The cells of a round that somebody has to decide, and those that were decided."""

from __future__ import annotations

from commonground.fieldwork.models import Round
from commonground.fieldwork.queries.access import CellOf, permits
from commonground.fieldwork.queries.reading import CellRow, cells, questions_of, units_of
from commonground.fieldwork.queries.standing import Standing
from commonground.responses.queries import asked


def to_decide(round_: Round, who: Standing) -> tuple[CellRow, ...]:
    """Cells whose answers differ, in which ``who`` decides: those still to be decided first."""
    questions = questions_of(asked(round_.questionnaire))
    order = {question.code: at for at, question in enumerate(questions)}
    periods = {period.code: at for at, period in enumerate(round_.periods.all())}
    found = cells(round_, who, questions, units_of(round_), list(periods))
    mine = [
        row
        for row in found.values()
        if (row.differs or row.ruled)
        and permits(who, "read-decisions", CellOf(unit=row.unit, question=row.cell.question))
    ]
    return tuple(
        sorted(
            mine,
            key=lambda row: (
                not row.open,
                row.unit.place.name,
                order[row.cell.question],
                periods[row.cell.period],
                row.cell.item,
            ),
        )
    )
