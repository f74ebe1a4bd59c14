"""Treatment of outliers: values far from the rest are drawn in, so that they do not decide the whole scale.

Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators; the rule of skewness and kurtosis and
its thresholds are the Joint Research Centre's (Groeneveld and Meeden 1984; COINr).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf, isfinite
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction import statistics
from commonground.methods.construction.require import require, require_limit

Values = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Log(StrEnum):
    """Which logarithm; ``min`` and ``max`` are those of the indicator."""

    PLAIN = "plain"
    """``log(x)``: values must be above 0."""
    SHIFTED = "shifted"
    """``log(x - min + 1)``."""
    SCALED = "scaled"
    """``log(x - min + 0.01 (max - min))``, which does not depend on the unit of measurement."""
    SKEWED = "skewed"
    """``scaled`` where skewness is not below 0; otherwise its mirror ``-log(max - x + 0.01 (max - min))``."""
    INNOVATION = "innovation"
    """``log((max - 1) (x - min) / (max - min) + 1)``, the Global Innovation Index's; max must be above 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Winsorise:
    """Draw the largest value (skewness at least 0) or the smallest in to the next, again and again.

    It ends as soon as the indicator passes the rule, or when ``points`` values have been drawn in; values
    that tie are drawn in together and all count.
    """

    points: int = 5

    def __post_init__(self) -> None:
        require_limit("The number of points", self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Logarithm:
    """Replace values by their logarithm."""

    kind: Log = Log.SCALED


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxCox:
    """``((x - min + 1)^power - 1) / power``, the logarithm for a power of 0.

    Without a ``power``, the one of greatest likelihood is taken for each indicator. Source: Box and Cox
    (1964), "An analysis of transformations", Journal of the Royal Statistical Society B 26.
    """

    power: float | None = None

    def __post_init__(self) -> None:
        require(self.power is None or isfinite(self.power), "The power is not a finite number.", "Write a number.")


@dataclass(frozen=True, slots=True, kw_only=True)
class SkewKurtosis:
    """An indicator passes where ``|skewness| <= skewness`` or ``kurtosis <= kurtosis``.

    One with fewer than four values, or with equal ones, passes.
    """

    skewness: float = 2.0
    kurtosis: float = 3.5

    def __post_init__(self) -> None:
        fits = 0 <= self.skewness < inf and isfinite(self.kurtosis)
        require(
            fits, "A threshold of the rule is not a number, or skewness is below 0.", "Write numbers such as 2 and 3.5."
        )


Treatment = Winsorise | Logarithm | BoxCox


@dataclass(frozen=True, slots=True, kw_only=True)
class Treat:
    """What is done with outliers.

    An indicator that fails the ``rule`` is given the first of ``treatments``; if it still fails, the next
    one, from its original values (or from those already treated where ``combine`` is set); what the last one
    gives stays. Without a rule the first treatment is given to every indicator. ``overrides`` names
    indicators with settings of their own, None for those to be left alone.
    """

    treatments: tuple[Treatment, ...] = (Winsorise(), Logarithm())
    rule: SkewKurtosis | None = SkewKurtosis()
    combine: bool = False
    overrides: Mapping[str, Treat | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require(bool(self.treatments), "No treatment is named.", "Name at least one, or leave treatment out.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Treated:
    """Treated ``values[..., place, indicator]`` and what was done.

    ``applied[..., indicator]`` counts the treatments tried: 0 where the indicator was left as it was, 1 where
    the first one holds, and so on. ``drawn[..., indicator]`` is the number of values drawn in where
    winsorising holds, else 0.
    """

    values: Values
    applied: NDArray[np.intp]
    drawn: NDArray[np.intp]


def passes(rule: SkewKurtosis, values: Values) -> Flags:
    """Which indicators pass the rule: ``[..., indicator]``."""
    skew, kurt = statistics.skewness(values)[..., 0, :], statistics.kurtosis(values)[..., 0, :]
    return np.asarray(~((np.abs(skew) > rule.skewness) & (kurt > rule.kurtosis)))


def treat(values: Values, settings: Treat, frame: Values | None = None) -> Treated:
    """Treat every indicator of ``values[..., place, indicator]`` as ``settings`` say, overrides aside.

    ``frame[..., place, indicator]`` holds the values that decide what is done and with which limits; the
    values themselves if left out. Never warns: a value that a logarithm cannot take becomes NaN, which
    ``build`` refuses with an error that names it.
    """
    framed = values if frame is None else frame
    result, decided = values, framed
    shape = np.broadcast_shapes(values.shape[:-2], framed.shape[:-2]) + values.shape[-1:]
    applied, drawn = np.zeros(shape, np.intp), np.zeros(shape, np.intp)
    for treatment in settings.treatments if settings.rule else settings.treatments[:1]:
        failing = np.ones(shape, np.bool_) if settings.rule is None else ~passes(settings.rule, decided)
        failing = np.broadcast_to(failing, shape)
        base = (result, decided) if settings.combine else (values, framed)
        new, new_frame, points = _apply(treatment, *base, failing, settings.rule)
        chosen = failing[..., np.newaxis, :]
        result, decided = np.where(chosen, new, result), np.where(chosen, new_frame, decided)
        applied, drawn = applied + failing, np.where(failing, points, drawn)
    return Treated(values=result, applied=applied, drawn=drawn)


def _apply(
    treatment: Treatment, values: Values, frame: Values, failing: Flags, rule: SkewKurtosis | None
) -> tuple[Values, Values, NDArray[np.intp]]:
    """The values and their frame after a treatment, and how many of the frame's values were drawn in."""
    none = np.zeros(failing.shape, np.intp)
    match treatment:
        case Winsorise(points=points):
            inner, counts = winsorise(frame, points, rule, failing)
            return np.clip(values, statistics.low(inner), statistics.high(inner)), inner, counts
        case Logarithm(kind=kind):
            return _logarithm(kind, values, frame), _logarithm(kind, frame, frame), none
        case _:
            power = _powers(frame, failing) if treatment.power is None else np.asarray(treatment.power)
            return _box_cox(power, values, frame), _box_cox(power, frame, frame), none


def winsorise(
    values: Values, points: int, rule: SkewKurtosis | None = None, chosen: Flags | None = None
) -> tuple[Values, NDArray[np.intp]]:
    """Winsorised values and the number drawn in, ``[..., indicator]``; only ``chosen`` indicators are touched.

    Without a rule, values are drawn in until there are ``points`` of them.
    """
    shape = values.shape[:-2] + values.shape[-1:]
    active = np.ones(shape, np.bool_) if chosen is None else chosen
    drawn_high, drawn_low = np.zeros(shape, np.intp), np.zeros(shape, np.intp)
    for _ in range(points):
        active = active & (drawn_high + drawn_low < points) & _has_spread(values)
        if rule is not None:
            active = active & ~passes(rule, values)
        if not active.any():
            break
        upper = statistics.skewness(values)[..., 0, :] >= 0
        high, low = statistics.high(values), statistics.low(values)
        at_high = (values == high) & (active & upper)[..., np.newaxis, :]
        at_low = (values == low) & (active & ~upper)[..., np.newaxis, :]
        next_high = statistics.high(np.where(values < high, values, np.nan))
        next_low = statistics.low(np.where(values > low, values, np.nan))
        values = np.where(at_high, next_high, np.where(at_low, next_low, values))
        drawn_high = np.where(active & upper, at_high.sum(axis=-2), drawn_high)
        drawn_low = np.where(active & ~upper, at_low.sum(axis=-2), drawn_low)
    return values, drawn_high + drawn_low


def _has_spread(values: Values) -> Flags:
    return np.asarray((statistics.high(values) > statistics.low(values))[..., 0, :])


def _logarithm(kind: Log, values: Values, frame: Values) -> Values:
    low, high = statistics.low(frame), statistics.high(frame)
    with np.errstate(all="ignore"):
        margin = 0.01 * (high - low)
        match kind:
            case Log.PLAIN:
                result = np.log(values)
            case Log.SHIFTED:
                result = np.log(values - low + 1)
            case Log.SCALED:
                result = np.log(values - low + margin)
            case Log.SKEWED:
                mirrored = -np.log(high - values + margin)
                result = np.where(statistics.skewness(frame) < 0, mirrored, np.log(values - low + margin))
            case _:
                result = np.where(high > 1, np.log((high - 1) * (values - low) / (high - low) + 1), np.nan)
    return np.where(np.isfinite(result), result, np.nan)


def _box_cox(power: Values, values: Values, frame: Values) -> Values:
    exponent = power[..., np.newaxis, :] if power.ndim else power
    with np.errstate(all="ignore"):
        shifted = values - statistics.low(frame) + 1
        result = np.where(exponent == 0, np.log(shifted), (shifted**exponent - 1) / exponent)
    return np.where(np.isfinite(result), result, np.nan)


def _powers(frame: Values, failing: Flags) -> Values:
    """The power of greatest likelihood for each failing indicator; 1, which changes nothing but the origin, else."""
    from scipy.stats import boxcox_normmax  # noqa: PLC0415 -- slow import

    powers = np.ones(failing.shape)
    columns = np.broadcast_to(frame, (*failing.shape[:-1], *frame.shape[-2:]))
    for at in zip(*np.nonzero(failing & _has_spread(frame)), strict=True):
        column = columns[(*at[:-1], slice(None), at[-1])]
        with np.errstate(all="ignore"), catch_warnings():
            # SciPy warns where it has to hold the power back, so that nothing becomes too large.
            simplefilter("ignore")
            shifted = column[~np.isnan(column)] - np.nanmin(column) + 1
            # Where the unit of 1 is lost beside the values, or these are too large, there is no power to find.
            powers[at] = boxcox_normmax(shifted, method="mle") if _usable(shifted) else np.nan
    return powers


def _usable(values: Values) -> bool:
    return bool(np.isfinite(values).all() and np.ptp(values) > 0)
