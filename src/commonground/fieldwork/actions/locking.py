"""Locking a round: decisions, snapshot, the head of its chain; publishing it; opening it again for an erratum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from commonground.core.queries.trail import head_of
from commonground.fieldwork.actions.rounds import BATCH, freeze
from commonground.fieldwork.actions.shared import held_round, move_round, note
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.events import round_changed, round_locked, tell
from commonground.fieldwork.models import Assignment, Decision, Round, RoundState, Snapshot, State
from commonground.fieldwork.queries.deciding import Adopted, Where, settled
from commonground.instruments.models import Option
from commonground.methods.errors import Problem
from commonground.methods.index import Answers, Framework, Question, Reason, framework_from_document
from commonground.methods.index.answers import AnswerCell
from commonground.responses.actions import close_response
from commonground.responses.queries import Asked, asked

if TYPE_CHECKING:
    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """What locking came to. ``head`` is the last hash of the round's chain, to be kept elsewhere."""

    snapshot: Snapshot
    decisions: int
    head: str


def left_to_do(round_: Round) -> tuple[Problem, ...]:
    """What keeps the round from being locked: the dry run of it."""
    return settled(round_).problems


@transaction.atomic
def lock_round(*, round_: Round, by: User) -> Locked:
    """Adopt a value for every cell that has one, freeze them, and end all work. Scores hear of it and make an edition.

    Raises ``FieldworkError`` with all that is left to do.
    """
    held = held_round(round_, "lock", by)
    found = settled(held)
    if found.problems:
        raise FieldworkError(*found.problems)
    if not found.adopted:
        raise refuse("lock-empty", "Nothing was answered in this round.", "Answer it first.", held.key)
    for each in Assignment.objects.filter(stage__round=held, response__isnull=False).select_related("response"):
        if each.response and each.response.closed_at is None:
            close_response(response=each.response)
    cells = _Cells(held)
    decisions = list(cells.decisions(found.adopted))
    Decision.objects.bulk_create(decisions, batch_size=BATCH)
    before = held.state
    snapshot = freeze(round_=held, answers=cells.answers(decisions))
    detail = {"locking": held.locking, "decisions": len(decisions), "snapshot": snapshot.hash}
    note(held, "lock-round", held.key, by, detail)
    tell(round_changed, round_=held, before=before, by=by)
    tell(round_locked, round_=held, snapshot=snapshot, by=by)
    return Locked(snapshot=snapshot, decisions=len(decisions), head=head_of(held.key))


@transaction.atomic
def publish_round(*, round_: Round, by: User) -> Round:
    """Let everybody read it. Not before its embargo ends."""
    held = held_round(round_, "publish", by)
    if held.embargo_until and held.embargo_until > timezone.now():
        raise refuse(
            "embargo",
            f"The round is under embargo until {held.embargo_until:%Y-%m-%d %H:%M} UTC.",
            "Wait for it, or open the round again and change it.",
            held.key,
        )
    return move_round(held, RoundState.PUBLISHED, "publish-round", by)


@transaction.atomic
def reopen_round(*, round_: Round, reason: str, by: User) -> Round:
    """For an erratum. What was locked stays as it was; the next locking makes another snapshot and another edition."""
    held = held_round(round_, "reopen", by)
    if not reason.strip():
        raise refuse("reason-needed", "Nothing says what is to be corrected.", "Write the reason.", held.key)
    return move_round(held, RoundState.ADJUDICATION, "reopen-round", by, reason=reason.strip())


class _Cells:
    """The rows of a locking, and the answers that scores read."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.units = {unit.pk: unit for unit in round_.units.select_related("place").order_by("place__code")}
        self.periods = {period.code: period for period in round_.periods.all()}
        self.framework = framework_from_document(round_.framework.document) if round_.framework else None
        self.questions = _with_points(asked(round_.questionnaire), self.framework)
        self.codes = {question.key: code for code, question in self.questions.items()}
        rows = Option.objects.filter(question__questionnaire=round_.questionnaire)
        self.options = {(option.question_id, option.code): option for option in rows}

    def decisions(self, adopted: Mapping[Where, Adopted]) -> Iterator[Decision]:
        for (unit, cell), each in adopted.items():
            question = self.questions[cell.question]
            yield Decision(
                round=self.round,
                locking=self.round.locking + 1,
                unit=self.units[unit],
                period=self.periods[cell.period],
                question_id=question.key,
                item=cell.item,
                option=self.options.get((question.key, each.value)) if isinstance(each.value, str) else None,
                state=self._state(question, each),
                points=self._points(question, each),
                value=each.value,
                raw=each.before.raw if each.before else "",
                at=each.before.at if each.before else "",
                comment=each.comment,
                source=each.source,
                reason=each.reason,
                revision_id=each.revision,
                origin=each.origin,
            )

    def answers(self, decisions: list[Decision]) -> Answers:
        """What the decisions say in points; a row of a table is the question ``CODE.ROW``."""
        axis = [question.code for question in self.framework.questions] if self.framework else None
        known = set(axis or [])
        cells = [cell for cell in map(self._cell, decisions) if cell and (axis is None or cell[2] in known)]
        return Answers.from_cells(
            cells,
            places=[unit.place.code for unit in self.units.values()],
            periods=list(self.periods),
            questions=axis,
        )

    def _cell(self, decision: Decision) -> AnswerCell | None:
        code = self.codes[decision.question_id]
        value = Reason.NOT_APPLICABLE if decision.state == State.NOT_APPLICABLE else decision.points
        if value is None:
            return None
        row = f"{code}.{decision.item}" if decision.item else code
        return decision.unit.place.code, decision.period.code, row, value

    def _points(self, question: Asked, each: Adopted) -> float | None:
        if each.before is not None:
            return each.before.points
        if each.state != State.ANSWERED or not isinstance(each.value, str):
            return None
        if question.kind == "number":
            return float(each.value)
        meaning = question.options.get(each.value)
        return None if isinstance(meaning, Reason) else meaning

    def _state(self, question: Asked, each: Adopted) -> str:
        """An option that means "does not apply" or "no data" says so of the cell."""
        meaning = question.options.get(each.value) if isinstance(each.value, str) else None
        reasons = {Reason.NOT_APPLICABLE: State.NOT_APPLICABLE, Reason.NO_DATA: State.NO_ANSWER}
        return reasons[meaning] if isinstance(meaning, Reason) else each.state


def _with_points(questions: Mapping[str, Asked], framework: Framework | None) -> dict[str, Asked]:
    """The points of the scoring framework, where the round has one, in place of the questionnaire's."""
    scored = {question.code: question for question in framework.questions} if framework else {}
    return {code: _scored(each, scored.get(code)) for code, each in questions.items()}


def _scored(each: Asked, question: Question | None) -> Asked:
    options = {o.code: o.reason if o.points is None else o.points for o in question.options} if question else {}
    found = {code: meaning for code, meaning in options.items() if meaning is not None}
    return replace(each, options=found) if found else each
