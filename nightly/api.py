"""Fifty thousand requests drawn from the API's description: `python -m nightly.api sqlite` or `postgresql`.

PostgreSQL is the server that ``COMMONGROUND_TEST_POSTGRES`` names.
"""

from __future__ import annotations

import json
import os
import sys

from nightly.pytests import run_tests

CASES = 50_000


def main(database: str) -> int:
    """Run the test of the description with many more cases."""
    if database == "postgresql" and not os.environ.get("COMMONGROUND_TEST_POSTGRES"):
        print(json.dumps({"message": "COMMONGROUND_TEST_POSTGRES names no server to test on"}))
        return 1
    environment = {"COMMONGROUND_API_CASES": str(CASES), "HYPOTHESIS_PROFILE": "nightly"}
    if database == "postgresql":
        environment["COMMONGROUND_TEST_ON"] = "postgresql"
    return run_tests("tests/api/test_description.py", environment, cases=CASES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
