"""Every fault by its name. Each takes a number of trials."""

from __future__ import annotations

from collections.abc import Callable

from faults.full_disk import disk_full
from faults.killed import server_killed_during_saves
from faults.outcome import Outcome
from faults.writers import same_key_another_body, same_revision_at_once, two_writers_on_one_base

FAULTS: dict[str, Callable[[int], Outcome]] = {
    "same-revision-50-times-at-once": same_revision_at_once,
    "same-key-another-body": same_key_another_body,
    "two-writers-on-one-base": two_writers_on_one_base,
    "server-killed-during-saves": server_killed_during_saves,
    "disk-full": disk_full,
}
