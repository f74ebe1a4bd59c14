"""What the last round of an index decided, cell by cell of this one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from commonground.fieldwork.models import Decision, Period, Round, RoundState, State, Unit
from commonground.responses.queries import Cell
from commonground.responses.queries.cells import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """A decision of the last round: what was answered, in which of its periods, with what was said and cited."""

    state: str
    value: Value
    points: float | None
    comment: str
    source: str
    period: str
    round: str
    revision: UUID | None = None


def last_round(round_: Round) -> Round | None:
    """The round of the index before this one that was locked."""
    done = (RoundState.LOCKED, RoundState.PUBLISHED)
    return (
        Round.objects.filter(index=round_.index_id, number__lt=round_.number, state__in=done).order_by("number").last()
    )


def last_answers(round_: Round, units: Collection[Unit]) -> Mapping[int, dict[Cell, Last]]:
    """What was decided last, by unit and cell of ``round_``, in three queries.

    A period stands beside the same period of the last round; the first period, where the last round has none of that
    code, beside that round's latest.
    """
    last = last_round(round_)
    if last is None:
        return {}
    beside = _beside(list(round_.periods.all()), list(last.periods.all()))
    by_place = {unit.place_id: unit.pk for unit in units}
    rows = Decision.objects.filter(
        round=last, locking=last.locking, unit__place__in=by_place, period__in=beside
    ).select_related("question", "option", "period", "unit")
    found: dict[int, dict[Cell, Last]] = {}
    for row in rows:
        for period in beside[row.period_id]:
            cell = Cell(question=row.question.code, period=period, item=row.item)
            found.setdefault(by_place[row.unit.place_id], {})[cell] = _last(row, last)
    return found


def _last(row: Decision, last: Round) -> Last:
    value = row.option.code if row.option is not None else row.value
    # A number of a file that is no option of its question is kept, and is no answer to begin from.
    state = State.NO_ANSWER if row.state == State.ANSWERED and value is None else row.state
    return Last(
        state=state,
        value=value,
        points=row.points,
        comment=row.comment,
        source=row.source,
        period=row.period.label,
        round=last.title,
        revision=row.revision_id,
    )


def _beside(now: list[Period], before: list[Period]) -> dict[int, list[str]]:
    """For each period of the last round the codes of this round's periods that it stands beside."""
    known = {period.code: period.pk for period in before}
    beside: dict[int, list[str]] = {}
    for position, period in enumerate(now):
        key = known.get(period.code)
        if key is None and position == 0 and before:
            key = before[-1].pk
        if key is not None:
            beside.setdefault(key, []).append(period.code)
    return beside
