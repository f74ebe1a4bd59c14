"""What a round comes to: the adopted value of every cell, and what still keeps it from being locked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from commonground.fieldwork.models import (
    ENDED,
    Adjudication,
    Assignment,
    AssignmentState,
    Decision,
    Origin,
    Query,
    QueryState,
    Round,
    Work,
)
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.checks import hits_across
from commonground.methods.canonical import canonical
from commonground.methods.errors import Problem
from commonground.methods.sentences import Sentence
from commonground.responses.queries import Cell, Said
from commonground.responses.queries.cells import Value

ANSWERING = (Work.ANSWER, Work.REVIEW)
Where = tuple[int, Cell]
"""A unit and a cell of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """The value of a cell, where it comes from and what was said about it."""

    state: str
    value: Value
    origin: str
    comment: str = ""
    source: str = ""
    reason: str = ""
    revision: UUID | None = None
    before: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A problem that is left, and the page where it is settled: its name and the parts of its address."""

    problem: Problem
    page: str
    parts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """All that is adopted, and everything that is left."""

    adopted: Mapping[Where, Adopted]
    obstacles: tuple[Obstacle, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(each.problem for each in self.obstacles)


def content(state: str, value: Value) -> tuple[str, str]:
    """What two answers must share to be the same."""
    return state, canonical(value) if value is not None else ""


def settled(round_: Round) -> Settled:
    """What every cell comes to: its adjudication, else what all accepted answers say, else what was locked before."""
    places = {unit.pk: unit.place.name for unit in round_.units.select_related("place")}
    accepted = _accepted(round_)
    ruled = latest_adjudications(round_)
    adopted: dict[Where, Adopted] = dict(_as_before(round_))
    left = list(_unfinished(round_))
    for where, answers in accepted.items():
        if where not in ruled:
            if len({content(each.state, each.value) for each in answers}) > 1:
                left.append(_cell_to_decide(where, _undecided(where, places, len(answers))))
            adopted[where] = _from_answer(answers[0])
    for where, row in ruled.items():
        adopted[where] = _from_adjudication(row, accepted.get(where, []))
        if outdated(row, accepted.get(where, [])):
            left.append(_cell_to_decide(where, _overtaken(where, places)))
    if not adopted:
        left.append(Obstacle(problem=_empty(round_), page="round"))
    return Settled(adopted=adopted, obstacles=tuple(left))


def outdated(row: Adjudication, answers: Iterable[Said]) -> bool:
    """Whether an answer says something else than the decision, and was not there when it was made."""
    ruled = content(row.state, row.value)
    return any(str(each.id) not in row.considered and content(each.state, each.value) != ruled for each in answers)


def latest_adjudications(round_: Round) -> dict[Where, Adjudication]:
    """The adjudication that holds, by unit and cell."""
    rows = Adjudication.objects.filter(round=round_).select_related("question", "period").order_by("number")
    return {(row.unit_id, Cell(question=row.question.code, period=row.period.code, item=row.item)): row for row in rows}


def considered(round_: Round, unit: int, cell: Cell) -> list[Said]:
    """The answers that are weighed when a cell is decided: all that were handed in, in the order of their stages."""
    states = (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED)
    rows = _answering(round_).filter(unit=unit, state__in=states)
    given = given_in(list(rows), [cell.question])
    return [given[each.pk][cell] for each in rows if cell in given.get(each.pk, {})]


def _accepted(round_: Round) -> dict[Where, list[Said]]:
    rows = list(_answering(round_).filter(state=AssignmentState.ACCEPTED))
    given = given_in(rows)
    found: dict[Where, list[Said]] = {}
    for each in rows:
        for cell, said in given.get(each.pk, {}).items():
            found.setdefault((each.unit_id, cell), []).append(said)
    return found


def _answering(round_: Round) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(stage__round=round_, stage__work__in=ANSWERING, response__isnull=False)
    return rows.order_by("stage__position", "pk")


def _as_before(round_: Round) -> Iterator[tuple[Where, Adopted]]:
    """What came from a file stays where nobody says otherwise; all else comes from answers and adjudications anew."""
    rows = Decision.objects.filter(
        round=round_, locking=round_.locking, origin__in=(Origin.IMPORT, Origin.CARRIED)
    ).select_related("question", "period", "option")
    for row in rows:
        cell = Cell(question=row.question.code, period=row.period.code, item=row.item)
        yield (
            (row.unit_id, cell),
            Adopted(
                state=row.state,
                value=row.option.code if row.option else row.value,
                origin=Origin.CARRIED,
                comment=row.comment,
                source=row.source,
                reason=row.reason,
                revision=row.revision_id,
                before=row,
            ),
        )


def _from_answer(said: Said) -> Adopted:
    return Adopted(state=said.state, value=said.value, origin=Origin.ACCEPTED, comment=said.comment, revision=said.id)


def _from_adjudication(row: Adjudication, answers: list[Said]) -> Adopted:
    same = next((a for a in answers if content(a.state, a.value) == content(row.state, row.value)), None)
    return Adopted(
        state=row.state,
        value=row.value,
        origin=Origin.ADJUDICATED,
        comment=same.comment if same else "",
        reason=row.reason,
        revision=same.id if same else None,
    )


def _cell_to_decide(where: Where, problem: Problem) -> Obstacle:
    unit, cell = where
    return Obstacle(
        problem=problem, page="cell", parts={"unit": unit, "question": cell.question, "period": cell.period}
    )


def _unfinished(round_: Round) -> Iterator[Obstacle]:
    open_states = set(AssignmentState) - {AssignmentState.ACCEPTED, *ENDED}
    rows = Assignment.objects.filter(stage__round=round_, stage__work__in=ANSWERING, state__in=open_states)
    for each in rows.select_related("stage", "unit__place", "contributor").order_by("pk"):
        unfinished = Problem(
            code="lock-unfinished",
            message=Sentence("This assignment is %(state)s.", state=each.get_state_display()),
            remedy=Sentence("Accept it, or withdraw it."),
            place=str(each),
        )
        yield Obstacle(problem=unfinished, page="part", parts={"key": each.pk})
    for query in Query.objects.filter(round=round_).exclude(state=QueryState.RESOLVED).select_related("question"):
        unresolved = Problem(
            code="lock-query",
            message=Sentence("A query is not resolved."),
            remedy=Sentence("Resolve it."),
            place=f"{query.unit}, {query.question.code}",
        )
        yield Obstacle(problem=unresolved, page="query", parts={"key": query.pk})
    yield from (Obstacle(problem=hit.problem, page="checks") for hit in hits_across(round_) if not hit.justified)


def _empty(round_: Round) -> Problem:
    return Problem(
        code="lock-empty",
        message=Sentence("Nothing was answered in this round."),
        remedy=Sentence("Answer it first."),
        place=round_.key,
    )


def _undecided(where: Where, places: Mapping[int, str], answers: int) -> Problem:
    return Problem(
        code="lock-undecided",
        message=Sentence("%(answers)s answers differ, and nobody has decided.", answers=answers),
        remedy=Sentence("Decide the cell."),
        place=f"{places[where[0]]}, {where[1]}",
    )


def _overtaken(where: Where, places: Mapping[int, str]) -> Problem:
    return Problem(
        code="lock-overtaken",
        message=Sentence("An answer has changed since the cell was decided, and says something else."),
        remedy=Sentence("Decide the cell again."),
        place=f"{places[where[0]]}, {where[1]}",
    )
