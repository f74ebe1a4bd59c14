"""How often one address may ask for what is much work: counted by the minute, by all server processes together."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from commonground.core.clients import client_network

if TYPE_CHECKING:
    from django.http import HttpRequest

MINUTE = 60
INSIDE = "commonground.inside"
"""Stands in the surroundings of a request that the installation makes of itself; no header can set it."""


class TooManyError(Exception):
    """More requests from one address than are answered; ``seconds`` until the next one is."""

    def __init__(self, seconds: int) -> None:
        super().__init__("Too many requests.")
        self.seconds = seconds


def count(request: HttpRequest, *, of: str, limit: int, cost: int = 1) -> None:
    """Count a request that is as much work as ``cost`` plain ones. Raises ``TooManyError`` beyond ``limit``; 0 is none.

    ``of`` keeps what is counted apart.
    """
    if not limit or INSIDE in request.META:
        return
    now = time.time()
    if counted(request, of=of, within=MINUTE, cost=cost) > limit:
        raise TooManyError(MINUTE - int(now % MINUTE))


def counted(request: HttpRequest, *, of: str, within: int, cost: int = 1) -> int:
    """How much an address has asked for in the running span of ``within`` seconds, this request included.

    The length of a file is the count: what several processes append to it at once is never lost. Where nothing can be
    written, as on a full disk, nothing is counted and everybody is answered.
    """
    span = int(time.time() // within)
    folder: Path = settings.COUNTS / str(within) / str(span)
    key = salted_hmac(of, client_network(request), algorithm="sha256").hexdigest()
    with suppress(OSError):
        if not folder.is_dir():
            _begin(folder, span)
        with (folder / key).open("ab", buffering=0) as file:
            file.write(b"." * cost)
            return file.tell()
    return 0


def _begin(folder: Path, span: int) -> None:
    """Begin a span, and forget those before the last, in which another process may still count."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.parent.iterdir():
        if old.name.isdecimal() and int(old.name) < span - 1:
            rmtree(old, ignore_errors=True)
