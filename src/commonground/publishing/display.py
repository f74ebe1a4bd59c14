"""How figures are printed. Nothing else rounds: JSON and CSV carry full precision.

Rounding is half away from zero, after rounding to nine decimals, so that 62.5 is printed as 63 whether or not its
last binary digit fell short. Bands are decided on the score itself, never on what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import floor, log10

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

MINUS = "−"
DASH = "–"
LEFT, EITHER, END = "\u2066", "\u2068", "\u2069"
"""What begins a figure from left to right, what begins a name of either direction, and the end of both."""
WIDE = (20, 2)
"""A scale narrower than the first has scores of one decimal, one narrower than the second of two."""
DIGITS = 4
SMALLEST, LARGEST = 1e-6, 1e15
"""Measurements beyond these are written with a power of ten."""
MOST_KEPT = 2**15
_DECIMALS: ContextVar[int] = ContextVar("decimals", default=0)
_LENGTH: ContextVar[float] = ContextVar("length", default=100.0)


def rounded(value: float, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, half away from zero, never a negative zero."""
    near = Decimal(repr(float(value))).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return near.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def figured(text: str) -> str:
    """Figures with a sign or a dash, which keep their order among letters that run from right to left."""
    return f"{LEFT}{text}{END}" if get_language_bidi() else text


def cut(text: str, longest: int) -> str:
    """At most ``longest`` signs of a text; dots stand for the rest. Of one that fits no signs are counted."""
    return text if len(text) <= longest else Truncator(text).chars(longest)


def owned(text: str) -> str:
    """A name that the owner of an index wrote, which may run the other way than the language of the page."""
    return isolated(text) if get_language_bidi() else text


def isolated(text: str) -> str:
    """A text that keeps its own direction."""
    return f"{EITHER}{text}{END}"


def number(value: float | None, decimals: int = 0) -> str:
    """A figure with a true minus sign; a dash where there is none."""
    if value is None:
        return DASH
    text = _written(value, decimals)
    return figured(text) if text.startswith(MINUS) else text


def signed(value: float, decimals: int = 0) -> str:
    """A figure with its sign; nothing has none."""
    return figured(f"+{_written(value, decimals)}") if rounded(value, decimals) > 0 else number(value, decimals)


def _written(value: float, decimals: int) -> str:
    return _written_in(get_language() or "", value, decimals)


@lru_cache(maxsize=MOST_KEPT)
def _written_in(_language: str, value: float, decimals: int) -> str:
    """As the language in use writes it; the same scores stand on many pages."""
    return number_format(rounded(value, decimals), decimals).replace("-", MINUS)


@contextmanager
def printed_on(scale: tuple[float, float]) -> Iterator[None]:
    """Within it, scores on a narrow scale have the decimals that they need: z-scores two, those from 1 to 10 one."""
    width = scale[1] - scale[0]
    tokens = _DECIMALS.set(sum(width < wide for wide in WIDE)), _LENGTH.set(width)
    try:
        yield
    finally:
        _DECIMALS.reset(tokens[0])
        _LENGTH.reset(tokens[1])


def decimals() -> int:
    """So many decimals a score has here."""
    return _DECIMALS.get()


def points(share: float) -> float:
    """A share of the scale, in its points: a twentieth is 5 of 100."""
    return share * _LENGTH.get()


def shown_change(value: float) -> Decimal:
    """A difference as it is printed, to tell whether a reader sees any."""
    return rounded(value, _DECIMALS.get() + 1)


def score(value: float | None) -> str:
    """A score: no decimals, unless its scale is narrow."""
    return number(value, _DECIMALS.get())


def exact(value: float | None) -> str:
    """A step of a trace: one decimal more than a score, unless the figure needs none."""
    if value is None:
        return DASH
    decimals = _DECIMALS.get() + 1
    return number(value, 0 if rounded(value, decimals) == rounded(value, 0) else decimals)


def measured(value: float | None) -> str:
    """A measurement in its own unit: four digits that tell, and all of those before the point."""
    if value is None:
        return DASH
    if value and not SMALLEST <= abs(value) < LARGEST:
        return figured(f"{value:.3e}".replace("-", MINUS))
    decimals = max(0, DIGITS - 1 - floor(log10(abs(value)))) if value else 0
    while decimals and rounded(value, decimals) == rounded(value, decimals - 1):
        decimals -= 1
    return number(value, decimals)


def distance(value: float) -> str:
    """A difference in points without its sign."""
    return number(abs(value), _DECIMALS.get() + 1)


def change(value: float | None) -> str:
    """A difference in points: one decimal more than a score, and its sign."""
    return DASH if value is None else signed(value, _DECIMALS.get() + 1)


def percent(share: float | None) -> str:
    """A share (0-1) as a percentage, never rounded up to all or down to none."""
    if share is None:
        return DASH
    decimals = 0 if share in {0.0, 1.0} or rounded(share * 100, 0) not in {0, 100} else 1
    shown = min(max(rounded(share * 100, decimals), Decimal("0.1")), Decimal("99.9")) if decimals else share * 100
    return figured(_("%(share)s%%") % {"share": number(float(shown), decimals)})


def interval(lower: float, upper: float, *, last: bool) -> str:
    """The figures a band covers, as scores are printed: ``40–59``, ``0.40–0.59``; the last band with its upper end."""
    places = _DECIMALS.get()
    step = 10.0**-places
    whole = float(rounded(upper / step, 6)).is_integer() and not last
    return between(number(lower, places), number(upper - step if whole else upper, places))


def span(lower: float | None, upper: float | None, decimals: int = 0) -> str:
    """What lies between two figures: ``40–52``, or one figure where they are printed alike."""
    if lower is None or upper is None:
        return DASH
    first, last = number(lower, decimals), number(upper, decimals)
    return first if first == last else between(first, last)


def between(first: str, last: str) -> str:
    """From one figure, or one period, to another."""
    return figured(f"{first}{DASH}{last}")


def score_span(lower: float | None, upper: float | None) -> str:
    """What lies between two scores."""
    return span(lower, upper, _DECIMALS.get())
