"""What scores do when they hear of fieldwork."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from commonground.fieldwork.events import MadeEdition, edition_asked, round_changed, round_locked
from commonground.scores.actions.rounds import edition_of, publish_editions
from commonground.scores.models import Edition


@receiver(round_locked)
def compute_its_edition(snapshot: Any, **_said: Any) -> None:  # noqa: ANN401 -- a row of another room
    edition_of(snapshot=snapshot)


@receiver(round_changed)
def publish_its_editions(round_: Any, **_said: Any) -> None:  # noqa: ANN401 -- a row of another room
    publish_editions(round_=round_)


@receiver(edition_asked)
def tell_its_edition(snapshot: Any, **_said: Any) -> MadeEdition | None:  # noqa: ANN401 -- a row of another room
    made = Edition.every.filter(snapshot=snapshot).select_related("index").first()
    if made is None:
        return None
    address = f"/indices/{made.index.code}@{made.number}"
    return MadeEdition(number=made.number, address=address, published=made.published_at is not None)
