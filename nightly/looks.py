"""Every public page in a browser, in three languages, on a phone and on a laptop: `python -m nightly.looks`."""

from __future__ import annotations

import sys

from nightly.pytests import run_tests

LOOKS = 6


def main() -> int:
    """Run the walk of the public routes with all languages and widths, and with every page of each route."""
    return run_tests("tests/browser/test_public_routes.py", {"COMMONGROUND_ALL_LOOKS": "1"}, looks=LOOKS)


if __name__ == "__main__":
    sys.exit(main())
