"""How often one address may ask for what is much work: counted by the minute, by each server process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.core.cache import cache

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
    key = f"{of}:{client_network(request)}:{int(now // MINUTE)}"
    cache.add(key, 0, timeout=2 * MINUTE)
    if cache.incr(key, cost) > limit:
        raise TooManyError(MINUTE - int(now % MINUTE))
