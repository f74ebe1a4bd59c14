"""Drawings as text: lines, dots and names, with places across in per cent and down in pixels. Every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from commonground.publishing.drawing.axes import per_cent


def drawn(parts: Iterable[str]) -> SafeString:
    """Parts that the functions below made, as one drawing."""
    return mark_safe("".join(parts))  # noqa: S308 -- every text in it is escaped below


def px(value: float) -> str:
    return f"{round(value, 1):g}"


def line(x1: float, y1: float, x2: float, y2: float, style: str, unit: str = "") -> str:  # noqa: PLR0917 -- two points
    """A line between two places across (0-100) and down."""
    return f'<line class="{style}" x1="{per_cent(x1)}" y1="{px(y1)}{unit}" x2="{per_cent(x2)}" y2="{px(y2)}{unit}"/>'


def dot(x: float, y: float | str, style: str, radius: float = 5) -> str:
    return f'<circle class="{style}" cx="{per_cent(x)}" cy="{y if isinstance(y, str) else px(y)}" r="{radius:g}"/>'


def text(x: float, y: float, words: str, style: str = "", *, anchor: str = "start", dx: float = 0) -> str:
    """Words at a place; shifts go with the direction of writing. Anchors are by the direction of writing already."""
    shift = -dx if get_language_bidi() else dx
    given = f' class="{style}"' if style else ""
    moved = f' dx="{shift:g}"' if dx else ""
    return f'<text{given} x="{per_cent(x)}" y="{px(y)}"{moved} text-anchor="{anchor}">{escape(words)}</text>'


def group(parts: Iterable[str], *, key: str = "", style: str = "", title: str = "") -> str:
    """Parts that belong to one place: what is shown when it is pointed at stands in ``title``."""
    said = f"<title>{escape(title)}</title>" if title else ""
    given = (f' class="{style}"' if style else "") + (f' data-key="{escape(key)}"' if key else "")
    return f"<g{given}>{said}{''.join(parts)}</g>"


def area(number: int) -> str:
    """The class that carries a colour; empty for none."""
    return f"a{(number - 1) % 8 + 1}" if number else ""


def band(level: int | None) -> str:
    return "none" if level is None else f"b{level}"
