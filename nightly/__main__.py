"""Runs the long checks one part after another and remembers which have passed on this state of the sources.

Stopped or broken off, it goes on where it was; a part that passed is not run again until a source changes.
``python -m nightly NAME ...`` runs the named parts in any case. Each part prints one JSON line.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
STATE = REPOSITORY / "var/nightly"
PARTS = {
    "fuzz_workbooks": ["nightly.fuzz_workbooks"],
    "score_large": ["nightly.score_large"],
    "properties": ["nightly.properties"],
    "routes_sqlite": ["nightly.routes", "sqlite"],
    "routes_postgresql": ["nightly.routes", "postgresql"],
    "api_sqlite": ["nightly.api", "sqlite"],
    "api_postgresql": ["nightly.api", "postgresql"],
    "looks": ["nightly.looks"],
    "raters": ["nightly.raters"],
    **{
        f"faults_{database}_{group}": ["nightly.faults", database, group]
        for database in ("sqlite", "postgresql")
        for group in ("writers", "killed", "disk", "workbooks")
    },
    "load_sqlite": ["nightly.load", "sqlite"],
    "load_postgresql": ["nightly.load", "postgresql"],
}
LIMIT_S = 40 * 60


def sources() -> str:
    """A digest of everything that the parts depend on."""
    digest = hashlib.sha256()
    for folder in ("src", "tests", "faults", "benchmarks", "nightly", "demo", "requirements"):
        for path in sorted((REPOSITORY / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(REPOSITORY)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def passed(part: str, state: str) -> bool:
    """Tell whether a part has passed on these sources."""
    try:
        kept = json.loads((STATE / f"{part}.json").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return False
    return bool(kept["ok"] and kept["sources"] == state)


def output(part: str) -> tuple[int, str]:
    """Run one part to its end or its limit, with every process that it starts."""
    command = [sys.executable, "-m", *PARTS[part]]
    process = subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        printed, _ = process.communicate(timeout=LIMIT_S)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    return process.returncode, printed


def run(part: str, state: str) -> bool:
    """Run one part, print its line and keep it."""
    started = time.monotonic()
    try:
        code, printed = output(part)
        found = json.loads(printed.splitlines()[-1]) if printed.strip() else {}
    except subprocess.TimeoutExpired:
        code, found = 1, {"message": f"stopped after {LIMIT_S // 60} minutes"}
    line = {"part": part, "ok": code == 0, "seconds": round(time.monotonic() - started, 1), **found}
    print(json.dumps(line), flush=True)
    (STATE / f"{part}.json").write_text(json.dumps({**line, "sources": state}))
    return code == 0


def main(names: list[str]) -> int:
    """Run the named parts, or all that have not passed; 1 where one fails."""
    if strangers := [name for name in names if name not in PARTS]:
        print(f"There is no part {', '.join(strangers)}; there are {', '.join(PARTS)}.", file=sys.stderr)
        return 1
    STATE.mkdir(parents=True, exist_ok=True)
    state = sources()
    todo = names or [part for part in PARTS if not passed(part, state)]
    if not todo:
        print("Every part has passed on these sources; PART=name runs one again.", file=sys.stderr)
    done = [run(part, state) for part in todo]
    return 0 if all(done) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
