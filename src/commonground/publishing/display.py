"""How figures are printed. Nothing else rounds: JSON and CSV carry full precision.

Rounding is half away from zero, after rounding to nine decimals, so that 62.5 is printed as 63 whether or not its
last binary digit fell short. Bands are decided on the score itself, never on what is printed.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

MINUS = "−"
DASH = "–"


def rounded(value: float, decimals: int) -> Decimal:
    """``value`` to ``decimals`` places, half away from zero, never a negative zero."""
    near = Decimal(repr(float(value))).quantize(Decimal("1e-9"), ROUND_HALF_UP)
    return near.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def number(value: float | None, decimals: int = 0) -> str:
    """A figure with a true minus sign; a dash where there is none."""
    if value is None:
        return DASH
    return number_format(rounded(value, decimals), decimals).replace("-", MINUS)


def score(value: float | None) -> str:
    """A score: no decimals."""
    return number(value)


def exact(value: float | None) -> str:
    """A step of a trace: one decimal unless the figure is whole."""
    if value is None:
        return DASH
    return number(value, 0 if rounded(value, 1) == rounded(value, 0) else 1)


def change(value: float | None) -> str:
    """A difference in points: one decimal and its sign."""
    if value is None:
        return DASH
    sign = "+" if rounded(value, 1) > 0 else ""
    return sign + number(value, 1)


def percent(share: float | None) -> str:
    """A share (0-1) as a percentage, never rounded up to all or down to none."""
    if share is None:
        return DASH
    decimals = 0 if share in {0.0, 1.0} or rounded(share * 100, 0) not in {0, 100} else 1
    shown = min(max(rounded(share * 100, decimals), Decimal("0.1")), Decimal("99.9")) if decimals else share * 100
    return f"{number(float(shown), decimals)}%"


def interval(lower: float, upper: float, *, last: bool) -> str:
    """The whole figures a band covers: ``40–59``, the last band with its upper end."""
    whole = float(upper).is_integer() and not last
    return f"{number(lower)}{DASH}{number(upper - 1 if whole else upper)}"


def span(lower: float | None, upper: float | None) -> str:
    """What lies between two whole figures: ``40–52``, or one figure where they are printed alike."""
    if lower is None or upper is None:
        return DASH
    first, last = number(lower), number(upper)
    return first if first == last else f"{first}{DASH}{last}"
