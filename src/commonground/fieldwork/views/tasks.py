"""One's own tasks: the list, one part as a whole, and what its holder does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commonground.fieldwork.actions import assignments, review
from commonground.fieldwork.actions.notices import preview_peers_query
from commonground.fieldwork.errors import FieldworkError, NotAllowedError
from commonground.fieldwork.models import Assignment, CheckRule, Query
from commonground.fieldwork.queries.access import allowed, require
from commonground.fieldwork.queries.tasks import held_by, my_tasks, task_page
from commonground.fieldwork.views.keeping import signed_in
from commonground.responses.queries import Cell

if TYPE_CHECKING:
    from commonground.methods.errors import Problem

UNPROCESSABLE = 422
DIGITS = 19
Step = Callable[[HttpRequest, Assignment], object]


@never_cache
@login_required
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    return render(request, "fieldwork/tasks.html", {"tasks": my_tasks(request.user)})


@never_cache
@login_required
@require_safe
def task(request: HttpRequest, assignment: int) -> HttpResponse:
    return shown(request, mine(request, assignment))


def mine(request: HttpRequest, key: int) -> Assignment:
    """The assignment of this key, if it is the reader's own; else it is not there."""
    if (held := held_by(request.user, key)) is None:
        raise Http404
    return held


def shown(request: HttpRequest, held: Assignment, *problems: Problem) -> HttpResponse:
    """The page of one part, with what was not done and why."""
    page = task_page(held, request.user)
    status = UNPROCESSABLE if problems else 200
    return render(request, "fieldwork/task.html", {"page": page, "problems": problems}, status=status)


def step(act: Step) -> Callable[[HttpRequest, int], HttpResponse]:
    """A verb of the part's holder, sent by a button: done, or said why not."""

    @never_cache
    @signed_in
    @require_POST
    def view(request: HttpRequest, assignment: int) -> HttpResponse:
        held = mine(request, assignment)
        try:
            act(request, held)
        except NotAllowedError:
            raise
        except FieldworkError as error:
            return shown(request, mine(request, assignment), *error.problems)
        return redirect("fieldwork:task", held.pk)

    return view


def _agree(request: HttpRequest, held: Assignment) -> None:
    assignments.agree(assignment=held, by=request.user)


def _decline(request: HttpRequest, held: Assignment) -> None:
    assignments.decline(assignment=held, reason=request.POST.get("reason", ""), by=request.user)


def _declare(request: HttpRequest, held: Assignment) -> None:
    none = request.POST.get("interested") == "no"
    interests = "none" if none else request.POST.get("interests", "")
    assignments.declare_interests(assignment=held, interests=interests, by=request.user)


def _named(request: HttpRequest, held: Assignment) -> None:
    assignments.appear_by_name(assignment=held, named=request.POST.get("named") == "yes", by=request.user)


def _submit(request: HttpRequest, held: Assignment) -> None:
    assignments.submit(assignment=held, by=request.user)


def _justify(request: HttpRequest, held: Assignment) -> None:
    sent = request.POST
    rule = CheckRule.objects.filter(round=held.stage.round, code=sent.get("rule", "")).first()
    if rule is None:
        raise Http404
    cell = Cell(question=sent.get("question", ""), period=sent.get("period", ""), item=sent.get("item", ""))
    review.justify(assignment=held, rule=rule, cell=cell, text=sent.get("text", ""), by=request.user)


agree, decline, declare, submit, justify, named = map(step, (_agree, _decline, _declare, _submit, _justify, _named))


def _on_a_question(verb: Callable[[HttpRequest, Assignment, Cell], object]) -> Callable[..., HttpResponse]:
    """A verb about a cell in view; it leads back there, unless it has a page of its own to show first."""

    @never_cache
    @signed_in
    @require_POST
    def view(request: HttpRequest, assignment: int, question: str) -> HttpResponse:
        held = mine(request, assignment)
        cell = Cell(question=question, period=request.POST.get("period", ""))
        try:
            first = verb(request, held, cell)
        except NotAllowedError:
            raise
        except FieldworkError as error:
            return shown(request, held, *error.problems)
        if isinstance(first, HttpResponse):
            return first
        back = redirect("fieldwork:answering", held.pk, question)
        back["Location"] += f"?{urlencode({'period': cell.period})}"
        return back

    return view


def _ask(request: HttpRequest, held: Assignment, cell: Cell) -> HttpResponse | None:
    """Of an answer in the same unit, once its mail was shown; the action asks whether it is open to the asker."""
    key = request.POST.get("of", "")
    rows = Assignment.objects.filter(unit=held.unit_id).exclude(pk=held.pk)
    other = rows.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < DIGITS else None
    if other is None:
        raise Http404
    text = request.POST.get("text", "")
    if text.strip() and "confirmed" not in request.POST:
        require(request.user, "ask", other)
        mail = preview_peers_query(other, cell.question, get_language() or "")
        context = {"held": held, "of": other, "cell": cell, "text": text, "mail": mail}
        return render(request, "fieldwork/query_ask.html", context)
    review.ask(assignment=other, cell=cell, text=text, by=request.user)
    return None


def _remark(request: HttpRequest, held: Assignment, cell: Cell) -> None:
    review.remark(assignment=held, cell=cell, text=request.POST.get("text", ""), by=request.user)


ask, remark = map(_on_a_question, (_ask, _remark))


@never_cache
@signed_in
@require_POST
def reply(request: HttpRequest, query: int) -> HttpResponse:
    """Answer a query on one's own cell; the thread stands on the page of its question."""
    rows = Query.objects.select_related("round__index", "assignment__contributor", "question", "period")
    thread = rows.filter(pk=query, assignment__contributor__user=request.user).first()
    if thread is None or not allowed(request.user, "read-query", thread):
        raise Http404
    try:
        review.reply(query=thread, text=request.POST.get("text", ""), by=request.user)
    except NotAllowedError:
        raise
    except FieldworkError as error:
        return shown(request, mine(request, thread.assignment_id), *error.problems)
    back = redirect("fieldwork:answering", thread.assignment_id, thread.question.code)
    back["Location"] += f"?period={thread.period.code}#queries"
    return back
