"""What a page sends as it is filled in: ``POST /tasks/ASSIGNMENT/answers``, JSON in and JSON out.

The browser keeps what was typed until it is acknowledged here, so every answer says what to do with it:

====  =============================================================================================
200   saved: ``saved`` lists the revisions as they stand; ``repeated`` where they were known before
400   the body cannot be read
401   nobody is signed in; sign in, and send it again
403   not open to this person now
404   there is no such assignment for this person
409   a conflict: ``current`` is what stands there now, or null
413   the body is too large
422   it does not fit: ``problems``
423   the answers are closed
503   too many are saving; send it again after ``Retry-After`` seconds
507   the disk is full; keep it
====  =============================================================================================
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonground.core.sentences import spoken
from commonground.core.storage import StorageBusyError, StorageFullError
from commonground.fieldwork.actions.saving import save_answer
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.forms.answers import read_answer
from commonground.fieldwork.models import Assignment
from commonground.fieldwork.queries.access import allowed
from commonground.methods.errors import CommongroundError, Problem
from commonground.responses.actions import ClosedError, Conflict
from commonground.responses.queries import Said

RETRY_AFTER_S = 5
STATUS: tuple[tuple[type[CommongroundError], int], ...] = (
    (Conflict, 409),
    (ClosedError, 423),
    (NotAllowedError, 403),
    (StorageBusyError, 503),
    (StorageFullError, 507),
    (CommongroundError, 422),
)


@require_POST
def save(request: HttpRequest, assignment: int) -> JsonResponse:
    """Save one answer."""
    if not request.user.is_authenticated:
        return refused(
            401, _problem("signed-out", _("You are signed out."), _("Sign in; what you wrote is kept here."))
        )
    rows = Assignment.objects.select_related("stage__round__index", "unit__place", "contributor", "response")
    held = rows.filter(pk=assignment).first()
    if held is None or not allowed(request.user, "see", held):
        return refused(404, _problem("not-found", _("There is no such task for you.")))
    try:
        sent = read_answer(request.body)
    except RequestDataTooBig:
        return refused(413, _problem("save-large", _("This is too much for one save."), _("Shorten the comment.")))
    except FieldworkError as error:
        return refused(400, *error.problems)
    try:
        done = save_answer(
            assignment=held, given=sent.given(), targets=sent.targets(), citations=sent.cited(), by=request.user
        )
    except CommongroundError as error:
        return _not_saved(error, request.user.pk)
    saved = [told(each.revision, request.user.pk) for each in done]
    return JsonResponse({"saved": saved, "repeated": all(each.repeated for each in done)})


def told(said: Said, reader: int) -> dict[str, Any]:
    """A revision as a page is told of it: whether it is the reader's own, and never whose else."""
    return {
        "id": str(said.id),
        "question": said.cell.question,
        "period": said.cell.period,
        "item": said.cell.item,
        "number": said.number,
        "based_on": said.based_on,
        "state": said.state,
        "value": said.value,
        "comment": said.comment,
        "confidence": said.confidence,
        "basis": said.basis,
        "origin": said.origin,
        "at": said.at.isoformat(),
        "mine": said.by == reader,
    }


def refused(status: int, *problems: Problem, **more: Any) -> JsonResponse:
    """Why nothing was saved, in words and codes."""
    listed = [
        {"code": p.code, "message": spoken(p.message), "remedy": spoken(p.remedy), "place": p.place} for p in problems
    ]
    return JsonResponse({"problems": listed, **more}, status=status)


def _not_saved(error: CommongroundError, reader: int) -> JsonResponse:
    status = next(status for kind, status in STATUS if isinstance(error, kind))
    more = {}
    if isinstance(error, Conflict):
        more["current"] = told(error.current, reader) if error.current else None
    answer = refused(status, *error.problems, **more)
    if isinstance(error, StorageBusyError):
        answer["Retry-After"] = str(RETRY_AFTER_S)
    return answer


def _problem(code: str, message: str, remedy: str = "") -> Problem:
    return Problem(code=code, message=message, remedy=remedy)
