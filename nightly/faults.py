"""Every fault in full, on one database: ``python -m nightly.faults sqlite`` or ``postgresql``."""

from __future__ import annotations

import json
import os
import subprocess
import sys


def main(database: str) -> int:
    """Run them, and sum them up in one line."""
    if database == "postgresql" and not os.environ.get("COMMONGROUND_TEST_POSTGRES"):
        print(json.dumps({"message": "COMMONGROUND_TEST_POSTGRES names no server to do harm to"}))
        return 1
    done = subprocess.run([sys.executable, "-m", "faults", database], stdout=subprocess.PIPE, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    failures = sum(line["failures"] for line in lines)
    print(json.dumps({"value": failures, "unit": "failures", "target": 0, "faults": lines}))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
