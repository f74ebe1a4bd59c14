"""What somebody is in a round: of the team, and holder of which assignments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commonground.fieldwork.models import ENDED, HANDED_IN, Assignment, AssignmentState, Query, Round, Unit, Work
from commonground.instruments.models import Index

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User

IDLE = {AssignmentState.INVITED, *ENDED}
"""The states in which an assignment gives no part in the round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellOf:
    """A question about a unit, in whatever period."""

    unit: Unit
    question: str


Thing = Round | Unit | CellOf | Assignment | Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A person in one round, read in two queries; everything that is asked of it afterwards asks no database."""

    user: User | AnonymousUser
    team: bool
    held: tuple[Assignment, ...]

    def at_work(self, unit: int | None = None) -> tuple[Assignment, ...]:
        """The assignments that give this person a part now, in the unit named or in all."""
        return tuple(a for a in self.held if a.state not in IDLE and unit in {None, a.unit_id})

    def blinded(self, unit: int | None = None) -> bool:
        """Whether a blind stage shuts the unit (or any, where none is named) to this person, until blinding ends."""
        return any(
            a.stage.blind and a.unblinded_at is None and unit in {None, a.unit_id}
            for a in self.held
            if a.state not in ENDED
        )

    def has_work(self, work: Work, unit: int | None, question: str | None) -> bool:
        return any(a.stage.work == work and covers(a, question) for a in self.at_work(unit))

    def reads_as(self, other: Assignment) -> frozenset[Work]:
        """The works in which this person reads what ``other`` has handed in, blinding aside."""
        if other.state not in HANDED_IN:
            return frozenset()
        at_work = self.at_work(other.unit_id)
        return frozenset(Work(a.stage.work) for a in at_work if other.stage.code in a.stage.reads)


def covers(assignment: Assignment, question: str | None) -> bool:
    return question is None or not assignment.questions or question in assignment.questions


def standing(user: User | AnonymousUser, round_: Round) -> Standing:
    """What ``user`` is in ``round_``."""
    if not (user.is_authenticated and user.is_active):
        return Standing(user=user, team=False, held=())
    team = user.is_superuser or Index.objects.visible_to(user).filter(pk=round_.index_id).exists()
    held = Assignment.objects.filter(contributor__user=user, stage__round=round_).select_related("stage")
    return Standing(user=user, team=team, held=tuple(held.order_by("pk")))
