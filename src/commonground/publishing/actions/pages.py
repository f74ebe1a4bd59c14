"""Letting kept pages be rendered anew."""

from __future__ import annotations

from uuid import uuid4

from django.core.cache import caches

STAMP = "stamp"


def forget_pages() -> None:
    """Let every page be rendered anew: something was edited that pages name and no edition pins."""
    caches["stamp"].set(STAMP, uuid4().hex, timeout=None)


def stamp() -> str:
    """What all kept pages have in common, beside the pages and not among them, which are culled.

    One that was lost is made anew, so that no page outlives it.
    """
    return str(caches["stamp"].get_or_set(STAMP, lambda: uuid4().hex, timeout=None))
