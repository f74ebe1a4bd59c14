"""``kill -9`` of a real server while experts save: whatever was acknowledged is there.

Experts send answers over HTTP, one after another, each on the number that the last save returned. After a moment the
server's processes are killed. Then every save that was acknowledged is looked for, and so is every one that was not: it
may be there or not, but whole. It is sent again to the next server, which is how a browser goes on.
"""

from __future__ import annotations

import http.client
import random
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.db import connection

from commonground.responses.models import Revision
from faults.outcome import Outcome
from faults.serving import forked_server, send, signed_in
from tests.fieldwork.factories import harbour

EXPERTS = 4
FEWEST_SAVES, MOST_SAVES = 5, 40
LATEST_S = 0.05
SEED = 20260301
SAVED, BUSY = 200, 503
Body = dict[str, str | int]


@dataclass(kw_only=True)
class Expert:
    """Somebody with a browser open: what they last sent, and every save that was acknowledged."""

    assignment: int
    cookies: str
    number: int = 0
    acknowledged: dict[str, str] = field(default_factory=dict)
    sent: Body | None = None
    trouble: list[str] = field(default_factory=list)


def server_killed_during_saves(trials: int) -> Outcome:
    """Kill the server, look for everything, start it again and go on."""
    chance = random.Random(SEED)  # noqa: S311 -- when to kill is no secret
    experts = _experts()
    failures = []
    for trial in range(trials):
        with forked_server() as (port, kill), ThreadPoolExecutor(EXPERTS) as browsers:
            enough = _acknowledged(experts) + chance.randint(FEWEST_SAVES, MOST_SAVES)
            saving = [browsers.submit(_save_until_cut_off, expert, port) for expert in experts]
            while _acknowledged(experts) < enough and not any(each.done() for each in saving):
                time.sleep(0.001)
            time.sleep(chance.uniform(0, LATEST_S))
            kill()
        failures += [f"trial {trial}: {wrong}" for wrong in _lost(experts)]
    return Outcome(failures=failures, seen={"acknowledged": _acknowledged(experts)})


def _acknowledged(experts: list[Expert]) -> int:
    return sum(len(expert.acknowledged) for expert in experts)


def _experts() -> list[Expert]:
    """A round with some coders at work, signed in."""
    port = harbour(number_of_places=EXPERTS, code="killed")
    parts = [port.agreed(f"killed{at}", "coding", unit.place.code) for at, unit in enumerate(port.round.units.all())]
    return [Expert(assignment=part.pk, cookies=signed_in(part.contributor.user)) for part in parts]


def _save_until_cut_off(expert: Expert, port: int) -> None:
    """Send one answer after another; what was not acknowledged is sent again first, the same as it was."""
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while True:
        body = expert.sent or _next(expert)
        expert.sent = body
        try:
            status, answer = send(browser, expert.assignment, expert.cookies, body)
        except (OSError, http.client.HTTPException):
            return
        if status == BUSY:
            continue
        if status != SAVED:
            expert.trouble.append(f"{status} {answer}")
            return
        expert.acknowledged[str(body["id"])] = str(body["comment"])
        expert.number, expert.sent = answer["saved"][0]["number"], None


def _next(expert: Expert) -> Body:
    return {
        "id": str(uuid.uuid4()),
        "question": "A1",
        "period": "2020",
        "based_on": expert.number,
        "state": "answered",
        "value": ("0", "50", "100")[expert.number % 3],
        "comment": f"save {expert.number} of {expert.assignment} " + "λιμένας " * 50,
    }


def _lost(experts: list[Expert]) -> Iterator[str]:
    """What was acknowledged and is not there as it was sent; what is there twice; a database that is not whole."""
    connection.close()
    kept = {str(key): comment for key, comment in Revision.objects.values_list("pk", "comment")}
    for expert in experts:
        yield from expert.trouble
        expert.trouble.clear()
        missing = [key for key, comment in expert.acknowledged.items() if kept.get(key) != comment]
        if missing:
            yield f"{len(missing)} acknowledged saves are not there, {missing[0]} first"
        there = Revision.objects.filter(response__assignment=expert.assignment).count()
        unanswered = expert.sent is not None and str(expert.sent["id"]) in kept
        if there != len(expert.acknowledged) + unanswered:
            yield f"{there} revisions for {len(expert.acknowledged)} acknowledged saves"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            if (found := cursor.fetchall()) != [("ok",)]:
                yield f"the database says {found}"
