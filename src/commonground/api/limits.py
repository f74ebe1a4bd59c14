"""How often one address may ask: counted by the minute, by each server process."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from commonground.api.errors import TooManyError
from commonground.core.clients import client_network

MINUTE = 60


def count(request: HttpRequest, *, cost: int = 1) -> None:
    """Count a request that is as much work as ``cost`` plain ones. Raises ``TooManyError`` beyond the limit."""
    limit = settings.API_RATE
    if not limit:
        return
    now = time.time()
    key = f"api:{client_network(request)}:{int(now // MINUTE)}"
    cache.add(key, 0, timeout=2 * MINUTE)
    if cache.incr(key, cost) > limit:
        raise TooManyError(MINUTE - int(now % MINUTE))
