"""A real server of our own, and browsers in which somebody has signed in."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from commonground.cli.serving import run_server
from commonground.core.models import User

STARTS_WITHIN_S = 240
OK = 200
TOKEN = "t" * 32


@contextmanager
def server(workers: int = 1) -> Iterator[int]:
    """``commonground serve``, and its port."""
    port = _free_port()
    command = [sys.executable, "-m", "commonground.cli", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port, lambda: process.poll() is None)
        yield port
    finally:
        _kill(process.pid)
        process.wait()


@contextmanager
def forked_server(workers: int = 2) -> Iterator[tuple[int, Callable[[], None]]]:
    """What ``commonground serve`` runs, its port, and how to kill all its processes without a word.

    It is forked from this process, which has everything loaded: a trial is about its end and not its beginning.
    """
    _loaded()
    connections.close_all()
    port = _free_port()
    process = get_context("fork").Process(target=run_server, args=("127.0.0.1", port, workers))
    process.start()

    def kill() -> None:
        _kill(process.pid)
        process.join()

    try:
        _wait_for(port, process.is_alive)
        yield port, kill
    finally:
        if process.is_alive():
            kill()


@cache
def _loaded() -> None:
    """Import all that the first request would."""
    Client(headers={"host": "127.0.0.1"}).get("/accounts/login/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _kill(process: int) -> None:
    for pid in (process, *_children(process)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _children(parent: int) -> list[int]:
    """Every process below one. They stay in our group, so that whoever ends us ends them too."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S607 -- wherever it is
    pairs = [(int(pid), int(above)) for pid, above in map(str.split, listed.stdout.splitlines())]
    own = [pid for pid, above in pairs if above == parent]
    return [*own, *(below for pid in own for below in _children(pid))]


def _wait_for(port: int, alive: Callable[[], bool]) -> None:
    until = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < until and alive():
        try:
            browser = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            browser.request("GET", "/accounts/login/")
            if browser.getresponse().status == OK:
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("the server did not start")


def signed_in(user: User) -> str:
    """The cookies of a browser in which somebody has signed in."""
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions["_auth_user_id"] = str(user.pk)
    sessions["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    sessions["_auth_user_hash"] = user.get_session_auth_hash()
    sessions.save()
    return f"sessionid={sessions.session_key}; csrftoken={TOKEN}"


def send(
    browser: http.client.HTTPConnection, assignment: int, cookies: str, body: Mapping[str, Any]
) -> tuple[int, dict[str, Any]]:
    """Send a save as the page's script does; its status, and what was said."""
    headers = {"Content-Type": "application/json", "Cookie": cookies, "X-CSRFToken": TOKEN}
    browser.request("POST", f"/tasks/{assignment}/answers", json.dumps(body), headers)
    response = browser.getresponse()
    text = response.read().decode()
    return response.status, json.loads(text) if text.startswith("{") else {"text": text[:200]}
