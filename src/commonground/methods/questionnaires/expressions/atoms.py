"""Texts, numbers and truth, and how XPath 1.0 turns one into another. A date counts as days since 1970."""

from __future__ import annotations

import re
from datetime import date
from math import isnan, nan

Atom = str | float | bool

_NUMBER = re.compile(r"\s*-?(\d+(\.\d*)?|\.\d+)\s*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
EPOCH = date(1970, 1, 1)
LONGEST_NUMBER = 300


def text(value: Atom) -> str:
    """A value as text: ``true``, ``5``, ``2.5``, ``NaN``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isnan(value):
        return "NaN"
    return str(int(value)) if value.is_integer() else repr(value)


def number(value: Atom) -> float:
    """A value as a number; not a number where it is none."""
    if not isinstance(value, str):
        return float(value)
    if len(value) <= LONGEST_NUMBER and _NUMBER.fullmatch(value):
        return float(value)
    day = as_date(value)
    return nan if day is None else float((day - EPOCH).days)


def truth(value: Atom) -> bool:
    """A value as truth: a text that is not empty, a number that is not 0."""
    if isinstance(value, float) and isnan(value):
        return False
    return bool(value)


def as_date(value: str) -> date | None:
    """The day that an ISO date, or a date with a time behind it, names."""
    if not _DATE.fullmatch(value[:10]) or value[10:11] not in {"", "T"}:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def equal(one: Atom, other: Atom) -> bool:
    """``one = other``: as truth where either is truth, else as numbers where either is one, else as texts."""
    if isinstance(one, bool) or isinstance(other, bool):
        return truth(one) == truth(other)
    if isinstance(one, float) or isinstance(other, float):
        return number(one) == number(other)
    return one == other
