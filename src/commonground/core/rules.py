"""Permissions that follow from being at the desk at all, and who may see the site as somebody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from commonground.core.queries.accounts import is_team

if TYPE_CHECKING:
    from commonground.core.models import User


@rules.predicate
def at_the_desk(user: User) -> bool:
    """Whoever may enter the desk sees the places that every index shares."""
    return user.has_perm("wagtailadmin.access_admin")


@rules.predicate
def works_for_an_index(user: User) -> bool:
    """Who must show a second factor where one is required. A room above widens it to those who lead in it."""
    return is_team(user)


@rules.predicate
def owner_sees_as(user: User, person: User | None) -> bool:
    """The owner sees as anybody does, but for other owners, whose powers would come with it.

    A room above widens it: ``rules.set_perm("core.view_as", owner_sees_as | leads_the_round_of)``.
    """
    return bool(user.is_superuser and person and person.is_active and not person.is_superuser and person != user)


for model in ("place", "placegroup"):
    rules.add_perm(f"core.view_{model}", at_the_desk)
rules.add_perm("core.view_as", owner_sees_as)
rules.add_perm("core.shows_second_factor", works_for_an_index)
