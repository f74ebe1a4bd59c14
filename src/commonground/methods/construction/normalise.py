"""Normalisation: indicators in their own units become scores that can be added.

Formulas: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5; the names are COINr's. Every
method can be given directions: where less is better, the score falls as the value rises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonground.methods.construction import statistics
from commonground.methods.construction.require import require, require_rising

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinMax:
    """``lower + (x - min) / (max - min) (upper - lower)``; the range is turned round where less is better."""

    lower: float = 0.0
    upper: float = 100.0

    def __post_init__(self) -> None:
        require_rising("The range", self.lower, self.upper)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZScore:
    """``mean + sd (x - average) / (sample standard deviation)``."""

    mean: float = 0.0
    sd: float = 1.0

    def __post_init__(self) -> None:
        require(isfinite(self.mean), "The mean is not a finite number.", "Write a number.")
        require(0 < self.sd < inf, f"The standard deviation is {self.sd:g}, not above 0.", "Write a number above 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaled:
    """``100 (x - lower) / (upper - lower)`` with the same bounds for all; ``100 -`` that where less is better."""

    lower: float = 0.0
    upper: float = 100.0

    def __post_init__(self) -> None:
        require_rising("The range", self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class Rank:
    """1 for the lowest score and n for the highest; places that tie share the lower number."""


@dataclass(frozen=True, slots=True)
class PercentileRank:
    """``(rank - 1) / (n - 1)``, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Borda:
    """``rank - 1``: how many places stand below."""


@dataclass(frozen=True, slots=True)
class DistanceToMaximum:
    """``1 - (max - x) / (max - min)``, from 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceToReference:
    """``1 - (ref - x) / (ref - min)``, where ``ref`` is the value of the ``place``; at most 1 where ``cap`` is set."""

    place: str
    cap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceToTarget:
    """``1 - (target - x) / (target - min)`` with each indicator's own target; at most 1 where ``cap`` is set.

    Where less is better, ``min`` is the largest value and the target lies below it.
    """

    cap: bool = False


@dataclass(frozen=True, slots=True)
class FractionOfMaximum:
    """``x / max``; ``min / x`` where less is better. Values must be above 0 for the latter, and max above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goalposts:
    """``top (x - lower) / (upper - lower)`` between each indicator's own goalposts, turned where less is better.

    With ``truncate``, values outside the goalposts count as standing at them.
    """

    top: float = 100.0
    truncate: bool = True

    def __post_init__(self) -> None:
        require(0 < self.top < inf, f"The top is {self.top:g}, not above 0.", "Write a number above 0.")


Normalisation = (
    MinMax
    | ZScore
    | Scaled
    | Rank
    | PercentileRank
    | Borda
    | DistanceToMaximum
    | DistanceToReference
    | DistanceToTarget
    | FractionOfMaximum
    | Goalposts
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scale:
    """What normalisation needs to know beside the values, an entry for each indicator.

    ``directions`` are 1 or -1. ``frame[..., place, indicator]`` holds the values that minimum, mean, rank and
    so on are taken over; the values themselves if left out. ``reference`` are the values of the reference
    place; ``targets``, and ``posts[indicator, 2]`` (lower, upper), are NaN where there is none.
    """

    directions: Values
    frame: Values | None = None
    reference: Values | None = None
    targets: Values | None = None
    posts: Values | None = None


def goalposts(
    values: ArrayLike, posts: Sequence[float], direction: int = 1, *, truncate: bool = True
) -> float | Values:
    """The position of ``values`` between ``posts`` = (lower, upper, top), from 0 to ``top``.

    A direction of -1 counts from the upper post downward. A number gives a number, an array an array.
    Raises ``ConstructionError`` where ``lower`` does not lie below ``upper``.

    >>> goalposts(1, (0, 10, 1)), goalposts(11, (0, 10, 1)), goalposts(-1, (0, 10, 1))
    (0.1, 1.0, 0.0)
    >>> goalposts(1, (0, 10, 1), direction=-1)
    0.9
    """
    lower, upper, top = posts
    require_rising("The line between the goalposts", lower, upper)
    position = _between(np.asarray(values, np.float64), lower, upper)
    position = position if direction == 1 else 1 - position
    scores = (np.clip(position, 0.0, 1.0) if truncate else position) * top
    return scores if scores.ndim else float(scores)


def normalise(method: Normalisation, values: Values, scale: Scale) -> Values:
    """Scores ``[..., place, indicator]`` of ``values`` of that shape; NaN stays NaN, and nothing warns.

    Where an indicator cannot be normalised (no spread, no target, a reference without value), all its
    scores are NaN; ``build`` refuses that with an error that names the indicator.
    """
    with np.errstate(all="ignore"):
        scores = _normalised(method, values, scale)
    return np.where(np.isfinite(scores), scores, np.nan)


def _normalised(method: Normalisation, values: Values, scale: Scale) -> Values:
    match method:
        case Scaled(lower=lower, upper=upper):
            return _between(values, *_turned(lower, upper, scale.directions)) * 100
        case Goalposts():
            return _posted(method, values, scale)
        case FractionOfMaximum():
            return _fraction(values, scale)
        case Rank() | PercentileRank() | Borda():
            return _ranked(method, values * scale.directions, _frame(values, scale))
        case DistanceToReference() | DistanceToTarget():
            return _distance(method, values * scale.directions, _frame(values, scale), scale)
        case _:
            return _spread(method, values * scale.directions, _frame(values, scale))


def _frame(values: Values, scale: Scale) -> Values:
    """The frame's values, pointing upward."""
    return (values if scale.frame is None else scale.frame) * scale.directions


def _between(values: Values, lower: Values | float, upper: Values | float) -> Values:
    width = np.asarray(upper - lower)
    return np.where(np.isfinite(width), (values - lower) / width, np.nan)


def _turned(lower: Values | float, upper: Values | float, directions: Values) -> tuple[Values, Values]:
    return np.where(directions > 0, lower, upper), np.where(directions > 0, upper, lower)


def _spread(method: MinMax | ZScore | DistanceToMaximum, values: Values, frame: Values) -> Values:
    if isinstance(method, ZScore):
        deviation = statistics.deviation(frame)
        scores = method.mean + method.sd * (values - statistics.mean(frame)) / deviation
        varies = (statistics.high(frame) > statistics.low(frame)) & np.isfinite(deviation)
        return np.where(varies, scores, np.nan)
    share = _between(values, statistics.low(frame), statistics.high(frame))
    return share if isinstance(method, DistanceToMaximum) else method.lower + share * (method.upper - method.lower)


def _distance(method: DistanceToReference | DistanceToTarget, values: Values, frame: Values, scale: Scale) -> Values:
    given = scale.reference if isinstance(method, DistanceToReference) else scale.targets
    end = (np.full(values.shape[-1], np.nan) if given is None else given) * scale.directions
    low = statistics.low(frame)
    share = np.where(end > low, _between(values, low, end), np.nan)
    return np.minimum(share, 1.0) if method.cap else share


def _fraction(values: Values, scale: Scale) -> Values:
    frame = values if scale.frame is None else scale.frame
    high, low = statistics.high(frame), statistics.low(frame)
    rising = np.where(high > 0, values / high, np.nan)
    falling = np.where((low > 0) & (values > 0), low / values, np.nan)
    return np.where(scale.directions > 0, rising, falling)


def _posted(method: Goalposts, values: Values, scale: Scale) -> Values:
    posts = np.full((values.shape[-1], 2), np.nan) if scale.posts is None else scale.posts
    position = _between(values, *_turned(posts[:, 0], posts[:, 1], scale.directions))
    return (np.clip(position, 0.0, 1.0) if method.truncate else position) * method.top


def _ranked(method: Rank | PercentileRank | Borda, values: Values, frame: Values) -> Values:
    """How many of the frame lie below each value."""
    below = np.where(np.isnan(values), np.nan, _below(values, frame))
    if isinstance(method, Rank):
        return np.asarray(below + 1)
    return below if isinstance(method, Borda) else np.asarray(below / (statistics.count(frame) - 1))


def _below(values: Values, frame: Values) -> Values:
    leading = np.broadcast_shapes(values.shape[:-2], frame.shape[:-2])
    places, indicators = values.shape[-2:]
    columns = np.broadcast_to(values, (*leading, places, indicators)).swapaxes(-1, -2).reshape(-1, places)
    ordered = np.sort(np.broadcast_to(frame, (*leading, *frame.shape[-2:])), axis=-2)  # NaN comes last
    found = np.empty(columns.shape)
    for at, column in enumerate(ordered.swapaxes(-1, -2).reshape(len(columns), -1)):
        found[at] = np.searchsorted(column, columns[at], side="left")
    return found.reshape(*leading, indicators, places).swapaxes(-1, -2)
