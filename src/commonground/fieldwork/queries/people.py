"""The parts of a round and who holds them, as the team reads them, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from commonground.fieldwork.models import Assignment, AssignmentState, Contributor, Round
from commonground.fieldwork.queries.access import permits
from commonground.fieldwork.queries.progress import AT_WORK
from commonground.fieldwork.queries.standing import Standing

PAGE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; empty is everything."""

    stage: str = ""
    state: str = ""
    unit: str = ""
    words: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One assignment with its holder's name, for those who may know it."""

    assignment: Assignment
    name: str
    email: str
    due: dt.datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed and what it comes to."""

    rows: Sequence[PartRow]
    hours: Decimal
    fees: tuple[tuple[str, Decimal], ...]


def parts(round_: Round, who: Standing, wanted: Wanted, page: int | str = 1) -> Page[Any]:
    """A page of the round's assignments, ended ones included."""
    rows = [row for row in _found(round_, wanted) if permits(who, "see", row)]
    shown: Page[Any] = Paginator(rows, PAGE).get_page(page)
    shown.object_list = [_row(row, who) for row in shown.object_list]
    return shown


def all_parts(round_: Round, who: Standing, wanted: Wanted = Wanted()) -> list[PartRow]:
    return [_row(row, who) for row in _found(round_, wanted) if permits(who, "see", row)]


def terms_of(round_: Round, who: Standing) -> Terms:
    """Hours and fees of the round; what was declined is left out."""
    rows = [
        row
        for row in all_parts(round_, who)
        if row.assignment.state != AssignmentState.DECLINED and permits(who, "see-terms", row.assignment)
    ]
    fees: dict[str, Decimal] = {}
    for row in rows:
        if row.assignment.fee is not None:
            fees[row.assignment.currency] = fees.get(row.assignment.currency, Decimal()) + row.assignment.fee
    hours = sum((row.assignment.hours_agreed or Decimal() for row in rows), Decimal())
    return Terms(rows=rows, hours=hours, fees=tuple(sorted(fees.items())))


def contributors(round_: Round) -> Sequence[Contributor]:
    """Those who work for the index of a round."""
    return list(Contributor.objects.filter(index=round_.index_id).select_related("user").order_by("pseudonym"))


def assignment_of(round_: Round, key: int) -> Assignment | None:
    """An assignment of this round and of no other."""
    found = _rows(round_).filter(pk=key).first()
    if found is not None:
        found.stage.round = found.unit.round = round_
    return found


def _rows(round_: Round) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(stage__round=round_).select_related(
        "stage", "unit__place", "contributor__user", "response"
    )
    return rows.order_by("unit__place__name", "stage__position", "pk")


def _found(round_: Round, wanted: Wanted) -> list[Assignment]:
    rows = _rows(round_)
    if wanted.stage:
        rows = rows.filter(stage__code=wanted.stage)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(unit__place__code=wanted.unit)
    if wanted.late:
        due = Coalesce(F("deadline"), F("stage__deadline"))
        rows = rows.annotate(is_due=due).filter(is_due__lt=timezone.now(), state__in=AT_WORK)
    for word in wanted.words.split():
        person = Q(contributor__user__first_name__icontains=word) | Q(contributor__user__last_name__icontains=word)
        named = Q(contributor__pseudonym__icontains=word) | Q(contributor__user__email__icontains=word)
        rows = rows.filter(person | named | Q(unit__place__name__icontains=word))
    found = list(rows)
    for each in found:
        each.stage.round = each.unit.round = round_
    return found


def _row(assignment: Assignment, who: Standing) -> PartRow:
    user = assignment.contributor.user if permits(who, "know-holder", assignment) else None
    due = assignment.due
    return PartRow(
        assignment=assignment,
        name=(user.get_full_name() if user else "") or "",
        email=user.email if user else "",
        due=due,
        late=due is not None and due < timezone.now() and assignment.state in AT_WORK,
    )
