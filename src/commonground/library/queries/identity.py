"""What makes two entries the same source, and what makes them likely to be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category, normalize
from urllib.parse import parse_qsl, urlencode, urlsplit

from commonground.methods.canonical import canonical, digest

FOLLOWING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id)$")
"""Parts of an address that follow the reader and say nothing of the page."""
DEFAULT_PORTS = {"http": 80, "https": 443}


def same_address(url: str) -> str:
    """An address without what makes no other page of it: scheme, case of the host, ``www.``, a last slash, trackers."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port != DEFAULT_PORTS.get(parts.scheme) else ""
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _follows(pair)))
    return f"{host}{port}{parts.path.rstrip('/')}" + (f"?{query}" if query else "")


def same_title(title: str) -> str:
    """A title without case, accents, signs and doubled blanks, in any script."""
    plain = (sign for sign in normalize("NFKD", title.casefold()) if not category(sign).startswith("M"))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def identity(jurisdiction: str, title: Mapping[str, str], url: str) -> str:
    """The digest that two entries of the same source share: of jurisdiction, titles in any language, and address."""
    titles = sorted({same_title(text) for text in title.values()} - {""})
    return digest([canonical([jurisdiction, titles, same_address(url)])])


def _follows(pair: tuple[str, str]) -> bool:
    return bool(FOLLOWING.match(pair[0]))
