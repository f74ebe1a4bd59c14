"""The laws of the method again, with new and many more examples than `make test` draws."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def main() -> int:
    """Run the method's tests with the profile that ``tests/conftest.py`` keeps for this."""
    command = [sys.executable, "-m", "pytest", "-n", "2", "-q", "tests/methods"]
    environment = os.environ | {"HYPOTHESIS_PROFILE": "nightly"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
    closing = done.stdout.splitlines()[-1] if done.stdout else ""
    print(json.dumps({"value": done.returncode, "unit": "exit code", "target": 0, "pytest": closing}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
