"""Whom somebody may see the site as, read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from commonground.core.queries import is_team
from commonground.fieldwork.models import ENDED, Assignment, Contributor, Role, Work
from commonground.fieldwork.queries.standing import IDLE
from commonground.instruments.models import Index

if TYPE_CHECKING:
    from commonground.core.models import User


def leads_all_of(user: User, person: User) -> bool:
    """Whether everything that ``person`` works in is led by ``user``: another team's work stays its own.

    Whoever is on a team has powers of their own, and is seen as by nobody.
    """
    if person == user or not person.is_active or is_team(person):
        return False
    worked = set(Contributor.objects.filter(user=person).values_list("index_id", flat=True))
    return bool(worked) and worked <= set(Index.objects.visible_to(user).values_list("pk", flat=True))


def blind_beside(user: User, person: User) -> bool:
    """Whether ``user`` has a part in a blind stage of a round in which ``person`` works."""
    shared = Assignment.objects.filter(contributor__user=person).values("stage__round")
    held = Assignment.objects.filter(contributor__user=user, stage__round__in=shared)
    return held.filter(stage__blind=True, unblinded_at=None).exclude(state__in=ENDED).exists()


def leads_somewhere(user: User) -> bool:
    """Whether ``user`` manages an index's rounds or moderates in one, whatever else they are."""
    leading = Q(stage__role=Role.MODERATOR) | Q(stage__work=Work.DECIDE)
    moderates = Assignment.objects.filter(leading, contributor__user=user).exclude(state__in=IDLE)
    return moderates.exists() or Index.objects.visible_to(user).exists()
