"""Recording an answer: checked, and appended to what was said in its cell.

Who may is asked by the room that handed the response out (``fieldwork`` for an assignment).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from commonground.core.models import User
from commonground.core.storage import written
from commonground.responses.errors import AlteredError, ClosedError, Conflict, RefusedError
from commonground.responses.models import Origin, Response, Revision
from commonground.responses.queries.asked import asked, wording
from commonground.responses.queries.cells import Cell, Said, Value, said
from commonground.responses.queries.fitting import malformed, misfits
from commonground.responses.queries.given import Given, body_hash
from commonground.responses.queries.revisions import current_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The revision as it stands; ``repeated`` where it had been sent before; the hash of all that was sent."""

    revision: Said
    repeated: bool
    body_hash: str


def record_answer(
    *,
    response: Response,
    revision_id: UUID,
    question: str,
    period: str = "",
    item: str = "",
    based_on: int,
    state: str,
    value: Value = None,
    comment: str = "",
    confidence: str = "",
    basis: str = "",
    origin: str = Origin.TYPED,
    wording: str = "",
    enclosed: str = "",
    by: User | None,
) -> Recorded:
    """Append a revision. When it returns, or its transaction has committed, the answer is on the disk.

    ``question`` is a code; ``based_on`` the number of the revision that its author saw, 0 for none; ``wording`` the
    hash of the question as it was shown, if other than now; ``enclosed`` the hash of what else is kept with it, such as
    citations. Raises ``RefusedError``, ``AlteredError``, ``ClosedError``
    or ``Conflict``, and ``StorageError`` where the disk is full; nothing is written then.
    """
    given = Given(
        revision_id=revision_id,
        cell=Cell(question=question, period=period, item=item),
        based_on=based_on,
        state=state,
        value=value,
        comment=comment,
        confidence=confidence,
        basis=basis,
        origin=origin,
        wording=wording,
        enclosed=enclosed,
        by=by.pk if by else None,
    )
    return append(response=response, given=given)


def append(*, response: Response, given: Given) -> Recorded:
    """The same, of an answer that is one value."""
    return written(lambda: _append(response, given))


def repeated(*, response: Response, given: Given) -> Recorded | None:
    """What was acknowledged for exactly this before, whatever has become of the response since."""
    return None if malformed(given) else _sent_before(response, given)


def _append(response: Response, given: Given) -> Recorded:
    """One at a time in a response: SQLite has one writer, and elsewhere the response's row is held."""
    if problems := malformed(given):
        raise RefusedError(*problems)
    rows = Response.objects.select_for_update(no_key=True, of=("self",)).select_related("questionnaire")
    held = rows.defer("questionnaire__document", "questionnaire__pilot").get(pk=response.pk)
    if earlier := _sent_before(held, given):
        return earlier
    if held.closed_at:
        raise ClosedError
    row = _row(held, given)
    row.save(force_insert=True)
    return Recorded(revision=said(row, given.cell.question), repeated=False, body_hash=row.body_hash)


def _sent_before(response: Response, given: Given) -> Recorded | None:
    """The revision under this key, where all that was sent with it is the same."""
    row = Revision.objects.filter(pk=given.revision_id).first()
    if row is None:
        return None
    if row.body_hash != body_hash(response, given):
        raise AlteredError
    return Recorded(revision=said(row, given.cell.question), repeated=True, body_hash=row.body_hash)


def _row(response: Response, given: Given) -> Revision:
    questionnaire = asked(response.questionnaire)
    question = questionnaire.question(given.cell.question) if given.cell.question in questionnaire else None
    problems = misfits(given, response, question)
    if problems or question is None:
        raise RefusedError(*problems)
    now = current_in(response, given.cell)
    if (now.number if now else 0) != given.based_on:
        raise Conflict(given.cell, now)
    return Revision(
        id=given.revision_id,
        response=response,
        question=response.questionnaire.questions.get(code=question.code),
        period=given.cell.period,
        item=given.cell.item,
        number=given.based_on + 1,
        based_on=given.based_on,
        state=given.state,
        value=given.value,
        comment=given.comment,
        confidence=given.confidence,
        basis=given.basis,
        origin=given.origin,
        wording=given.wording or wording(response.questionnaire, question),
        by_id=given.by,
        at=timezone.now(),
        body_hash=body_hash(response, given),
    )
