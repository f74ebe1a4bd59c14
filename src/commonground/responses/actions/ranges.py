"""One answer over several periods, and an earlier answer brought forward: never silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from commonground.core.models import User
from commonground.core.storage import written
from commonground.methods.errors import Problem
from commonground.responses.actions.answers import Recorded, append
from commonground.responses.errors import RefusedError
from commonground.responses.models import Basis, Origin, Response, State
from commonground.responses.queries.cells import Cell, Value
from commonground.responses.queries.given import Given
from commonground.responses.queries.revisions import current_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A period to be answered: the key of its revision, and the number that its author saw there."""

    period: str
    revision_id: UUID
    based_on: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What was said of a cell before: in the last round, or in a source."""

    state: str
    value: Value = None
    comment: str = ""


def record_range(*, response: Response, given: Given, targets: Sequence[Target]) -> tuple[Recorded, ...]:
    """``given`` in every period of ``targets``, with its one comment: all of them, or none."""
    return written(lambda: tuple(append(response=response, given=each) for each in in_range(given, targets)))


def in_range(given: Given, targets: Sequence[Target]) -> list[Given]:
    """``given`` for each target: the first as it was given, the others filled from it and confirmed as unchanged."""
    return [
        replace(
            given,
            revision_id=target.revision_id,
            based_on=target.based_on,
            cell=replace(given.cell, period=target.period),
            origin=Origin.FILLED if position else given.origin,
            basis=Basis.UNCHANGED if position else given.basis,
        )
        for position, target in enumerate(targets)
    ]


def fill_forward(
    *, response: Response, question: str, item: str = "", from_period: str, targets: Sequence[Target], by: User | None
) -> tuple[Recorded, ...]:
    """The current answer of a period in those after it. Raises ``RefusedError`` where nothing stands there."""
    cell = Cell(question=question, period=from_period, item=item)
    return written(lambda: _fill(response, cell, targets, by))


def _fill(response: Response, cell: Cell, targets: Sequence[Target], by: User | None) -> tuple[Recorded, ...]:
    now = current_in(response, cell)
    order = response.period_codes
    if now is None or now.state == State.CLEARED:
        raise RefusedError(_nothing(cell))
    if early := [t.period for t in targets if t.period in order and order.index(t.period) <= order.index(cell.period)]:
        raise RefusedError(_backwards(cell, early))
    return tuple(
        append(
            response=response,
            given=Given(
                revision_id=target.revision_id,
                cell=replace(cell, period=target.period),
                based_on=target.based_on,
                state=now.state,
                value=now.value,
                comment=now.comment,
                confidence=now.confidence,
                basis=Basis.UNCHANGED,
                origin=Origin.FILLED,
                by=by.pk if by else None,
            ),
        )
        for target in targets
    )


def carry_forward(
    *,
    response: Response,
    question: str,
    item: str = "",
    target: Target,
    earlier: Earlier,
    confidence: str = "",
    by: User | None,
) -> Recorded:
    """An earlier answer, confirmed as unchanged. A changed one is ``record_answer`` with its basis."""
    return append(
        response=response,
        given=Given(
            revision_id=target.revision_id,
            cell=Cell(question=question, period=target.period, item=item),
            based_on=target.based_on,
            state=earlier.state,
            value=earlier.value,
            comment=earlier.comment,
            confidence=confidence,
            basis=Basis.UNCHANGED,
            origin=Origin.CARRIED,
            by=by.pk if by else None,
        ),
    )


def _nothing(cell: Cell) -> Problem:
    return Problem(
        code="answer-nothing",
        message=_("There is no answer that could be filled forward."),
        remedy=_("Answer the first period."),
        place=str(cell),
    )


def _backwards(cell: Cell, periods: Sequence[str]) -> Problem:
    return Problem(
        code="answer-backwards",
        message=_("An answer is filled into later periods only, not into %(periods)s.")
        % {"periods": ", ".join(periods)},
        place=str(cell),
    )
