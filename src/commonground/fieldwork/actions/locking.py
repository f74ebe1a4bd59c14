"""Locking a round: decisions, snapshot, the head of its chain; publishing it; opening it again for an erratum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from commonground.core.queries.trail import head_of
from commonground.fieldwork.actions.rounds import BATCH, freeze
from commonground.fieldwork.actions.shared import held_round, move_round, note
from commonground.fieldwork.errors import FieldworkError, refuse
from commonground.fieldwork.events import round_changed, round_locked, tell
from commonground.fieldwork.models import Assignment, Decision, Round, RoundState, Snapshot, State
from commonground.fieldwork.queries.deciding import Adopted, Where, settled
from commonground.fieldwork.queries.scales import scales_of, scored_as
from commonground.fieldwork.queries.steps import embargo
from commonground.instruments.models import Option
from commonground.methods.errors import Problem
from commonground.methods.index import Answers, Reason
from commonground.methods.index.answers import AnswerCell
from commonground.methods.sentences import Sentence
from commonground.responses.actions import close_response
from commonground.responses.queries import Cell

if TYPE_CHECKING:
    from commonground.core.models import User

REASONS = {Reason.NOT_APPLICABLE: State.NOT_APPLICABLE, Reason.NO_DATA: State.NO_ANSWER}


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
    for each in Assignment.objects.filter(stage__round=held, response__isnull=False).select_related("response"):
        if each.response and each.response.closed_at is None:
            close_response(response=each.response)
    cells = _Cells(held)
    decisions = [cells.decision(where, each) for where, each in found.adopted.items()]
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
    if problems := embargo(held):
        raise FieldworkError(*problems)
    return move_round(held, RoundState.PUBLISHED, "publish-round", by)


@transaction.atomic
def reopen_round(*, round_: Round, reason: str, by: User) -> Round:
    """For an erratum. What was locked stays as it was; the next locking makes another snapshot and another edition."""
    held = held_round(round_, "reopen", by)
    if not reason.strip():
        raise refuse(
            "reason-needed", Sentence("Nothing says what is to be corrected."), Sentence("Write the reason."), held.key
        )
    return move_round(held, RoundState.ADJUDICATION, "reopen-round", by, reason=reason.strip())


class _Cells:
    """The rows of a locking, and the answers that scores read."""

    def __init__(self, round_: Round) -> None:
        self.round, self.scales = round_, scales_of(round_)
        self.units = {unit.pk: unit for unit in round_.units.select_related("place").order_by("place__code")}
        self.periods = {period.code: period for period in round_.periods.all()}
        self.questions = {question.code: question for question in round_.questionnaire.questions.all()}
        rows = Option.objects.filter(question__questionnaire=round_.questionnaire)
        self.options = {(option.question_id, option.code): option for option in rows}

    def decision(self, where: Where, each: Adopted) -> Decision:
        unit, cell = where
        question, before = self.questions[cell.question], each.before
        state, points = self._worth(cell, each)
        return Decision(
            round=self.round,
            locking=self.round.locking + 1,
            unit=self.units[unit],
            period=self.periods[cell.period],
            question=question,
            item=cell.item,
            option=self.options.get((question.pk, each.value)) if isinstance(each.value, str) else None,
            state=state,
            points=points,
            value=each.value,
            raw=before.raw if before else "",
            at=before.at if before else "",
            comment=each.comment,
            source=each.source,
            reason=each.reason,
            revision_id=each.revision,
            origin=each.origin,
        )

    def answers(self, decisions: list[Decision]) -> Answers:
        """What the decisions say in points."""
        framework = self.scales.framework
        axis = [question.code for question in framework.questions] if framework else None
        known = set(axis or [])
        cells = [cell for cell in map(_scored, decisions) if cell and (axis is None or cell[2] in known)]
        places = [unit.place.code for unit in self.units.values()]
        return Answers.from_cells(cells, places=places, periods=list(self.periods), questions=axis)

    def _worth(self, cell: Cell, each: Adopted) -> tuple[str, float | None]:
        """State and points. An option that means "does not apply" or "no data" says so of its cell."""
        if each.before is not None:
            return each.state, each.before.points
        meaning = self.scales.meaning(cell, each.state, each.value)
        if isinstance(meaning, Reason):
            return REASONS[meaning], None
        return each.state, meaning


def _scored(decision: Decision) -> AnswerCell | None:
    value = Reason.NOT_APPLICABLE if decision.state == State.NOT_APPLICABLE else decision.points
    if value is None:
        return None
    cell = Cell(question=decision.question.code, item=decision.item)
    return decision.unit.place.code, decision.period.code, scored_as(cell), value
