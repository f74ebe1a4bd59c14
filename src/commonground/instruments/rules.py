"""Who may enter the desk, and change which index: its owner and its team."""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from commonground.instruments.models import Index

if TYPE_CHECKING:
    from commonground.core.models import User


@rules.predicate
def in_team(user: User, index: Index | None = None) -> bool:
    """On the team of ``index``, or, where none is named, of any."""
    mine = Index.objects.visible_to(user)
    return (mine.filter(pk=index.pk) if index else mine).exists()


rules.add_perm("wagtailadmin.access_admin", rules.is_active & in_team)
rules.add_perm("instruments.view_index", rules.is_active & in_team)
rules.add_perm("instruments.change_index", rules.is_active & in_team)
