"""Whoever is on the team of an index sees its editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

if TYPE_CHECKING:
    from commonground.core.models import User
    from commonground.scores.models import Edition


@rules.predicate
def in_team_of(user: User, edition: Edition | None = None) -> bool:
    """On the team of the edition's index, or, where none is named, of any."""
    return user.has_perm("instruments.view_index", edition.index if edition else None)


rules.add_perm("scores.view_edition", in_team_of)
