"""Positions along an axis, and its ticks."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils.translation import get_language_bidi

from commonground.publishing.display import change, exact, signed

Scale = tuple[float, float]
STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A labelled position; ``base`` marks the start of a scale or the zero of a change."""

    at: str
    label: str
    anchor: str
    base: bool = False


def per_cent(value: float) -> str:
    """A share of the width as an attribute of a drawing, mirrored on pages that run from right to left."""
    shown = 100 - value if get_language_bidi() else value
    return f"{round(shown, 2):g}%"


def share(value: float, scale: Scale) -> float:
    """Where a value lies between the ends of a scale, in per cent, kept within them."""
    low, high = scale
    return min(max((value - low) / (high - low) * 100, 0.0), 100.0)


def at(value: float, scale: Scale) -> str:
    """The position of a value on a scale."""
    return per_cent(share(value, scale))


def score_ticks(scale: Scale) -> tuple[Tick, ...]:
    """Six ticks from end to end; the last is anchored inside."""
    low, high = scale
    values = [low + (high - low) * step / 5 for step in range(6)]
    return tuple(
        Tick(at=at(value, scale), label=exact(value), anchor="end" if value == high else "middle", base=value == low)
        for value in values
    )


def nice(low: float, high: float, wanted: int) -> tuple[float, ...]:
    """About ``wanted`` round values that cover a stretch."""
    rough = max(high - low, 1e-6) / wanted
    power = 10 ** floor(log10(rough))
    step = next(size * power for size in STEPS if size * power >= rough)
    first, last = floor(low / step), ceil(high / step)
    return tuple(step * number for number in range(first, last + 1))


def change_ticks(values: tuple[float, ...]) -> tuple[Scale, tuple[Tick, ...]]:
    """The scale of a chart of changes, zero among its ticks."""
    marks = nice(min(0.0, *values), max(0.0, *values), 5)
    scale = (marks[0], marks[-1]) if len(marks) > 1 else (-1.0, 1.0)
    ends = {marks[0]: "start", marks[-1]: "end"}
    return scale, tuple(
        Tick(at=at(mark, scale), label=_signed(mark), anchor=ends.get(mark, "middle"), base=mark == 0) for mark in marks
    )


def _signed(mark: float) -> str:
    return signed(mark) if float(mark).is_integer() else change(mark)
