"""The life of a round: planned, open, closed, adjudication; locked and published stand in ``locking``."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from commonground.fieldwork.actions.notices import mail_deadline
from commonground.fieldwork.actions.shared import held_round, move_round, name, note
from commonground.fieldwork.errors import refuse
from commonground.fieldwork.events import deadline_changed, tell
from commonground.fieldwork.models import ENDED, Assignment, AssignmentState, Round, RoundState, Stage
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.core.models import User

DONE = {AssignmentState.ACCEPTED, *ENDED}


@transaction.atomic
def open_round(*, round_: Round, by: User) -> Round:
    """Let work begin, or go on after the round was closed too early."""
    held = held_round(round_, "open", by)
    missing = [
        what
        for what, rows in (
            (_("periods"), held.periods),
            (_("units"), held.units),
            (_("stages"), held.stages),
        )
        if not rows.exists()
    ]
    if missing:
        raise refuse(
            "round-incomplete",
            Sentence("The round has none of these: %(missing)s.", missing=", ".join(missing)),
            Sentence("Add them first."),
            held.key,
        )
    return move_round(held, RoundState.OPEN, "open-round", by)


@transaction.atomic
def close_round(*, round_: Round, by: User) -> Round:
    """End the work of those who answer; what was returned to them may still be handed in."""
    return move_round(held_round(round_, "close", by), RoundState.CLOSED, "close-round", by)


@transaction.atomic
def begin_adjudication(*, round_: Round, by: User) -> Round:
    """Settle what is left to be settled."""
    return move_round(held_round(round_, "begin-adjudication", by), RoundState.ADJUDICATION, "begin-adjudication", by)


@transaction.atomic
def change_deadline(*, stage: Stage, deadline: dt.datetime | None, text: str = "", by: User) -> Stage:
    """Another deadline for all of a stage but those who have one of their own; they are told, with ``text``."""
    round_ = held_round(stage.round, "manage", by)
    held = Stage.objects.select_for_update().get(pk=stage.pk)
    before, held.deadline = held.deadline, deadline
    held.save(update_fields=["deadline"])
    note(round_, "change-deadline", f"stage:{held.code}", by, {"from": before, "to": deadline})
    rows = held.assignments.filter(deadline=None).exclude(state__in=DONE)
    concerned = list(rows.select_related("contributor__user", "unit__place", "stage__round"))
    _tell(concerned, before, text, by)
    tell(deadline_changed, round_=round_, assignments=concerned, before=before, after=deadline, by=by)
    return held


@transaction.atomic
def set_embargo(*, round_: Round, until: dt.datetime | None, by: User) -> Round:
    """Nothing of the round is published before ``until``; None is no embargo. A published round has none to set."""
    held = held_round(round_, "set-embargo", by)
    before, held.embargo_until = held.embargo_until, until
    held.save(update_fields=["embargo_until"])
    note(held, "set-embargo", held.key, by, {"from": before, "to": until})
    return held


@transaction.atomic
def extend(*, assignment: Assignment, deadline: dt.datetime | None, text: str = "", by: User) -> Assignment:
    """A deadline of its own for one assignment; None is the stage's again."""
    round_ = held_round(assignment.stage.round, "manage", by)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related(
        "contributor__user", "unit__place", "stage__round"
    )
    held = rows.get(pk=assignment.pk)
    before, held.deadline = held.due, deadline
    held.save(update_fields=["deadline"])
    note(round_, "change-deadline", name(held), by, {"from": before, "to": deadline})
    _tell([held], before, text, by)
    tell(deadline_changed, round_=round_, assignments=[held], before=before, after=held.due, by=by)
    return held


def _tell(concerned: list[Assignment], before: dt.datetime | None, text: str, by: User) -> None:
    for assignment in concerned:
        mail_deadline(assignment, before, text, by)
