"""A public index whose first edition is locked, and may be published."""

from __future__ import annotations

import datetime as dt

from django.test import TestCase
from django.utils import timezone

from commonground.fieldwork.actions import assignments, life, locking
from tests.fieldwork.factories import Harbour, say
from tests.fieldwork.rounds import in_three_languages


def locked(embargo: dt.timedelta | None = None, comment: str = "") -> Harbour:
    """Ada's answers about Island XA, accepted and locked."""
    port = in_three_languages()
    part = port.answered("ada", "coding", A1="100", A2="50")
    if comment:
        say(part, "A2", "100", by=port.user("ada"), comment=comment)
    if embargo:
        life.set_embargo(round_=port.round, until=timezone.now() + embargo, by=port.owner)
    with TestCase.captureOnCommitCallbacks(execute=True):
        assignments.accept(assignment=assignments.submit(assignment=part, by=port.user("ada")), by=port.owner)
        port.in_adjudication()
        locking.lock_round(round_=port.round, by=port.owner)
    return port


def published() -> Harbour:
    port = locked()
    with TestCase.captureOnCommitCallbacks(execute=True):
        locking.publish_round(round_=port.reload(), by=port.owner)
    return port
