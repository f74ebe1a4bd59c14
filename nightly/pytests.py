"""Running some tests at a larger size than `make test` does, for a line of `make nightly`."""

from __future__ import annotations

import json
import os
import subprocess
import sys

PRINTED = 20_000


def run_tests(path: str, environment: dict[str, str], **said: object) -> int:
    """Run the tests of a file on two processes and print one JSON line with what they end with; their exit code."""
    command = [sys.executable, "-m", "pytest", "-n", "2", "-q", path]
    done = subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-PRINTED:], file=sys.stderr)
    closing = done.stdout.splitlines()[-1] if done.stdout else ""
    print(json.dumps({"value": done.returncode, "unit": "exit code", "target": 0, **said, "pytest": closing}))
    return done.returncode
