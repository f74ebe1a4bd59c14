"""Fifty thousand requests drawn from the API's description: `python -m nightly.api sqlite` or `postgresql`.

PostgreSQL is the server that ``COMMONGROUND_TEST_POSTGRES`` names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

CASES = 50_000


def main(database: str) -> int:
    """Run the test of the description with many more cases."""
    if database == "postgresql" and not os.environ.get("COMMONGROUND_TEST_POSTGRES"):
        print(json.dumps({"message": "COMMONGROUND_TEST_POSTGRES names no server to test on"}))
        return 1
    command = [sys.executable, "-m", "pytest", "-n", "2", "-q", "tests/api/test_description.py"]
    environment = os.environ | {"COMMONGROUND_API_CASES": str(CASES), "HYPOTHESIS_PROFILE": "nightly"}
    if database == "postgresql":
        environment["COMMONGROUND_TEST_ON"] = "postgresql"
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-20_000:], file=sys.stderr)
    closing = done.stdout.splitlines()[-1] if done.stdout else ""
    print(json.dumps({"value": done.returncode, "unit": "exit code", "target": 0, "cases": CASES, "pytest": closing}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
