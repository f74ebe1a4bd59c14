"""How often one address may ask the API."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from commonground.core import limits


def count(request: HttpRequest, *, cost: int = 1) -> None:
    """Count a request that is as much work as ``cost`` plain ones. Raises ``TooManyError`` beyond the limit."""
    limits.count(request, of="api", limit=settings.API_RATE, cost=cost)
