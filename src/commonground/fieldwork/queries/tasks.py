"""An expert's own tasks: the list of them, and one as a whole."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Query, QueryState, Scope
from commonground.fieldwork.queries.access import ANSWERING, BEGUN, permits
from commonground.fieldwork.queries.checks import Hit, hits
from commonground.fieldwork.queries.outline import Outline, outline
from commonground.fieldwork.queries.standing import Standing, standing
from commonground.fieldwork.queries.telling import Told, told_about
from commonground.responses.queries import Cell, Progress, Said, current, progress

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User

VERBS = ("agree", "decline", "declare", "answer", "submit", "justify", "preview", "remark")
IN_HAND = (AssignmentState.INVITED, AssignmentState.AGREED, AssignmentState.WORKING, AssignmentState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A part that somebody holds, in the list of theirs."""

    key: int
    round: str
    unit: str
    stage: str
    state: str
    state_label: str
    due: dt.datetime | None
    late: bool
    answered: int
    last_at: dt.datetime | None
    open_queries: int
    ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """One part: what its holder may do now, its questions, and what check rules find.

    ``declares`` where interests are still to be declared.
    """

    assignment: Assignment
    may: Mapping[str, bool]
    outline: Outline
    hits: tuple[Hit, ...]
    declares: bool
    late: bool
    returned: Told | None

    @property
    def open_hits(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if not hit.justified)


def my_tasks(user: User) -> tuple[TaskLine, ...]:
    """What ``user`` holds or held, in hand first and by deadline, in three queries."""
    held = list(_rows().filter(contributor__user=user).exclude(state=AssignmentState.WITHDRAWN))
    far = progress([each.response for each in held if each.response])
    queries = _open_queries(held)
    now = timezone.now()
    lines = [_line(each, far, queries, now) for each in held]
    end = dt.datetime.max.replace(tzinfo=dt.UTC)
    return tuple(sorted(lines, key=lambda line: (line.ended, line.due or end, line.key)))


def held_by(user: User | AnonymousUser, key: int) -> Assignment | None:
    """The assignment of this key if ``user`` holds it and may see it: nobody else's page is here."""
    if not user.is_authenticated:
        return None
    held = _rows().filter(pk=key, contributor__user=user).exclude(state=AssignmentState.WITHDRAWN).first()
    if held and held.response:
        held.response.questionnaire = held.stage.round.questionnaire
    return held


def task_page(assignment: Assignment, user: User) -> TaskPage:
    """One part as a whole."""
    who = standing(user, assignment.stage.round)
    may = what_may(who, assignment)
    answering = assignment.response is not None and assignment.stage.work in ANSWERING
    found = hits([assignment], assignment.stage.round, {Scope.UNIT, Scope.LAST_ROUND}) if answering else ()
    stage, back = assignment.stage, assignment.state == AssignmentState.RETURNED
    return TaskPage(
        assignment=assignment,
        may=may,
        outline=outline_of(assignment, answers_in(assignment)),
        hits=found,
        declares=stage.declares and assignment.declared_at is None and may["declare"],
        late=_late(assignment, timezone.now()),
        returned=next(iter(told_about(assignment, "return")), None) if back else None,
    )


def what_may(who: Standing, assignment: Assignment) -> Mapping[str, bool]:
    """What somebody may do with an assignment, by verb."""
    return {verb: permits(who, verb, assignment) for verb in VERBS}


def answers_in(assignment: Assignment) -> Mapping[Cell, Said]:
    """The current answers of an assignment; none where nothing is answered in it."""
    return current(assignment.response) if assignment.response else {}


def periods_in(assignment: Assignment) -> Sequence[Mapping[str, str]]:
    """The periods of an assignment as responses keep them; none before it is agreed to."""
    if assignment.response:
        return tuple(assignment.response.periods)
    if assignment.state not in BEGUN or assignment.stage.work in ANSWERING:
        return ()
    return [
        {"code": p.code, "label": p.label, "reference_date": p.reference_date.isoformat() if p.reference_date else ""}
        for p in assignment.stage.round.periods.all()
    ]


def outline_of(assignment: Assignment, given: Mapping[Cell, Said]) -> Outline:
    """Its task list, with the queries that its holder has not answered."""
    periods = [period["code"] for period in periods_in(assignment)]
    waiting = Query.objects.filter(assignment=assignment, state=QueryState.OPEN).values_list(
        "question__code", flat=True
    )
    return outline(assignment, given, periods, Counter(waiting))


def _rows() -> QuerySet[Assignment]:
    rows = Assignment.objects.select_related(
        "stage__round__index",
        "stage__round__questionnaire",
        "stage__round__framework",
        "unit__place",
        "contributor",
        "response",
    )
    heavy = ("stage__round__questionnaire__document", "stage__round__questionnaire__pilot")
    return rows.defer(*heavy, "stage__round__framework__document")


def _line(each: Assignment, far: Mapping[int, Progress], queries: Counter[int], now: dt.datetime) -> TaskLine:
    come = far.get(each.response_id or 0)
    return TaskLine(
        key=each.pk,
        round=each.stage.round.title,
        unit=each.unit.place.name,
        stage=each.stage.heading,
        state=each.state,
        state_label=each.get_state_display(),
        due=each.due,
        late=_late(each, now),
        answered=come.answered if come else 0,
        last_at=come.last_at if come else None,
        open_queries=queries[each.pk],
        ended=each.state in ENDED or each.state not in IN_HAND or each.stage.round.is_locked,
    )


def _late(assignment: Assignment, now: dt.datetime) -> bool:
    return assignment.due is not None and assignment.due < now and assignment.state in IN_HAND


def _open_queries(held: list[Assignment]) -> Counter[int]:
    rows = Query.objects.filter(assignment__in=[each.pk for each in held], state=QueryState.OPEN)
    return Counter(rows.values_list("assignment_id", flat=True))
