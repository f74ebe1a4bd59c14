"""The faults themselves, five trials each, on the database of this run; `make faults` has them in full."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from faults.__main__ import FULL, possible
from nightly.faults import GROUPS

pytestmark = pytest.mark.long
REPOSITORY = Path(__file__).parents[2]
TRIALS = 5


def test_every_fault_is_part_of_the_night():
    assert sorted(name for group in GROUPS.values() for name in group) == sorted(FULL)


@pytest.mark.database
def test_no_fault_loses_or_spoils_an_answer():
    database = os.environ.get("COMMONGROUND_TEST_ON", "sqlite")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-m", "faults", "--trials", str(TRIALS), database],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["fault"]: line["failures"] for line in lines} == dict.fromkeys(possible(), 0), (
        done.stdout + done.stderr
    )
    assert {(line["database"], line["trials"]) for line in lines} == {(database, TRIALS)}
    assert done.returncode == 0
