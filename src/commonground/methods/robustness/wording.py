"""Settings in words, for the labels of alternatives."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

from commonground.methods.construction import (
    Arithmetic,
    BoxCox,
    Generalised,
    Goalposts,
    Harmonic,
    Logarithm,
    MeanOfPlaces,
    MedianOfPlaces,
    MinMax,
    Winsorise,
    ZScore,
)
from commonground.methods.construction import Geometric as GeometricMean
from commonground.methods.index import Geometric, Maximum, Minimum, Require, Skip, Substitute, Weighted

USUAL_FLOOR = 1.0
PLAIN: dict[type, str] = {
    GeometricMean: "geometric mean",
    Arithmetic: "arithmetic mean",
    Harmonic: "harmonic mean",
    Weighted: "weighted mean",
    Minimum: "lowest",
    Maximum: "highest",
    Require: "no score without all answers",
}


def words(setting: object, *, only: str = "") -> str:  # noqa: PLR0911 -- one for each kind
    """A typed setting as a phrase, such as "min-max from 1 to 100".

    ``only`` names the field of a larger setting that tells its alternatives apart. No setting is "none".
    """
    if only and setting is not None:
        return words(getattr(setting, only))
    match setting:
        case None | ():
            return "none"
        case tuple():
            return ", ".join(map(words, setting))
        case Geometric() | Skip() | Substitute():
            return _of_framework(setting)
        case _ if type(setting) in PLAIN:
            return PLAIN[type(setting)]
        case _ if is_dataclass(setting):
            return _of_build(setting)
        case _:
            return str(setting)


def _of_framework(setting: Geometric | Skip | Substitute) -> str:
    match setting:
        case Geometric(floor=floor):
            return "geometric mean" if floor == USUAL_FLOOR else f"geometric mean, with {floor:g} as the lowest value"
        case Skip(minimum=minimum):
            return f"left out{_from(minimum)}"
    return f"counted as {setting.points:g}{_from(setting.minimum)}"


def _from(minimum: float) -> str:
    return f" where at least {minimum:.0%} is answered" if minimum else ""


def _of_build(setting: object) -> str:  # noqa: C901, PLR0911 -- one for each method
    match setting:
        case MinMax(lower=lower, upper=upper):
            return f"min-max from {lower:g} to {upper:g}"
        case ZScore(mean=mean, sd=sd):
            return f"z-scores with mean {mean:g} and deviation {sd:g}"
        case Goalposts(top=top):
            return f"goalposts from 0 to {top:g}"
        case Generalised(power=power):
            return f"generalised mean with power {power:g}"
        case MeanOfPlaces(group=group) | MedianOfPlaces(group=group):
            average = "mean" if isinstance(setting, MeanOfPlaces) else "median"
            return f"{average} of places{f' of the same {group}' if group else ''}"
        case Winsorise(points=points):
            return f"winsorising up to {points} value{'' if points == 1 else 's'}"
        case Logarithm(kind=kind):
            return f"{kind} logarithm"
        case BoxCox(power=power):
            return f"Box-Cox{'' if power is None else f' with power {power:g}'}"
        case _:
            return _named(setting)


def _named(setting: object) -> str:
    """The name of a setting, with the numbers and names that it holds."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(setting).__name__).lower()
    held = [(field.name, getattr(setting, field.name)) for field in fields(setting)]  # type: ignore[arg-type]
    return " ".join([name, *(f"{key} {_value(value)}" for key, value in held if _tells(value))])


def _value(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _tells(value: object) -> bool:
    """Whether a field is worth a word: numbers and names are."""
    return isinstance(value, int | float | str) and not isinstance(value, bool) and value != ""
