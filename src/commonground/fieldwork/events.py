"""What fieldwork tells the rooms above, each after its transaction has been committed.

``round_changed(round_, before, by)``, ``deadline_changed(round_, assignments, before, after, by)``,
``round_locked(round_, snapshot, by)`` and ``assignment_changed(assignment, before, by)``.

``edition_asked(snapshot)`` asks them: what a locking was made into, a ``MadeEdition`` or None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

round_changed = Signal()
deadline_changed = Signal()
round_locked = Signal()
assignment_changed = Signal()
edition_asked = Signal()


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeEdition:
    """The edition that a locking was made into. Its pages are read from when it is published on."""

    number: int
    address: str
    published: bool


def edition_made(snapshot: object) -> MadeEdition | None:
    """What the rooms above made of a locking; None where that is no edition."""
    answers = (answer for _listener, answer in edition_asked.send(sender=None, snapshot=snapshot))
    return next((answer for answer in answers if answer is not None), None)


def tell(event: Signal, **said: Any) -> None:
    """Send ``event`` once the transaction is committed. A listener that fails does not undo what was done."""
    transaction.on_commit(partial(event.send, sender=None, **said))
