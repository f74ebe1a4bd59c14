"""What the verbs of this room share: holding a row, changing a state, writing the round's chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from commonground.core.actions.audit import record
from commonground.fieldwork.events import assignment_changed, round_changed, tell
from commonground.fieldwork.models import Assignment, AssignmentState, Query, Round, RoundState
from commonground.fieldwork.queries.access import require

if TYPE_CHECKING:
    from commonground.core.models import User


def held_round(round_: Round, verb: str, by: User) -> Round:
    """The round as it is now, held until the transaction ends, once ``by`` was found to be allowed."""
    held = Round.objects.select_for_update(of=("self",)).select_related("index", "questionnaire").get(pk=round_.pk)
    require(by, verb, held)
    return held


def held_assignment(assignment: Assignment, verb: str, by: User) -> Assignment:
    """The same for an assignment."""
    held = _assignments().get(pk=assignment.pk)
    require(by, verb, held)
    return held


def held_query(query: Query, verb: str, by: User) -> Query:
    """The same for a query."""
    rows = Query.objects.select_for_update(of=("self",)).select_related(
        "round__index", "assignment__contributor__user", "question", "period", "unit__place"
    )
    held = rows.get(pk=query.pk)
    require(by, verb, held)
    return held


def move_round(round_: Round, to: RoundState, verb: str, by: User, **detail: Any) -> Round:
    """Change a round's state, write it down, tell it."""
    before = round_.state
    round_.state = to
    round_.save(update_fields=["state"])
    note(round_, verb, round_.key, by, {"from": before, "to": to.value, **detail})
    tell(round_changed, round_=round_, before=before, by=by)
    return round_


def move(assignment: Assignment, to: AssignmentState, verb: str, by: User, **said: Any) -> Assignment:
    """Change an assignment's state, write it down, tell it. ``personal`` goes into the chain as a salted hash."""
    before = assignment.state
    assignment.state = to
    assignment.save()
    personal, about = said.pop("personal", None), said.pop("about", None)
    detail = {"from": before, "to": to.value, **said}
    note(assignment.stage.round, verb, name(assignment), by, detail, personal=personal, about=about)
    tell(assignment_changed, assignment=assignment, before=before, by=by)
    return assignment


def note(
    round_: Round,
    verb: str,
    subject: str,
    by: User | None,
    detail: Mapping[str, Any],
    *,
    personal: Mapping[str, Any] | None = None,
    about: User | None = None,
) -> None:
    """An entry in the round's chain."""
    record(by=by, verb=verb, subject=subject, detail=detail, chain=round_.key, personal=personal, about=about)


def name(assignment: Assignment) -> str:
    """An assignment by its natural key: stage, place and number; its contributor is no more than a pseudonym."""
    place = assignment.unit.place.code
    return f"assignment:{assignment.stage.code}/{place}/{assignment.pk}"


def _assignments() -> QuerySet[Assignment]:
    return Assignment.objects.select_for_update(of=("self",)).select_related(
        "stage__round__index",
        "stage__round__questionnaire",
        "unit__place",
        "unit__round",
        "contributor__user",
        "response__questionnaire",
    )
