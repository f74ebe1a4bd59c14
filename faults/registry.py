"""Every fault by its name. Each takes a number of trials."""

from __future__ import annotations

from collections.abc import Callable

from faults.full_disk import disk_full
from faults.killed import server_killed_during_saves
from faults.outcome import Outcome
from faults.workbooks import (
    altered_hidden_ids,
    libre_office_saved,
    no_edit,
    one_edit,
    shuffled_rows,
    stale_base,
    wrong_dimensions,
)
from faults.writers import same_key_another_body, same_revision_at_once, two_writers_on_one_base

FAULTS: dict[str, Callable[[int], Outcome]] = {
    "same-revision-50-times-at-once": same_revision_at_once,
    "same-key-another-body": same_key_another_body,
    "two-writers-on-one-base": two_writers_on_one_base,
    "server-killed-during-saves": server_killed_during_saves,
    "disk-full": disk_full,
    "workbook-no-edit": no_edit,
    "workbook-one-edit": one_edit,
    "workbook-shuffled-rows": shuffled_rows,
    "workbook-altered-hidden-ids": altered_hidden_ids,
    "workbook-saved-by-libreoffice": libre_office_saved,
    "workbook-wrong-dimensions": wrong_dimensions,
    "workbook-stale-base": stale_base,
}
