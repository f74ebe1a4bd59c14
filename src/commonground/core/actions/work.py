"""What keeps background work alive: workers say that they are there, and what a dead one left is taken up again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commonground.core.actions.sending import recover_mail, send_due
from commonground.core.models import WorkerBeat

SILENCE = timedelta(seconds=60)
"""A worker that gives no sign of life for so long is dead."""
FORGET = timedelta(days=1)
TRIES = 3
PAUSE = 5.0
"""Seconds between two walks through the outbox."""

logger = logging.getLogger(__name__)


def beat(*, worker: str) -> None:
    """Say that a worker is alive."""
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"at": timezone.now()})


@transaction.atomic
def recover_tasks(*, now: datetime | None = None) -> int:
    """Take up the tasks whose worker died, and say how many. A task that killed three workers is given up."""
    now = now or timezone.now()
    WorkerBeat.objects.filter(at__lt=now - FORGET).delete()
    alive = set(WorkerBeat.objects.filter(at__gte=now - SILENCE).values_list("worker", flat=True))
    running = DBTaskResult.objects.running().filter(started_at__lt=now - SILENCE).select_for_update(skip_locked=True)
    stranded = [task for task in running if not alive & set(task.worker_ids[-1:])]
    for task in stranded:
        if len(task.worker_ids) < TRIES:
            DBTaskResult.objects.filter(pk=task.pk).update(status="READY", started_at=None)
        else:
            task.set_failed(RuntimeError("Its worker died, three times."))
    return len(stranded)


def keep_house(*, worker: str, stopped: Callable[[float], bool]) -> None:
    """Until ``stopped``: give signs of life, take up what is stranded, send what is due. No failure ends it."""
    while True:
        try:
            close_old_connections()
            beat(worker=worker)
            recover_tasks()
            recover_mail()
            send_due()
        except Exception:
            logger.exception("Background work goes on after an error")
        if stopped(PAUSE):
            return
