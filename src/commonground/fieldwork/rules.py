"""Who sees the site as one of those who work in a round: whoever leads all that the other works in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from commonground.core.rules import owner_sees_as, works_for_an_index
from commonground.fieldwork.queries.viewing import blind_beside, leads_all_of, leads_somewhere

if TYPE_CHECKING:
    from commonground.core.models import User


@rules.predicate
def leads(user: User, person: User | None) -> bool:
    return person is not None and leads_all_of(user, person)


@rules.predicate
def is_blind(user: User, person: User | None) -> bool:
    """Blindness goes before every right, an owner's too."""
    return person is not None and blind_beside(user, person)


@rules.predicate
def manages(user: User) -> bool:
    """Whoever manages or decides in a round, at the desk or not."""
    return leads_somewhere(user)


rules.set_perm("core.shows_second_factor", works_for_an_index | manages)
rules.set_perm("core.view_as", (owner_sees_as | leads) & ~is_blind)
