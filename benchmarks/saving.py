"""Experts saving at once against the real server: 200 of them, 20 saves a second, and in the end all at one moment.

``python -m benchmarks.saving [sqlite|postgresql] [--seconds N] [--workers N]``. The server is ``commonground serve``.
Every expert has a session and sends what the page's script sends, with the token of forms. A save is timed from when
it was due, not from when its turn came. Afterwards every acknowledged save is looked for.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import statistics
import sys
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from faults.installation import installation

EXPERTS, SAVES_A_SECOND, MOST_MS = 200, 20, 500.0
CELLS = [(question, period) for question in ("A1", "A2", "A3", "B1", "B2") for period in ("2020", "2023")]
VALUES = ("0", "50", "100")
WARMING_S, LONGEST_S, SAVED = 5, 60, 200


@dataclass(kw_only=True)
class Expert:
    """A browser: what it has saved, how long that took, and what else it was told."""

    place: int
    assignment: int
    cookies: str
    chance: random.Random
    browser: http.client.HTTPConnection | None = None
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    acknowledged: list[uuid.UUID] = field(default_factory=list)
    took_ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def save(self, due: float) -> None:
        """One answer in one of the cells, sent when it is due."""
        from faults.serving import send  # noqa: PLC0415 -- needs Django set up

        question, period = cell = self.chance.choice(CELLS)
        key = uuid.uuid4()
        body = {
            "id": str(key),
            "question": question,
            "period": period,
            "based_on": self.numbers.get(cell, 0),
            "state": "answered",
            "value": self.chance.choice(VALUES),
            "comment": "As section 4 of the act says. " * self.chance.randint(0, 20),
        }
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            status, said = send(self.browser, self.assignment, self.cookies, body)
        except (BrokenPipeError, http.client.RemoteDisconnected):  # it was idle, and a browser calls again
            self.browser.close()
            status, said = send(self.browser, self.assignment, self.cookies, body)
        self.took_ms.append(1000 * (time.monotonic() - due))
        if status == SAVED:
            self.numbers[cell] = said["saved"][0]["number"]
            self.acknowledged.append(key)
        else:
            self.errors.append(f"{status} {said}")

    def at_pace(self, start: float, seconds: float) -> None:
        """One of so many shares of the saves."""
        due = start + self.place / SAVES_A_SECOND
        while due < start + seconds:
            self.save(due)
            due += EXPERTS / SAVES_A_SECOND


def measure(database: str, seconds: int, workers: int) -> bool:
    """Let them save; True where everything is within its target."""
    from faults.serving import server  # noqa: PLC0415 -- needs Django set up

    experts = signed_in_experts()
    with server(workers) as port, ThreadPoolExecutor(EXPERTS) as threads:
        for each in experts:
            each.browser = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST_S)
        together(threads, experts, WARMING_S)
        start = time.monotonic()
        steady = together(threads, experts, seconds)
        rate, load = len(steady) / (time.monotonic() - start), os.getloadavg()[0]
        burst = together(threads, experts, 0)
    size = f"{EXPERTS} experts, {SAVES_A_SECOND} saves a second for {seconds} s, {database}, {workers} processes"
    line(f"{size}, 95th of 100", percentile(steady, 95), "ms", MOST_MS)
    line(f"{size}, median", percentile(steady, 50), "ms", MOST_MS)
    line(f"{size}, slowest", max(steady), "ms", None)
    line(f"{size}, saves a second", rate, "saves/s", None)
    line(f"{size}, load of the machine at its end", load, "processes", None)
    line(f"{EXPERTS} saves at the same moment, {database}, the last", max(burst), "ms", None)
    errors = Counter(error for each in experts for error in each.errors)
    line(f"{size}, errors", errors.total(), "errors", 0, found=dict(errors.most_common(3)))
    line(f"{size}, acknowledged and not there", lost(experts), "saves", 0)
    return percentile(steady, 95) <= MOST_MS and not errors and not lost(experts)


def together(threads: ThreadPoolExecutor, experts: list[Expert], seconds: float) -> list[float]:
    """All experts at their pace for some seconds, or each once at the same moment for 0; how long each save took."""
    for each in experts:
        each.took_ms = []
    start = time.monotonic() + 1
    list(threads.map(lambda each: each.at_pace(start, seconds) if seconds else each.save(start), experts))
    return [took for each in experts for took in each.took_ms]


def signed_in_experts() -> list[Expert]:
    """A round with a coder in each of many places."""
    from faults.serving import signed_in  # noqa: PLC0415 -- needs Django set up
    from tests.fieldwork.factories import harbour  # noqa: PLC0415 -- needs Django set up

    port = harbour(number_of_places=EXPERTS)
    parts = [port.agreed(f"coder{at}", "coding", unit.place.code) for at, unit in enumerate(port.round.units.all())]
    return [
        Expert(
            place=at,
            assignment=part.pk,
            cookies=signed_in(part.contributor.user),
            chance=random.Random(at),  # noqa: S311 -- what is answered is no secret
        )
        for at, part in enumerate(parts)
    ]


def lost(experts: list[Expert]) -> int:
    """How many acknowledged saves are not in the database."""
    from commonground.responses.models import Revision  # noqa: PLC0415 -- needs Django set up

    kept = set(Revision.objects.values_list("pk", flat=True))
    return sum(key not in kept for each in experts for key in each.acknowledged)


def percentile(values: list[float], percent: int) -> float:
    """The value that so many of a hundred do not exceed."""
    return statistics.quantiles(values, n=100)[percent - 1]


def line(bench: str, value: float, unit: str, target: float | None, **more: object) -> None:
    """One result."""
    told = {"bench": bench, "value": round(value, 1), "unit": unit, "target": target}
    print(json.dumps(told | {name: said for name, said in more.items() if said}), flush=True)


def main(words: list[str]) -> int:
    """In an installation of its own, gone afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", nargs="?", default="sqlite", choices=("sqlite", "postgresql"))
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args(words)
    with installation(asked.database):
        return 0 if measure(asked.database, asked.seconds, asked.workers) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
