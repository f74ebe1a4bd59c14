"""The page of one question, as a plain form; the script beside it saves the same as it is typed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commonground.core.languages import spoken
from commonground.core.sentences import told
from commonground.fieldwork.actions.saving import Cited, save_rows
from commonground.fieldwork.actions.sourcing import enter_cited
from commonground.fieldwork.errors import NotAllowedError, refuse
from commonground.fieldwork.forms.questions import (
    Fault,
    Typed,
    changed_rows,
    confirmed,
    faults,
    field_id,
    periods_of,
    read_typed,
    stands,
    taken_back,
)
from commonground.fieldwork.forms.sources import SourceForm
from commonground.fieldwork.models import Assignment
from commonground.fieldwork.queries.access import not_allowed
from commonground.fieldwork.queries.asking import QuestionPage, question_page
from commonground.fieldwork.queries.citing import Cited as Listed
from commonground.fieldwork.queries.citing import article_words, citable, proof_of
from commonground.fieldwork.queries.effects import Move, effects
from commonground.fieldwork.queries.worded import Words, answer_words, tongue
from commonground.fieldwork.views.keeping import signed_in
from commonground.fieldwork.views.tasks import UNPROCESSABLE, mine
from commonground.methods.errors import CommongroundError
from commonground.responses.actions import Conflict
from commonground.responses.queries import Cell, Said, Supposed, asked


@dataclass(kw_only=True)
class Sending:
    """A form on its way: the page that it was on, what was typed, and what came of it."""

    held: Assignment
    page: QuestionPage
    typed: Typed
    source: SourceForm
    faults: list[Fault] = field(default_factory=list)
    stands: Said | None = None
    saved: bool = False


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, assignment: int, question: str) -> HttpResponse:
    held = mine(request, assignment)
    page = found(request, held, question)
    if request.method != "POST":
        return shown(request, Sending(held=held, page=page, typed=stands(page), source=SourceForm()))
    reference = page.step.reference_date
    source = SourceForm(request.POST, request.FILES, reference_date=reference)
    sending = Sending(held=held, page=page, typed=read_typed(request.POST, page), source=source)
    match request.POST.get("do", ""):
        case "preview":
            return shown(request, sending, moves=previewed(sending))
        case _ if not page.open:
            raise not_allowed()
        case "clear":
            return _taken_back(request, sending)
        case do:
            return _saved(request, sending, do)


def found(request: HttpRequest, held: Assignment, code: str) -> QuestionPage:
    """The page, or nothing where the question or the period is no part of the assignment."""
    period = request.GET.get("period", "")
    if (page := question_page(held, request.user, code, period)) is None:
        raise Http404
    return page


def previewed(sending: Sending) -> tuple[Move, ...]:
    """What the typed answer would change, where the round lets its holder see it."""
    page, typed = sending.page, sending.typed
    if not page.may["preview"]:
        raise NotAllowedError
    since = sending.source.cleaned_data.get("in_force_from") if sending.source.is_valid() else None
    supposed = {
        Cell(question=page.question.code, period=period, item=row.item): Supposed(
            state=typed.states[row.item], value=typed.values[row.item]
        )
        for row in page.rows
        if typed.states[row.item]
        for period in periods_of(typed, page, since)
    }
    return effects(sending.held, supposed)


def _taken_back(request: HttpRequest, sending: Sending) -> HttpResponse:
    try:
        save_rows(assignment=sending.held, rows=taken_back(sending.typed, sending.page), by=request.user)
    except CommongroundError as error:
        return _not_saved(request, sending, error)
    return _to(sending.page, sending.page.question.code, sending.page.period)


def _saved(request: HttpRequest, sending: Sending, do: str) -> HttpResponse:
    try:
        _save(request, sending)
    except CommongroundError as error:
        return _not_saved(request, sending, error)
    page, complaints = sending.page, list(sending.faults)
    if not complaints and do != "add":
        complaints = list(faults(sending.typed, page))
    if complaints:
        fresh = found(request, mine(request, sending.held.pk), page.question.code)
        typed = replace(sending.typed, bases=fresh.bases, signature="")
        again = replace(sending, page=fresh, typed=typed, faults=complaints, saved=not sending.source.errors)
        return shown(request, again)
    if do == "next" and page.following:
        return _to(page, page.following)
    if do == "next":
        return HttpResponseRedirect(reverse("fieldwork:task", args=[sending.held.pk]))
    return _to(page, page.question.code, page.period, "#sources" if do == "add" else "")


def _save(request: HttpRequest, sending: Sending) -> None:
    """Enter the source that was typed, then the answers with all that they cite. What is unfit of the source waits."""
    source, since = sending.source, None
    if not source.is_empty and source.is_valid():
        since = source.cleaned_data["in_force_from"]
        language = spoken()
        article = enter_cited(assignment=sending.held, entry=source.entry(language), by=request.user)
        given = source.cleaned_data
        proof = proof_of(sending.held, article.pk)
        cited = Cited(article=article.pk, place_in=given["place"], quote=given["quote"], proof=proof)
        sending.typed = replace(sending.typed, citations=(*sending.typed.citations, cited))
        sending.source = SourceForm()
    elif not source.is_empty:
        sending.faults += [Fault(field=name, message=str(each[0])) for name, each in source.errors.items()]
    periods = periods_of(sending.typed, sending.page, since)
    if not periods:
        raise _no_period()
    sending.typed = confirmed(sending.typed, sending.page)
    if request.POST.get("sent") and source.is_empty:  # the script has saved it
        return
    rows = changed_rows(sending.typed, sending.page, periods)
    save_rows(assignment=sending.held, rows=rows, citations=sending.typed.citations, by=request.user)


def _not_saved(request: HttpRequest, sending: Sending, error: CommongroundError) -> HttpResponse:
    """The form as it was typed, and why it was not saved. In a conflict the next save is on what stands there now."""
    if isinstance(error, NotAllowedError):
        raise error
    fresh = found(request, mine(request, sending.held.pk), sending.page.question.code)
    typed = replace(sending.typed, signature="")
    if isinstance(error, Conflict):
        return shown(
            request,
            replace(sending, page=fresh, typed=replace(typed, bases=fresh.bases), stands=error.current),
        )
    first = field_id("value", fresh.first.item)
    listed = [Fault(field=first, message=told(each)) for each in error.problems]
    return shown(request, replace(sending, page=fresh, typed=typed, faults=listed))


def shown(request: HttpRequest, sending: Sending, moves: tuple[Move, ...] | None = None) -> HttpResponse:
    page = sending.page
    context: dict[str, Any] = {
        "page": page,
        "typed": sending.typed,
        "source": sending.source,
        "faults": sending.faults,
        "stands": sending.stands,
        "stands_words": _words(page, sending.stands),
        "moves": moves,
        "saved": sending.saved,
        "bases": json.dumps(sending.typed.bases),
        "cites": _cites(page, sending.typed),
        "period_list": [[step.code, step.reference_date] for step in page.steps],
        "earlier": _earlier(page),
        "form_key": uuid4(),
        "store": f"{request.user.key}:{sending.held.pk}",
        "said_words": script_words(),
    }
    status = 409 if sending.stands else UNPROCESSABLE if sending.faults else 200
    return render(request, "fieldwork/question.html", context, status=status)


def script_words() -> dict[str, str]:
    """What the script says, in the reader's language. ``{}`` is a time or a number."""
    return {
        "saved": _("Saved at {}"),
        "saving": _("Saving"),
        "typing": _("Not yet sent. Kept on this device."),
        "waiting": _("Not yet sent. Kept on this device; we try again every few seconds."),
        "signed_out": _(
            "You are signed out. What you wrote is kept on this device; it is sent once you have signed in."
        ),
        "sign_in": _("Sign in (opens another tab)"),
        "conflict": _("Not saved: this answer was changed elsewhere. Choose below."),
        "kept": _("Kept on this device only, and not accepted:"),
        "elsewhere": _("{} answers of other questions wait to be sent."),
        "nothing": _("No change in the scores."),
        "nobody": _("Another person is signed in here. What you wrote is kept for you."),
        "closed": _("This part is not open to you any more. What you wrote stands on this page: copy it."),
        "no_answer": _("No answer can be given"),
        "not_applicable": _("Does not apply"),
        "no_room": _("This browser has no room to keep what you write: save before you leave the page."),
    }


def _cites(page: QuestionPage, typed: Typed) -> list[tuple[Listed, str]]:
    """The citations as the form holds them, with what they read, and their proofs."""
    known = {each.article: each for each in page.citations}
    asked_for = {each.article: each.proof for each in typed.citations if each.article not in known}
    words = known | article_words(citable(page.assignment, asked_for))
    return [
        (replace(words[each.article], place_in=each.place_in, quote=each.quote), each.proof)
        for each in typed.citations
        if each.article in words
    ]


def _earlier(page: QuestionPage) -> dict[str, Any]:
    """What "confirmed unchanged" puts into the form."""
    before = page.before
    cited = before.citations if before else ()
    return {
        "rows": {row.item: {"state": row.before.state, "value": row.before.value} for row in page.rows if row.before},
        "comment": before.comment if before else "",
        "cites": [
            {
                "article": each.article,
                "place": each.place_in,
                "quote": each.quote,
                "proof": "",
                "keep": True,
                "words": ", ".join(filter(None, (each.source, each.number, each.place_in))),
            }
            for each in cited
        ],
    }


def _words(page: QuestionPage, said: Said | None) -> Words | None:
    if said is None:
        return None
    return answer_words(page.question, said.state, said.value, tongue(asked(page.assignment.stage.round.questionnaire)))


def _to(page: QuestionPage, code: str, period: str = "", anchor: str = "") -> HttpResponseRedirect:
    address = reverse("fieldwork:answering", args=[page.assignment.pk, code])
    query = "?" + urlencode({"period": period}) if period else ""
    return HttpResponseRedirect(address + query + anchor)


def _no_period() -> CommongroundError:
    return refuse(
        "answer-range",
        _("No period is chosen that the answer holds for."),
        _("Choose the first and the last, and the date in force where the answer begins with it."),
    )
