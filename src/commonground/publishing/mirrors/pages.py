"""The links of a page or style sheet, and the same text with other links."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import urljoin, urlsplit

ATTRIBUTE = re.compile(r'(?<=[\s"])((?:href|src|action)=")([^"]*)(")')
STYLE = re.compile(r"(url\(['\"]?)([^'\")]+)(['\"]?\))")
Rename = Callable[[str], str]


def relinked(text: str, here: str, rename: Rename) -> str:
    """A page in which every link is what ``rename`` gives for its whole address; its fragment stays."""

    def link(found: re.Match[str]) -> str:
        return f"{found[1]}{escape(_renamed(unescape(found[2]), here, rename))}{found[3]}"

    return ATTRIBUTE.sub(link, text)


def restyled(text: str, here: str, rename: Rename) -> str:
    """A style sheet with other links."""
    return STYLE.sub(lambda found: f"{found[1]}{_renamed(found[2], here, rename)}{found[3]}", text)


def _renamed(link: str, here: str, rename: Rename) -> str:
    """A link to another site, within the page, or with its content in itself stays as it is."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return link
    whole = urlsplit(urljoin(here, link))
    found = rename(whole._replace(fragment="").geturl())
    return f"{found}#{parts.fragment}" if parts.fragment else found
