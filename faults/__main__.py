"""Runs the faults on an installation of their own: ``python -m faults [--trials N] [--only NAME] [DATABASE ...]``.

Prints one JSON object a line: the fault, the database, how many trials there were and how many failed; where some
did, what was found. PostgreSQL is the server that ``COMMONGROUND_TEST_POSTGRES`` names. Without ``--trials`` every
fault has its full number.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys

from faults.installation import installation

FULL = {
    "same-revision-50-times-at-once": 200,
    "same-key-another-body": 200,
    "two-writers-on-one-base": 1000,
    "server-killed-during-saves": 200,
    "disk-full": 20,
    "workbook-no-edit": 100,
    "workbook-one-edit": 100,
    "workbook-shuffled-rows": 100,
    "workbook-altered-hidden-ids": 100,
    "workbook-saved-by-libreoffice": 20,
    "workbook-wrong-dimensions": 100,
    "workbook-stale-base": 100,
}
DATABASES = ("sqlite", "postgresql")
LIBRE_OFFICE = "workbook-saved-by-libreoffice"


def possible() -> list[str]:
    """The faults that this machine can do. Where nothing may be left out, it must be able to do all."""
    everything = os.environ.get("COMMONGROUND_REQUIRE_ALL") or shutil.which("soffice")
    return [name for name in FULL if everything or name != LIBRE_OFFICE]


def run(database: str, names: list[str], trials: int | None) -> int:
    """Run faults on one database; the number of trials that failed."""
    failures = 0
    with installation(database):
        from faults.registry import FAULTS  # noqa: PLC0415 -- needs Django set up

        for name in names:
            wanted = trials or FULL[name]
            found = FAULTS[name](wanted)
            line = {
                "fault": name,
                "database": database,
                "trials": wanted,
                "failures": len(found.failures),
                **found.seen,
            }
            print(json.dumps(line | ({"found": found.failures[:3]} if found.failures else {})), flush=True)
            failures += len(found.failures)
    return failures


def _alone(database: str, asked: argparse.Namespace) -> int:
    """Run one database in a process of its own."""
    trials = ["--trials", str(asked.trials)] if asked.trials else []
    only = [word for name in asked.only or () for word in ("--only", name)]
    return subprocess.call([sys.executable, "-m", "faults", database, *trials, *only])


def main(words: list[str]) -> int:
    """Run what was asked for; 1 where a trial failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that servers and databases are taken away
    parser = argparse.ArgumentParser(prog="python -m faults", description=__doc__)
    parser.add_argument("databases", nargs="*", metavar="|".join(DATABASES))
    parser.add_argument("--trials", type=int)
    parser.add_argument("--only", choices=FULL, action="append")
    asked = parser.parse_args(words)
    if strangers := set(asked.databases) - set(DATABASES):
        parser.error(f"there is no database {', '.join(sorted(strangers))}; there are {' and '.join(DATABASES)}")
    server = os.environ.get("COMMONGROUND_TEST_POSTGRES")
    databases = asked.databases or [name for name in DATABASES if server or name == "sqlite"]
    if not (asked.databases or server):
        print("PostgreSQL is left out: COMMONGROUND_TEST_POSTGRES names no server.", file=sys.stderr)
    if not asked.only and LIBRE_OFFICE not in possible():
        print(f"{LIBRE_OFFICE} is left out: LibreOffice (soffice) is not on this machine.", file=sys.stderr)
    if len(databases) > 1:  # Django has one set of settings a process
        return max([_alone(database, asked) for database in databases])
    return 1 if run(databases[0], asked.only or possible(), asked.trials) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
