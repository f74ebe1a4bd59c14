"""The workbook of an assignment: fetched, sent back, looked at, merged."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commonground.fieldwork.actions import offline
from commonground.fieldwork.actions.offline.receiving import MOST_BYTES
from commonground.fieldwork.errors import NotAllowedError, refuse
from commonground.fieldwork.models import Assignment, ReturnedWorkbook
from commonground.fieldwork.queries.access import allowed
from commonground.fieldwork.views.keeping import signed_in
from commonground.methods.errors import CommongroundError
from commonground.responses.queries import Cell

if TYPE_CHECKING:
    from commonground.fieldwork.actions.offline import Outcome
    from commonground.methods.errors import Problem

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNPROCESSABLE = 422


@never_cache
@login_required
@require_safe
def fetch(request: HttpRequest, assignment: int) -> HttpResponse:
    """The workbook as a file."""
    held = _held(request, assignment)
    name = f"{held.stage.round.index.code}-{held.stage.round.number}-{held.unit.place.code}-{held.pk}.xlsx"
    content = offline.assignment_workbook(assignment=held, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: HttpRequest, assignment: int) -> HttpResponse:
    """Where the workbook is fetched and sent back."""
    held = _held(request, assignment)
    if request.method != "POST":
        return _page(request, held)
    try:
        returned = _received(request, held)
    except NotAllowedError:
        raise
    except CommongroundError as error:
        return _page(request, held, *error.problems)
    return redirect("fieldwork:returned", held.pk, returned.pk)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def returned(request: HttpRequest, assignment: int, key: UUID) -> HttpResponse:
    """What a workbook would change; with ``merge`` it is changed, with ``take`` one conflict is settled."""
    held = _held(request, assignment)
    kept = get_object_or_404(ReturnedWorkbook, pk=key, assignment=held, by=request.user)
    if request.method != "POST":
        return _outcome(request, held, kept, offline.rehearse(returned=kept, by=request.user))
    if "take" not in request.POST:
        return _outcome(request, held, kept, offline.merge(returned=kept, by=request.user), done=True)
    problems: tuple[Problem, ...] = ()
    try:
        offline.take(returned=kept, cell=_cell(request), based_on=_number(request), by=request.user)
    except NotAllowedError:
        raise
    except CommongroundError as error:
        problems = error.problems
    return _outcome(request, held, kept, offline.rehearse(returned=kept, by=request.user), *problems)


def _held(request: HttpRequest, key: int) -> Assignment:
    rows = Assignment.objects.select_related(
        "stage__round__index", "unit__place", "contributor", "response__questionnaire"
    )
    held = rows.filter(pk=key, contributor__user=request.user).first()
    if held is None or not allowed(request.user, "see", held):
        raise Http404
    if not allowed(request.user, "answer", held):
        raise refuse_now()
    return held


def refuse_now() -> NotAllowedError:
    problem = refuse("not-allowed", _("This part cannot be answered now.")).problems[0]
    return NotAllowedError(problem)


def _received(request: HttpRequest, held: Assignment) -> ReturnedWorkbook:
    sent = request.FILES.get("workbook")
    if sent is None:
        raise refuse("offline-none", _("No file was chosen."), _("Choose the workbook that you filled in."))
    content = sent.read(MOST_BYTES + 1)
    return offline.receive(assignment=held, name=sent.name, content=content, by=request.user)


def _cell(request: HttpRequest) -> Cell:
    return Cell(**{name: request.POST.get(name, "") for name in ("question", "period", "item")})


def _number(request: HttpRequest) -> int:
    number = request.POST.get("number", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):  # noqa: PLR2004 -- fits a column of integers
        raise Http404
    return int(number)


def _page(request: HttpRequest, held: Assignment, *problems: Problem) -> HttpResponse:
    mine = ReturnedWorkbook.objects.filter(assignment=held, by=request.user).defer("content")
    context = {"task": held, "workbooks": mine, "problems": problems}
    return render(request, "fieldwork/offline/workbook.html", context, status=UNPROCESSABLE if problems else 200)


def _outcome(
    request: HttpRequest,
    held: Assignment,
    kept: ReturnedWorkbook,
    outcome: Outcome,
    *problems: Problem,
    done: bool = False,
) -> HttpResponse:
    context = {"task": held, "kept": kept, "outcome": outcome, "problems": problems, "done": done}
    return render(request, "fieldwork/offline/returned.html", context, status=UNPROCESSABLE if problems else 200)
