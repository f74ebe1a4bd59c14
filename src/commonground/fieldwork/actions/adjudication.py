"""Deciding cells: the adopted value, the answers that were weighed, the reason. Only ever added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.fieldwork.actions.review import row_of
from commonground.fieldwork.actions.shared import note
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.models import Adjudication, Assignment, AssignmentState, Round, State, Unit
from commonground.fieldwork.queries.access import CellOf, permits, require, standing
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.deciding import ANSWERING, considered, content, latest_adjudications
from commonground.methods.errors import Problem
from commonground.methods.questionnaires import check_value
from commonground.methods.sentences import Sentence
from commonground.responses.queries import Cell, Said, asked
from commonground.responses.queries.cells import Value

if TYPE_CHECKING:
    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What a rule would decide for a cell."""

    unit: str
    cell: Cell
    state: str
    value: Value
    reason: str


@transaction.atomic
def adjudicate(
    *,
    unit: Unit,
    cell: Cell,
    state: str,
    value: Value,
    reason: str = "",
    seen: Sequence[UUID],
    based_on: int,
    by: User,
) -> Adjudication:
    """Decide a cell. ``seen`` are the answers that were shown, ``based_on`` the decision that was, 0 for none.

    Raises ``FieldworkError`` where they are not the current ones any more, and where a reason is missing: it is needed
    where the value differs from an answer, and whenever a locked round was opened again.
    """
    held = Unit.objects.select_for_update(of=("self",)).select_related("round__index", "round__questionnaire", "place")
    unit = held.get(pk=unit.pk)
    require(by, "adjudicate", CellOf(unit=unit, question=cell.question))
    answers = considered(unit.round, unit.pk, cell)
    last = _last(unit, cell)
    if {str(each.id) for each in answers} != {str(each) for each in seen} or based_on != (last.number if last else 0):
        raise refuse(
            "adjudication-stale",
            Sentence("An answer or the decision has changed since it was shown."),
            Sentence("Look at it again."),
            f"{unit}, {cell}",
        )
    _fit(unit.round, cell, state, value)
    differs = any(content(each.state, each.value) != content(state, value) for each in answers)
    if (differs or unit.round.locking) and not reason.strip():
        raise refuse(
            "reason-needed",
            Sentence("The decision differs from an answer, and gives no reason."),
            Sentence("Write the reason."),
            f"{unit}, {cell}",
        )
    return _rule(unit, cell, state, value, reason.strip(), answers, based_on + 1, by)


@transaction.atomic
def adjudicate_by_majority(*, round_: Round, dry_run: bool = True, by: User) -> tuple[Proposed, ...]:
    """Decide every open cell in which more than half of those who answered say the same. A dry run only lists them."""
    round_ = Round.objects.select_for_update(of=("self",)).select_related("index", "questionnaire").get(pk=round_.pk)
    who = standing(by, round_)
    units = {unit.pk: unit for unit in round_.units.select_related("place", "round__index")}
    for unit in units.values():
        unit.round = round_
    done = latest_adjudications(round_)
    proposed = []
    for (key, cell), answers in sorted(_differing(round_).items()):
        chosen, times = _most(answers)
        may = permits(who, "adjudicate", CellOf(unit=units[key], question=cell.question))
        if not may or (key, cell) in done or times * 2 <= len(answers):
            continue
        reason = _("%(times)d of %(all)d answers say the same.") % {"times": times, "all": len(answers)}
        place = units[key].place.name
        proposed.append(Proposed(unit=place, cell=cell, state=chosen.state, value=chosen.value, reason=reason))
        if not dry_run:
            _rule(units[key], cell, chosen.state, chosen.value, reason, answers, 1, by)
    return tuple(proposed)


def _most(answers: Sequence[Said]) -> tuple[Said, int]:
    """The answer that most give, and how many do."""
    kinds = [content(each.state, each.value) for each in answers]
    kind, times = Counter(kinds).most_common(1)[0]
    return answers[kinds.index(kind)], times


def _differing(round_: Round) -> dict[tuple[int, Cell], list[Said]]:
    rows = Assignment.objects.filter(
        stage__round=round_,
        stage__work__in=ANSWERING,
        state__in=(AssignmentState.SUBMITTED, AssignmentState.ACCEPTED),
    ).order_by("stage__position", "pk")
    given = given_in(list(rows))
    found: dict[tuple[int, Cell], list[Said]] = {}
    for each in rows:
        for cell, said in given.get(each.pk, {}).items():
            found.setdefault((each.unit_id, cell), []).append(said)
    return {where: said for where, said in found.items() if len({content(s.state, s.value) for s in said}) > 1}


def _rule(  # noqa: PLR0917 -- one row, said in full
    unit: Unit, cell: Cell, state: str, value: Value, reason: str, answers: Sequence[Said], number: int, by: User
) -> Adjudication:
    question, period = row_of(unit.round, cell)
    made = Adjudication.objects.create(
        round=unit.round,
        unit=unit,
        question=question,
        period=period,
        item=cell.item,
        number=number,
        state=state,
        value=value,
        reason=reason,
        considered=[str(each.id) for each in answers],
        by=by,
        at=timezone.now(),
    )
    detail = {"cell": str(cell), "number": number, "state": state, "considered": made.considered}
    note(unit.round, "adjudicate", f"unit:{unit.place.code}", by, {**detail, "value": value})
    return made


def _last(unit: Unit, cell: Cell) -> Adjudication | None:
    rows = Adjudication.objects.filter(
        unit=unit, question__code=cell.question, period__code=cell.period, item=cell.item
    )
    return rows.order_by("number").last()


def _fit(round_: Round, cell: Cell, state: str, value: Value) -> None:
    """The value must be one that an answer could have."""
    question = next((each for each in asked(round_.questionnaire).questions if each.code == cell.question), None)
    if question is None or state not in State.values:
        raise refuse(
            "cell",
            Sentence("The round has no such cell, or a decision no such state."),
            Sentence("Correct it."),
            str(cell),
        )
    problems: tuple[Problem, ...] = () if value is None else (_empty(cell),)
    if state == State.ANSWERED:
        problems = check_value(replace(question, constraint=""), value, item=cell.item)
    if problems:
        raise FieldworkError(*(replace(problem, place=str(cell)) for problem in problems))


def _empty(cell: Cell) -> Problem:
    return Problem(
        code="answer-value", message=Sentence("A cell that is not answered holds no value."), place=str(cell)
    )
