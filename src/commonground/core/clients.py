"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest

HOUSEHOLD = 64
"""Bits of an IPv6 address that tell one subscriber from another; the rest they choose themselves."""


def client_address(request: HttpRequest) -> str:
    """Where a request comes from; behind proxies of one's own, what the first of them saw."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(forwarded) >= settings.PROXIES:
        return str(forwarded[-settings.PROXIES])
    return str(request.META.get("REMOTE_ADDR", ""))


def client_network(request: HttpRequest) -> str:
    """What is counted as one asker: an address, of IPv6 the network of /64 that one household has to itself."""
    said = client_address(request)
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address), HOUSEHOLD), strict=False))
