"""All questions by all units as one sheet, and what was said at each cell, as far as somebody may read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from commonground.fieldwork.models import Adjudication, Assignment, Query, Remark, Round, Unit
from commonground.fieldwork.queries.access import CellOf, permits, questions_read
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.deciding import content
from commonground.fieldwork.queries.last import Last, last_answers
from commonground.fieldwork.queries.standing import Standing
from commonground.responses.queries import Cell, Said, history
from commonground.responses.queries.cells import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What one contributor says now, under their pseudonym."""

    assignment: int
    stage: str
    pseudonym: str
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The decision that holds: its number is what the next one is based on."""

    number: int
    state: str
    value: Value
    reason: str
    considered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A cell with all that stands in it. ``differs`` is whether its answers do."""

    unit: int
    place: str
    name: str
    cell: Cell
    answers: tuple[Answered, ...]
    decided: Decided | None
    last: Last | None

    @property
    def differs(self) -> bool:
        return len({content(each.said.state, each.said.value) for each in self.answers}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of a thread. ``author`` is a pseudonym; empty is the team."""

    author: str
    mine: bool
    text: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A query with what was said."""

    query: int
    assignment: int
    unit: str
    cell: Cell
    state: str
    messages: tuple[Message, ...]


def sheet(
    round_: Round,
    who: Standing,
    *,
    questions: Collection[str] | None = None,
    units: Collection[int] | None = None,
    search: str = "",
) -> tuple[Row, ...]:
    """The cells in which something stands, by question, unit and period: ten queries, however many cells.

    ``questions`` and ``units`` narrow it; ``search`` finds words in values, comments and reasons.
    """
    chosen = [unit for unit in _units(round_) if units is None or unit.pk in units]
    given = _answers(round_, who, chosen, questions)
    decided = _decided(round_, who, chosen, questions)
    last = last_answers(round_, chosen)
    by_key = {unit.pk: unit for unit in chosen}
    periods = [period.code for period in round_.periods.all()]
    order = {code: at for at, code in enumerate(round_.questionnaire.questions.values_list("code", flat=True))}
    rows = [
        Row(
            unit=key,
            place=by_key[key].place.code,
            name=by_key[key].place.name,
            cell=cell,
            answers=tuple(given.get((key, cell), ())),
            decided=decided.get((key, cell)),
            last=last.get(key, {}).get(cell),
        )
        for key, cell in given.keys() | decided.keys()
    ]
    rows.sort(key=lambda row: (order[row.cell.question], row.cell.item, row.name, periods.index(row.cell.period)))
    return tuple(row for row in rows if _found(row, search))


def readable(round_: Round, who: Standing, units: Collection[Unit] | None = None) -> list[Assignment]:
    """The assignments whose answers somebody may read, in the order of their stages."""
    rows = Assignment.objects.filter(stage__round=round_, response__isnull=False)
    if units is not None:
        rows = rows.filter(unit__in=units)
    found = list(rows.select_related("stage", "contributor").order_by("stage__position", "pk"))
    for each in found:
        each.stage.round = round_
    return [each for each in found if permits(who, "read", each)]


def cell_history(assignment: Assignment, who: Standing, cell: Cell) -> tuple[Said, ...]:
    """Every revision of a cell, the first first; nothing where it may not be read."""
    parts = questions_read(who, assignment)
    if assignment.response is None or not permits(who, "read", assignment):
        return ()
    return history(assignment.response, cell) if parts is None or cell.question in parts else ()


def threads(
    round_: Round, who: Standing, *, unit: int | None = None, question: str | None = None
) -> tuple[Thread, ...]:
    """The queries that somebody may read, with their messages: three queries."""
    rows = Query.objects.filter(round=round_).select_related(
        "question", "period", "unit__place", "assignment__contributor"
    )
    if unit is not None:
        rows = rows.filter(unit=unit)
    if question is not None:
        rows = rows.filter(question__code=question)
    found = list(rows.prefetch_related("messages").order_by("pk"))
    names = _pseudonyms(round_)
    for each in found:
        each.round = round_
    return tuple(_thread(each, who, names) for each in found if permits(who, "read-query", each))


def remarks(round_: Round, who: Standing, unit: Unit) -> tuple[tuple[Cell, str], ...]:
    """What a government says of a unit's cells, to those who decide or read it."""
    if not permits(who, "read-decisions", unit):
        return ()
    rows = Remark.objects.filter(unit=unit, unit__round=round_).select_related("question", "period").order_by("pk")
    return tuple((Cell(question=row.question.code, period=row.period.code, item=row.item), row.text) for row in rows)


def _units(round_: Round) -> list[Unit]:
    found = list(round_.units.select_related("place"))
    for unit in found:
        unit.round = round_
    return found


def _answers(
    round_: Round, who: Standing, units: list[Unit], questions: Collection[str] | None
) -> Mapping[tuple[int, Cell], list[Answered]]:
    assignments = readable(round_, who, units)
    given = given_in(assignments, questions)
    found: dict[tuple[int, Cell], list[Answered]] = {}
    for each in assignments:
        parts = questions_read(who, each)
        for cell, said in given.get(each.pk, {}).items():
            if parts is None or cell.question in parts:
                answered = Answered(
                    assignment=each.pk, stage=each.stage.code, pseudonym=each.contributor.pseudonym, said=said
                )
                found.setdefault((each.unit_id, cell), []).append(answered)
    return found


def _decided(
    round_: Round, who: Standing, units: list[Unit], questions: Collection[str] | None
) -> dict[tuple[int, Cell], Decided]:
    by_key = {unit.pk: unit for unit in units}
    rows = Adjudication.objects.filter(round=round_, unit__in=units)
    if questions is not None:
        rows = rows.filter(question__code__in=questions)
    found = {}
    for row in rows.select_related("question", "period").order_by("number"):
        if permits(who, "read-decisions", CellOf(unit=by_key[row.unit_id], question=row.question.code)):
            cell = Cell(question=row.question.code, period=row.period.code, item=row.item)
            found[row.unit_id, cell] = Decided(
                number=row.number,
                state=row.state,
                value=row.value,
                reason=row.reason,
                considered=tuple(row.considered),
            )
    return found


def _found(row: Row, search: str) -> bool:
    texts = [row.name, row.cell.question, *(f"{each.said.value} {each.said.comment}" for each in row.answers)]
    texts += [f"{row.decided.value} {row.decided.reason}"] if row.decided else []
    return search.casefold() in " ".join(texts).casefold()


def _pseudonyms(round_: Round) -> dict[int | None, str]:
    rows = Assignment.objects.filter(stage__round=round_).values_list("contributor__user", "contributor__pseudonym")
    return dict(rows.distinct())


def _thread(query: Query, who: Standing, names: Mapping[int | None, str]) -> Thread:
    return Thread(
        query=query.pk,
        assignment=query.assignment_id,
        unit=query.unit.place.name,
        cell=Cell(question=query.question.code, period=query.period.code, item=query.item),
        state=query.state,
        messages=tuple(
            Message(
                author=names.get(each.by_id, ""),
                mine=who.user.pk is not None and each.by_id == who.user.pk,
                text=each.text,
                at=each.at.isoformat(),
            )
            for each in query.messages.all()
        ),
    )
