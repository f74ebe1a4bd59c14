"""A round at a glance: how far every unit is, who is late, what is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonground.fieldwork.queries.board import board
from commonground.fieldwork.views.rounds.door import Entered, entered

if TYPE_CHECKING:
    from django.http import HttpResponse


@entered("watch")
def page(on: Entered) -> HttpResponse:
    """All stages at once, or the sections of the one that is asked for."""
    return on.page("board", board=board(on.round, on.who, on.asked.get("stage", "")))
