"""Permissions that follow from being at the desk at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

if TYPE_CHECKING:
    from commonground.core.models import User


@rules.predicate
def at_the_desk(user: User) -> bool:
    """Whoever may enter the desk sees the places that every index shares."""
    return user.has_perm("wagtailadmin.access_admin")


for model in ("place", "placegroup"):
    rules.add_perm(f"core.view_{model}", at_the_desk)
