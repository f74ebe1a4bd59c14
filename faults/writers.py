"""Many writers at once, each a thread with a connection of its own."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

from django.db import connection

from commonground.responses.actions import AlteredError, Conflict, Recorded
from commonground.responses.models import Response, Revision
from commonground.responses.queries import Cell, history
from faults.outcome import Outcome
from tests.responses.factories import answer, response

CELL = Cell(question="A1", period="2020")
VALUES = ("0", "50", "100")
CROWD = 50
AtOnce = Callable[[list[Callable[[], Recorded]]], list[Recorded | Exception]]


@contextmanager
def crowd(size: int) -> Iterator[AtOnce]:
    """Threads that begin at the same moment, round after round, and keep their connections."""
    start = Barrier(size)

    def begin(write: Callable[[], Recorded]) -> Recorded | Exception:
        start.wait()
        try:
            return write()
        except Exception as error:  # noqa: BLE001 -- whatever came of it is what the trial looks at
            return error

    def leave() -> None:
        start.wait()
        connection.close()

    with ThreadPoolExecutor(size) as threads:
        try:
            yield lambda writes: list(threads.map(begin, writes))
        finally:
            list(threads.map(lambda _: leave(), range(size)))


def same_revision_at_once(trials: int) -> Outcome:
    """One revision, sent fifty times at the same moment: one row, one first answer, no error."""
    about = response(f"place:faults:{uuid.uuid4()}")
    failures = []
    with crowd(CROWD) as at_once:
        for trial in range(trials):
            key, value = uuid.uuid4(), VALUES[trial % 3]
            found = at_once([lambda k=key, v=value, b=trial: answer(about, revision_id=k, value=v, based_on=b)] * CROWD)
            errors = Counter(repr(each) for each in found if isinstance(each, Exception))
            first = sum(not each.repeated for each in found if isinstance(each, Recorded))
            rows = Revision.objects.filter(response=about).count()
            if errors or first != 1 or rows != trial + 1:
                failures.append(f"round {trial}: {first} first, {rows} rows, errors {dict(errors)}")
    return Outcome(failures=failures)


def same_key_another_body(trials: int) -> Outcome:
    """One key with two bodies at the same moment, in one response or in two: one is recorded, the other refused."""
    failures = []
    with crowd(2) as at_once:
        for trial in range(trials):
            one = response(f"place:faults:{uuid.uuid4()}")
            other = response(f"place:faults:{uuid.uuid4()}") if trial % 2 else one
            key = uuid.uuid4()
            bodies = ((one, {"value": "0"}), (other, {"value": "100"}))
            found = at_once([lambda r=r, k=key, b=body: answer(r, revision_id=k, **b) for r, body in bodies])
            kinds = sorted(type(each).__name__ for each in found)
            if (
                kinds != sorted((AlteredError.__name__, Recorded.__name__))
                or Revision.objects.filter(pk=key).count() != 1
            ):
                failures.append(f"trial {trial}: {found}")
    return Outcome(failures=failures)


def two_writers_on_one_base(trials: int) -> Outcome:
    """Two writers on one base: one is appended, the other is shown it; and then finds the way to save after it."""
    about = response(f"place:faults:{uuid.uuid4()}")
    failures = []
    with crowd(2) as at_once:
        for trial in range(trials):
            failures += _race(about, at_once, trial)
    return Outcome(failures=failures)


def _race(about: Response, at_once: AtOnce, trial: int) -> list[str]:
    base = 2 * trial
    values = ("0", "100")
    found = at_once([lambda v=value: answer(about, value=v, based_on=base) for value in values])
    won = [each for each in found if isinstance(each, Recorded)]
    lost = [each for each in found if isinstance(each, Conflict)]
    if len(won) != 1 or len(lost) != 1:
        return [f"race {trial}: {found}"]
    if lost[0].current != won[0].revision:
        return [f"race {trial}: shown {lost[0].current}, there stands {won[0].revision}"]
    answer(about, value=values[found.index(lost[0])], based_on=base + 1)
    said = [each.value for each in history(about, CELL, after=base)]
    return [] if sorted(said) == sorted(values) else [f"race {trial}: {said}"]
