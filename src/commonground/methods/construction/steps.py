"""One value on its way: what each step made of it, and the figures that the step used."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np

from commonground.methods.construction import statistics
from commonground.methods.construction.build import STEPS, Build
from commonground.methods.construction.dataset import Values
from commonground.methods.construction.framing import Panel
from commonground.methods.construction.impute import Imputation, impute
from commonground.methods.construction.normalise import DistanceToReference, Normalisation
from commonground.methods.construction.screen import Counting
from commonground.methods.construction.treat import Treat, Treatment
from commonground.methods.index.names import unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What an indicator's values are like over the frame that a step takes its statistics from.

    ``count`` of them; None where there are too few for a figure.
    """

    count: int
    lowest: float | None
    highest: float | None
    mean: float | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueTrace:
    """The steps of one place, period and indicator: each step's value, None where there is none, and what made it.

    ``divisor`` is the denominator's value. ``kept`` tells whether the place passed the screening. ``filled_by`` is the
    method that filled the gap, None where there was none or none could. ``treatment`` is the one that holds for the
    indicator in the period, None where it was left as it was; ``drawn`` values were drawn in by it. ``method``
    normalised the value, with the ``reference`` place's value where it has one; ``before`` and ``after`` are the
    ranges before and after treatment.
    """

    place: str
    period: str
    indicator: str
    raw: float | None
    divisor: float | None
    denominated: float | None
    kept: bool
    filled_by: Imputation | None
    imputed: float | None
    treated: float | None
    settings: Treat | None
    treatment: Treatment | None
    drawn: int
    normalised: float | None
    method: Normalisation
    reference: float | None
    before: Range
    after: Range


def trace_value(found: Build, place: str, indicator: str, period: str | None = None) -> ValueTrace:
    """The steps of one value; the last period if none is named. A ``KeyError`` that suggests a name."""
    spec, data = found.spec, found.data
    codes = spec.hierarchy.codes
    when = data.periods[-1] if period is None else period
    for kind, code, known in (("place", place, data.places), ("indicator", indicator, codes)):
        if code not in known:
            raise unknown(kind, code, known)
    if when not in data.periods:
        raise unknown("period", when, data.periods)
    cell = data.places.index(place), data.periods.index(when), codes.index(indicator)
    values = {step: _number(found.tables[step][cell]) for step in STEPS[:-1]}
    divisor = data.denominators.get(spec.hierarchy.indicators[cell[2]].denominator)
    settings = _settings(spec.treat, indicator)
    method = spec.normalise.method_of(indicator)
    return ValueTrace(
        place=place,
        period=when,
        indicator=indicator,
        **values,
        divisor=None if divisor is None else _number(divisor[cell[:2]]),
        kept=bool(found.kept[cell[:2]]),
        filled_by=_filled_by(found, cell),
        settings=settings,
        treatment=_treatment(settings, int(found.applied[cell[1:]])),
        drawn=int(found.drawn[cell[1:]]),
        method=method,
        reference=_reference(found, method, cell),
        before=range_of(found, "imputed", indicator, when),
        after=range_of(found, "treated", indicator, when),
    )


def range_of(found: Build, step: str, indicator: str, period: str) -> Range:
    """What an indicator's values are like after a step, over the frame that holds for a period."""
    at = found.spec.hierarchy.codes.index(indicator)
    framed = Panel(data=found.data, frame=found.spec.frame).framed(found.tables[step][..., at : at + 1])
    values = framed[min(found.data.periods.index(period), len(framed) - 1)]
    return Range(
        count=int(statistics.count(values)[0, 0]),
        **{name: _number(figure(values)[0, 0]) for name, figure in _FIGURES.items()},
    )


_FIGURES = {
    "lowest": statistics.low,
    "highest": statistics.high,
    "mean": statistics.mean,
    "deviation": statistics.deviation,
    "skewness": statistics.skewness,
    "kurtosis": statistics.kurtosis,
}


def _settings(treat: Treat | None, indicator: str) -> Treat | None:
    return treat.overrides.get(indicator, treat) if treat else None


def _treatment(settings: Treat | None, applied: int) -> Treatment | None:
    return settings.treatments[applied - 1] if settings and applied else None


def _filled_by(found: Build, cell: tuple[int, int, int]) -> Imputation | None:
    """The first of the methods that gives the cell a value, where it had none."""
    spec, data = found.spec, found.data
    values = found.tables["denominated"]
    if not np.isnan(values[cell]) or np.isnan(found.tables["imputed"][cell]):
        return None
    fillable = None
    if spec.screen and spec.screen.counting is Counting.OBSERVED:
        fillable, values = found.kept, np.where(found.kept[..., np.newaxis], values, np.nan)

    def filled(before: Values, method: Imputation) -> Values:
        return impute((method,), before, periods=data.periods, groups=data.groups, fillable=fillable)

    after = islice(accumulate(spec.impute, filled, initial=values), 1, None)
    return next(method for method, values in zip(spec.impute, after, strict=True) if not np.isnan(values[cell]))


def _reference(found: Build, method: Normalisation, cell: tuple[int, int, int]) -> float | None:
    if not isinstance(method, DistanceToReference):
        return None
    treated: Values = found.tables["treated"]
    return _number(treated[found.data.places.index(method.place), cell[1], cell[2]])


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
