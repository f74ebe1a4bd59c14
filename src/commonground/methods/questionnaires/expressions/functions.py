"""The functions that expressions may call: XPath 1.0's on texts and numbers, and those of ODK that need no device."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_FLOOR, Decimal

from commonground.methods.questionnaires.expressions.atoms import Atom, as_date, number, text, truth
from commonground.methods.questionnaires.expressions.patterns import matches

Call = Callable[[Sequence[Atom]], Atom]

ANY = 100
"""More arguments than anybody writes."""


def _round(given: Sequence[Atom]) -> Atom:
    value, places = number(given[0]), number(given[1]) if len(given) > 1 else 0.0
    if not (math.isfinite(value) and math.isfinite(places) and abs(places) <= 15):  # noqa: PLR2004 -- a float's digits
        return value
    step = Decimal(1).scaleb(-int(places))
    return float((Decimal(value) / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR) * step)


def _whole(turn: Callable[[float], int]) -> Call:
    def call(given: Sequence[Atom]) -> Atom:
        value = number(given[0])
        return float(turn(value)) if math.isfinite(value) else value

    return call


def _power(given: Sequence[Atom]) -> Atom:
    try:
        result = number(given[0]) ** number(given[1])
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return math.nan if isinstance(result, complex) else float(result)


def _substring(given: Sequence[Atom]) -> Atom:
    said, start = text(given[0]), number(_round([given[1]]))
    end = start + number(_round([given[2]])) if len(given) > 2 else math.inf  # noqa: PLR2004 -- the third argument
    if math.isnan(start) or math.isnan(end):
        return ""
    first = int(max(start, 1.0)) if math.isfinite(start) else (1 if start < 0 else len(said) + 1)
    last = int(min(max(end, 1.0), len(said) + 1.0))
    return said[first - 1 : last - 1]


def _translate(given: Sequence[Atom]) -> Atom:
    said, old, new = map(text, given)
    table: dict[int, str | None] = {}
    for position, sign in enumerate(old):
        table.setdefault(ord(sign), new[position] if position < len(new) else None)
    return said.translate(table)


def _selected_at(given: Sequence[Atom]) -> Atom:
    chosen, at = text(given[0]).split(), number(given[1])
    return chosen[int(at)] if at in range(len(chosen)) else ""


def _extreme(choose: Callable[[Sequence[float]], float]) -> Call:
    def call(given: Sequence[Atom]) -> Atom:
        numbers = [number(each) for each in given if text(each)]
        return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan

    return call


def _date(given: Sequence[Atom]) -> Atom:
    day = as_date(text(given[0]))
    return day.isoformat() if day else ""


def _format_date(given: Sequence[Atom]) -> Atom:
    day, shape = as_date(text(given[0])), text(given[1])
    if day is None:
        return ""
    parts = {"%Y": f"{day.year:04}", "%y": f"{day.year % 100:02}", "%m": f"{day.month:02}", "%n": str(day.month)}
    for sign, said in {**parts, "%d": f"{day.day:02}", "%e": str(day.day)}.items():
        shape = shape.replace(sign, said)
    return shape


FUNCTIONS: dict[str, tuple[int, int, Call]] = {
    "true": (0, 0, lambda _: True),
    "false": (0, 0, lambda _: False),
    "not": (1, 1, lambda given: not truth(given[0])),
    "boolean": (1, 1, lambda given: truth(given[0])),
    "number": (1, 1, lambda given: number(given[0])),
    "string": (1, 1, lambda given: text(given[0])),
    "concat": (1, ANY, lambda given: "".join(map(text, given))),
    "contains": (2, 2, lambda given: text(given[1]) in text(given[0])),
    "starts-with": (2, 2, lambda given: text(given[0]).startswith(text(given[1]))),
    "ends-with": (2, 2, lambda given: text(given[0]).endswith(text(given[1]))),
    "substring": (2, 3, _substring),
    "substring-before": (2, 2, lambda given: _part(given, 0)),
    "substring-after": (2, 2, lambda given: _part(given, 2)),
    "string-length": (1, 1, lambda given: float(len(text(given[0])))),
    "normalize-space": (1, 1, lambda given: " ".join(text(given[0]).split())),
    "translate": (3, 3, _translate),
    "floor": (1, 1, _whole(math.floor)),
    "ceiling": (1, 1, _whole(math.ceil)),
    "int": (1, 1, _whole(int)),
    "round": (1, 2, _round),
    "abs": (1, 1, lambda given: abs(number(given[0]))),
    "pow": (2, 2, _power),
    "min": (1, ANY, _extreme(min)),
    "max": (1, ANY, _extreme(max)),
    "selected": (2, 2, lambda given: text(given[1]).strip() in text(given[0]).split()),
    "count-selected": (1, 1, lambda given: float(len(text(given[0]).split()))),
    "selected-at": (2, 2, _selected_at),
    "regex": (2, 2, lambda given: matches(text(given[0]), text(given[1]))),
    "date": (1, 1, _date),
    "format-date": (2, 2, _format_date),
    "coalesce": (2, ANY, lambda given: next((each for each in given if text(each)), "")),
    "if": (3, 3, lambda given: given[1] if truth(given[0]) else given[2]),
    "today": (0, 0, lambda _: ""),
}
"""Name, least and most arguments, and what it does. ``today`` is the day that the caller names."""


def _part(given: Sequence[Atom], part: int) -> str:
    said, mark = text(given[0]), text(given[1])
    if not mark:
        return said if part else ""
    return said.partition(mark)[part]
