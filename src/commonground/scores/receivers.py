"""What scores do when they hear of fieldwork."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver

from commonground.fieldwork.events import round_changed, round_locked
from commonground.scores.actions.rounds import edition_of, publish_editions

if TYPE_CHECKING:
    from commonground.fieldwork.models import Round, Snapshot


@receiver(round_locked)
def compute_its_edition(snapshot: Snapshot, **_said: Any) -> None:
    edition_of(snapshot=snapshot)


@receiver(round_changed)
def publish_its_editions(round_: Round, **_said: Any) -> None:
    publish_editions(round_=round_)
