"""What a change to a whole round would come to, before it is made."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Round, Stage
from commonground.methods.errors import Problem
from commonground.methods.sentences import Sentence

DONE = {AssignmentState.ACCEPTED, *ENDED}


def concerned(stage: Stage) -> tuple[Sequence[Assignment], Sequence[Assignment]]:
    """Whom another deadline of a stage concerns, and who keeps a deadline of their own."""
    rows = stage.assignments.exclude(state__in=DONE).select_related("contributor__user", "unit__place", "stage")
    found = list(rows.order_by("unit__place__name", "pk"))
    return [each for each in found if each.deadline is None], [each for each in found if each.deadline]


def embargo(round_: Round) -> tuple[Problem, ...]:
    """The round's embargo, while it lasts."""
    until = round_.embargo_until
    if until is None or until <= timezone.now():
        return ()
    message = Sentence("The round is under embargo until %(until)s UTC.", until=f"{until:%Y-%m-%d %H:%M}")
    return (
        Problem(
            code="embargo", message=message, remedy=Sentence("Wait for it, or set another embargo."), place=round_.key
        ),
    )


def left_for(round_: Round, verb: str) -> tuple[Problem, ...]:
    """What is not done yet and keeps a step from being taken, or will be cut short by it; of locking see ``ahead``."""
    if verb == "publish":
        return embargo(round_)
    if verb != "close":
        return ()
    going = Assignment.objects.filter(stage__round=round_).exclude(state__in={AssignmentState.SUBMITTED, *DONE})
    return tuple(
        Problem(
            code="still-going", message=Sentence("It is %(state)s.", state=each.get_state_display()), place=str(each)
        )
        for each in going.select_related("stage", "unit__place", "contributor").order_by("unit__place__name", "pk")
    )
