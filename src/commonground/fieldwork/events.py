"""What fieldwork tells the rooms above, each after its transaction has been committed.

``round_changed(round_, before, by)``, ``deadline_changed(round_, assignments, before, after, by)``,
``round_locked(round_, snapshot, by)`` and ``assignment_changed(assignment, before, by)``.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

round_changed = Signal()
deadline_changed = Signal()
round_locked = Signal()
assignment_changed = Signal()


def tell(event: Signal, **said: Any) -> None:
    """Send ``event`` once the transaction is committed. A listener that fails does not undo what was done."""
    transaction.on_commit(partial(event.send, sender=None, **said))
