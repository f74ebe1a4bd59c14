"""Work that a worker left when it died is taken up again; work that is being done is left alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from commonground.core.actions import work
from commonground.core.actions.mail import queue_mail
from commonground.core.actions.work import beat, keep_house, recover_tasks
from commonground.core.models import Mail, WorkerBeat

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(minutes=2)


def running(*workers: str) -> DBTaskResult:
    return DBTaskResult.objects.create(
        status="RUNNING",
        started_at=timezone.now(),
        args_kwargs={"args": [], "kwargs": {}},
        task_path="wagtail.tasks.update_reference_index_task",
        backend_name="default",
        run_after=timezone.now(),
        worker_ids=list(workers),
    )


def test_a_task_is_taken_up_when_its_worker_is_silent():
    task = running("w")
    assert recover_tasks() == 0
    assert recover_tasks(now=timezone.now() + LATER) == 1
    task.refresh_from_db()
    assert (task.status, task.worker_ids) == ("READY", ["w"])


def test_a_task_of_a_living_worker_is_left_alone_however_long_it_takes():
    running("w")
    WorkerBeat.objects.create(worker="w", at=timezone.now() + LATER)
    assert recover_tasks(now=timezone.now() + LATER) == 0


def test_a_task_that_killed_three_workers_is_given_up():
    task = running("a", "b", "c")
    recover_tasks(now=timezone.now() + LATER)
    task.refresh_from_db()
    assert task.status == "FAILED"


def test_old_signs_of_life_are_forgotten():
    beat(worker="w")
    recover_tasks(now=timezone.now() + dt.timedelta(days=2))
    assert not WorkerBeat.objects.exists()


def test_a_walk_sends_what_is_due_and_goes_on_after_an_error(monkeypatch, caplog):
    queue_mail(key="k", to="a@example.org", template="reminder", context={"round": "R"}, by=None)
    monkeypatch.setattr(work, "close_old_connections", lambda: None)  # the test's own connection must stay
    walks = []

    def stopped(_pause) -> bool:
        walks.append(Mail.objects.get().state)
        if len(walks) == 1:
            monkeypatch.setattr(work, "send_due", lambda: 1 / 0)
        return len(walks) == 3

    keep_house(worker="w", stopped=stopped)
    assert walks == ["sent"] * 3
    assert caplog.text.count("goes on after an error") == 2
