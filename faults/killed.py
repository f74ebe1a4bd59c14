"""``kill -9`` of a real server while experts save: whatever was acknowledged is there.

Experts send answers over HTTP, one after another, each on the number that the last save returned. After a moment the
server's processes are killed. Then every save that was acknowledged is looked for, and so is every one that was not: it
may be there or not, but whole. It is sent again to the next server, which is how a browser goes on.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module

from django.conf import settings
from django.db import connection

from commonground.fieldwork.models import Assignment
from commonground.responses.models import Revision
from faults.outcome import Outcome
from tests.fieldwork.factories import harbour

EXPERTS = 4
FEWEST_SAVES, MOST_SAVES = 5, 40
LATEST_S = 0.05
SEED = 20260301
STARTS_WITHIN_S = 60
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
    experts = [_expert(number) for number in range(EXPERTS)]
    failures = []
    for trial in range(trials):
        with server() as (port, kill), ThreadPoolExecutor(EXPERTS) as browsers:
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


@contextmanager
def server() -> Iterator[tuple[int, Callable[[], None]]]:
    """A server of our own, and how to kill it and all its processes without a word."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "commonground.cli", "serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill() -> None:
        for pid in (process.pid, *_children(process.pid)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()

    try:
        _wait_for(port, process)
        yield port, kill
    finally:
        if process.poll() is None:
            kill()


def _children(parent: int) -> list[int]:
    """Every process below one. They stay in our group, so that whoever ends us ends them too."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S607 -- wherever it is
    pairs = [(int(pid), int(above)) for pid, above in map(str.split, listed.stdout.splitlines())]
    own = [pid for pid, above in pairs if above == parent]
    return [*own, *(below for pid in own for below in _children(pid))]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and process.poll() is None:
        try:
            browser = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            browser.request("GET", "/accounts/login/")
            if browser.getresponse().status == SAVED:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _expert(number: int) -> Expert:
    """A round with one coder at work, signed in."""
    if not Assignment.objects.exists():
        _round()
    assignment = Assignment.objects.order_by("pk")[number]
    user = assignment.contributor.user
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions["_auth_user_id"] = str(user.pk)
    sessions["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    sessions["_auth_user_hash"] = user.get_session_auth_hash()
    sessions.save()
    token = "t" * 32
    return Expert(assignment=assignment.pk, cookies=f"sessionid={sessions.session_key}; csrftoken={token}")


def _round() -> None:
    port = harbour(number_of_places=EXPERTS, code="saving")
    for number in range(EXPERTS):
        port.agreed(f"coder{number}", "coding", f"X{chr(65 + number)}")


def _save_until_cut_off(expert: Expert, port: int) -> None:
    """Send one answer after another; what was not acknowledged is sent again first, the same as it was."""
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while True:
        body = expert.sent or _next(expert)
        expert.sent = body
        try:
            status, answer = _post(browser, expert, body)
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


def _post(browser: http.client.HTTPConnection, expert: Expert, body: Body) -> tuple[int, dict[str, object]]:
    headers = {"Content-Type": "application/json", "Cookie": expert.cookies, "X-CSRFToken": "t" * 32}
    browser.request("POST", f"/tasks/{expert.assignment}/answers", json.dumps(body), headers)
    response = browser.getresponse()
    text = response.read().decode()
    return response.status, json.loads(text) if text.startswith("{") else {"text": text[:200]}


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
