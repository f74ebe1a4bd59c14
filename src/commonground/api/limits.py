"""How often one address may ask: counted by the minute, by each server process."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from commonground.api.errors import TooManyError

MINUTE = 60


def client_address(request: HttpRequest) -> str:
    """Where a request comes from; behind proxies of one's own, what the first of them saw."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return str(forwarded[-settings.PROXIES])
    return str(request.META.get("REMOTE_ADDR", ""))


def count(request: HttpRequest, *, cost: int = 1) -> None:
    """Count a request that is as much work as ``cost`` plain ones. Raises ``TooManyError`` beyond the limit."""
    limit = settings.API_RATE
    if not limit:
        return
    now = time.time()
    key = f"api:{client_address(request)}:{int(now // MINUTE)}"
    cache.add(key, 0, timeout=2 * MINUTE)
    if cache.incr(key, cost) > limit:
        raise TooManyError(MINUTE - int(now % MINUTE))
