"""Errors for names that do not exist, with the name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def unknown(kind: str, code: str, known: Iterable[str]) -> KeyError:
    """A ``KeyError`` saying that there is no such ``kind``, and which known code is nearest."""
    near = get_close_matches(code, list(known), n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return KeyError(f'There is no {kind} "{code}".{hint}')
