"""A group of faults in full on one database: ``python -m nightly.faults sqlite writers``."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from faults.__main__ import FULL

WRITERS = ("same-revision-50-times-at-once", "same-key-another-body", "two-writers-on-one-base")
GROUPS = {
    "writers": WRITERS,
    "killed": ("server-killed-during-saves",),
    "disk": ("disk-full",),
    "workbooks": tuple(name for name in FULL if name.startswith("workbook-")),
}


def main(database: str, group: str) -> int:
    """Run them, and sum them up in one line."""
    if database == "postgresql" and not os.environ.get("COMMONGROUND_TEST_POSTGRES"):
        print(json.dumps({"message": "COMMONGROUND_TEST_POSTGRES names no server to do harm to"}))
        return 1
    only = [word for name in GROUPS[group] for word in ("--only", name)]
    command = [sys.executable, "-m", "faults", database, *only]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    failures = sum(line["failures"] for line in lines)
    print(json.dumps({"value": failures, "unit": "failures", "target": 0, "faults": lines}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
