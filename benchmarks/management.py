"""The pages of a round's team: 56 units, 79 questions, 6 assignments a unit, everything answered."""

from __future__ import annotations

import json
import os
import statistics
import sys
from tempfile import TemporaryDirectory
from time import process_time

UNITS, QUESTIONS, ASSIGNMENTS, RUNS = 56, 79, 6, 5
PAGES = {
    "management page": "",
    "one question": "questions/Q1/",
    "sheet": "sheet/",
    "agreement": "agreement/",
    "people": "people/",
}
LONGEST_MS, MOST_QUERIES, MOST_BYTES = 1000.0, 20, 150_000


def main() -> None:
    """In an installation of its own, which is gone afterwards."""
    with TemporaryDirectory(prefix="commonground-bench-") as home:
        os.environ["COMMONGROUND_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "commonground.site.settings"
        import django  # noqa: PLC0415 -- its settings are named above

        django.setup()
        measure()


def measure() -> None:
    """Every page as the round's owner sees it."""
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up
    from django.test import Client  # noqa: PLC0415 -- needs Django set up
    from django.test.utils import override_settings  # noqa: PLC0415 -- needs Django set up

    from benchmarks._round import answered_round  # noqa: PLC0415 -- needs Django set up

    call_command("migrate", verbosity=0)
    owner = answered_round(units=UNITS, questions=QUESTIONS, assignments=ASSIGNMENTS)
    with override_settings(ALLOWED_HOSTS=["*"]):
        browser = Client()
        browser.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
        for name, address in PAGES.items():
            measure_page(
                browser, f"{name} of {UNITS} units x {QUESTIONS} questions x {ASSIGNMENTS} assignments", address
            )


def measure_page(browser: object, name: str, address: str) -> None:
    """The median of some runs after the first, in CPU time; queries and bytes as they are."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- needs Django set up

    address = f"/rounds/bench/1/{address}"
    browser.get(address)
    taken = []
    for _ in range(RUNS):
        begun = process_time()
        answer = browser.get(address)
        taken.append(1000 * (process_time() - begun))
    if answer.status_code != 200:  # noqa: PLR2004 -- it is there
        sys.exit(f"{address} answers {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    line(f"{name}, CPU", statistics.median(taken), "ms", LONGEST_MS)
    line(f"{name}, queries", len(asked), "queries", MOST_QUERIES)
    line(f"{name}, weight", len(answer.content), "bytes", MOST_BYTES)


def line(bench: str, value: float, unit: str, target: float) -> None:
    """One result."""
    print(json.dumps({"bench": bench, "value": round(value, 1), "unit": unit, "target": target}))


if __name__ == "__main__":
    main()
