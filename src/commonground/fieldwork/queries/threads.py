"""The queries of a round that somebody may know, and who said what in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Value, When

from commonground.fieldwork.models import Contributor, Query, QueryMessage, QueryState, Round
from commonground.fieldwork.queries.access import permits
from commonground.fieldwork.queries.standing import Standing

PAGE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One message, and whose it is: a pseudonym, or "the team"."""

    message: QueryMessage
    who: str


def threads(round_: Round, who: Standing, state: str = "", page: int | str = 1) -> Page[Any]:
    """Open ones first, then those that were answered, then the resolved."""
    order = Case(
        *(When(state=each, then=Value(at)) for at, each in enumerate(QueryState.values)), output_field=IntegerField()
    )
    rows = Query.objects.filter(round=round_).select_related(
        "assignment__stage", "assignment__contributor", "question", "period", "unit__place"
    )
    if state in QueryState.values:
        rows = rows.filter(state=state)
    found = list(rows.annotate(order=order, said=Count("messages")).order_by("order", "-pk"))
    for each in found:
        each.round = each.assignment.stage.round = round_
    return Paginator([each for each in found if permits(who, "read-query", each)], PAGE).get_page(page)


def thread(round_: Round, who: Standing, query: Query) -> Sequence[Spoken]:
    """Who said what. Contributors go under their pseudonyms; the team as one."""
    messages = list(query.messages.select_related("by").order_by("pk"))
    writers = {message.by_id for message in messages}
    people = Contributor.objects.filter(index=round_.index_id, user__in=writers)
    names = dict(people.values_list("user_id", "pseudonym"))
    own = {message.by_id: str(message.by) for message in messages if who.team and message.by_id not in names}
    return [Spoken(message=each, who=names.get(each.by_id or 0) or own.get(each.by_id, "")) for each in messages]
