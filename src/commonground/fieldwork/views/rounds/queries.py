"""Queries: all of a round, and one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils.translation import gettext as _

from commonground.fieldwork.actions.notices import preview_query
from commonground.fieldwork.actions.review import reply, resolve
from commonground.fieldwork.forms.people import SaidForm
from commonground.fieldwork.models import Query, QueryState
from commonground.fieldwork.queries.threads import thread, threads
from commonground.fieldwork.views.rounds.door import Entered, entered, kept_of

if TYPE_CHECKING:
    from django.http import HttpResponse


@entered()
def queries(on: Entered) -> HttpResponse:
    """Those that the reader may know: the open ones first."""
    state = on.asked.get("state", "")
    found = threads(on.round, on.who, state, on.asked.get("page", 1))
    return on.page("queries", rows=found, state=state, states=QueryState.choices)


@entered(post=True)
def query(on: Entered, key: int) -> HttpResponse:
    found = _query(on, key)
    form = SaidForm(on.posted or None)
    if on.request.method == "POST" and form.is_valid():
        text, to = form.cleaned_data["text"], found.assignment
        mail = preview_query(to, found.question.code, on.user, on.tongue(to))
        if mail and on.may("reply", found) and "confirmed" not in on.posted:
            where = f"{found.question.code} {found.period.code} {found.item}"
            return on.page("query_ask", to=to, cell=where, text=text, kept=kept_of(on), mail=mail)
        reply(query=found, text=text, by=on.user)
        return on.done(_("Your words stand in the thread."), "query", key=key)
    may = {verb: on.may(verb, found) for verb in ("reply", "resolve")}
    return on.page("query", query=found, thread=thread(on.round, on.who, found), form=form, may_here=may)


@entered(post=True, get=False)
def settle(on: Entered, key: int) -> HttpResponse:
    resolve(query=_query(on, key), by=on.user)
    return on.done(_("The query is resolved."), "queries")


def _query(on: Entered, key: int) -> Query:
    """A query of the round, and of no other, for those who may read it."""
    rows = Query.objects.filter(round=on.round).select_related(
        "assignment__stage", "assignment__contributor", "question", "period", "unit__place"
    )
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    found.round = found.assignment.stage.round = on.round
    if not on.may("read-query", found):
        raise Http404
    return found
