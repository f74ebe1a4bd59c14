"""Two hundred experts saving for five minutes, on one database: ``python -m nightly.load sqlite`` or ``postgresql``."""

from __future__ import annotations

import json
import os
import subprocess
import sys

SECONDS = 300


def main(database: str) -> int:
    """Let them save, and sum up in one line."""
    if database == "postgresql" and not os.environ.get("COMMONGROUND_TEST_POSTGRES"):
        print(json.dumps({"message": "COMMONGROUND_TEST_POSTGRES names no server to save on"}))
        return 1
    command = [sys.executable, "-m", "benchmarks.saving", database, "--seconds", str(SECONDS)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    figure = {name: lines[0][name] for name in ("value", "unit", "target")} if lines else {}
    print(json.dumps({**figure, "load": lines}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
