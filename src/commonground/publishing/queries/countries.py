"""Countries by their codes."""

from __future__ import annotations

from babel.core import get_global

OTHERS = {"XKX": "XK"}
"""Codes in use beside those of ISO 3166: Kosovo's."""


def two_letters(code: str) -> str:
    """The two letters of ISO 3166 for a country coded by three; empty for a code that is none of a country."""
    return OTHERS.get(code) or next(iter(get_global("territory_aliases").get(code, ())), "")
