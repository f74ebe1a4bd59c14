"""Figures and lists as findings print them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
DASH = "–"
MOST = 6
LONGEST = 60
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: float | None, decimals: int = 0) -> str:
    """A figure rounded half away from zero, with a true minus sign; a dash where there is none."""
    if value is None:
        return DASH
    near = Decimal(repr(float(value))).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return f"{near.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0:,}".replace("-", MINUS)


def per_cent(share: float | None) -> str:
    """A share (0-1) as a percentage, never rounded up to all or down to none."""
    if share is None:
        return DASH
    decimals = 0 if share in {0.0, 1.0} or number(share * 100) not in {"0", "100"} else 1
    shown = min(max(share * 100, 0.1), 99.9) if decimals else share * 100
    return f"{number(shown, decimals)}%"


def count(value: int, one: str, many: str) -> str:
    """``two places``: a count in words up to twelve, with what is counted."""
    return f"{WORDS[value] if value < len(WORDS) else number(value)} {one if value == 1 else many}"


def listed(names: Sequence[str], most: int = MOST) -> str:
    """``Work, School and Health``; of a longer list the first, and how many others there are."""
    # Naming the last one takes no more room than saying "1 other".
    shown = list(names if len(names) <= most + 1 else names[:most])
    if len(shown) < len(names):
        shown.append(f"{number(len(names) - len(shown))} others")
    *others, last = shown
    return f"{', '.join(others)} and {last}" if others else last


def sentence(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]


def short(title: str, longest: int = LONGEST) -> str:
    """A title that fits a line."""
    return title if len(title) <= longest else f"{title[: longest - 1].rstrip()}…"
