"""Where an address lies in a mirror, and how one file leads to another."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

SAFE = re.compile(r"[^A-Za-z0-9@._-]")
FILES = (
    ".json",
    ".csv",
    ".xlsx",
    ".zip",
    ".jsonld",
    ".css",
    ".js",
    ".svg",
    ".png",
    ".woff2",
    ".woff",
    ".ico",
    ".txt",
    ".pdf",
)
LONGEST = 120


def file_of(address: str) -> str:
    """The file of an address, with its query in the name: ``indices/harbour@1/places/XA/index.period-2019.html``."""
    parts = urlsplit(address)
    steps = [_safe(unquote(step)) for step in parts.path.split("/") if step]
    query = "".join(f".{_safe(name)}-{_safe(value)}" for name, value in sorted(parse_qsl(parts.query)))
    path = "/".join(steps)
    if parts.path.endswith(FILES):
        stem, dot, ending = path.rpartition(".")
        return f"{stem}{query}{dot}{ending}"
    return posixpath.join(path, f"index{query}.html")


def leads_to(here: str, there: str) -> str:
    """How the file ``here`` names the file ``there``: relative, so that the mirror may lie anywhere."""
    return quote(posixpath.relpath(there, posixpath.dirname(here)))


def _safe(text: str) -> str:
    """A step of a path that every disk can hold; signs that not every one can are written by number."""
    found = SAFE.sub(lambda sign: f"_{ord(sign[0]):x}_", text)[:LONGEST]
    return f"_{found}" if found.startswith(".") else found
