"""Indicators that say the same as another, and indicators that the top hardly hears.

Both describe. An indicator may be kept because the policy that it measures matters, whatever it correlates with.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from commonground.methods.coherence.correlation import FLAT, correlate
from commonground.methods.coherence.importance import curved_ratios
from commonground.methods.coherence.levels import Levels, Values
from commonground.methods.coherence.tables import Flag, Thresholds, between, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two indicators that correlate above the collinear threshold; ``group`` is their common parent, or empty."""

    first: str
    second: str
    correlation: float
    group: str


class Silence(StrEnum):
    """Why an indicator is not heard in the top: it has one value everywhere, or the top does not go along with it."""

    FLAT = "flat"
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A silent indicator; ``correlation`` and ``curved`` (the root of its correlation ratio) are with the top."""

    indicator: str
    why: Silence
    correlation: float | None = None
    curved: float | None = None


def overlaps(levels: Levels, *, thresholds: Thresholds = Thresholds()) -> tuple[Overlap, ...]:
    """The pairs of redundant indicators: those whose correlation is flagged as collinear."""
    table = between(levels, levels.indicators, levels.indicators)
    parents = {node.code: node.parent for node in levels.nodes}
    return tuple(
        Overlap(
            first=pair.first,
            second=pair.second,
            correlation=pair.value,
            group=parents[pair.first] if parents[pair.first] == parents[pair.second] else "",
        )
        for pair in pairs(table, thresholds)
        if pair.flag is Flag.COLLINEAR and pair.value is not None
    )


def silent(levels: Levels, *, thresholds: Thresholds = Thresholds()) -> tuple[Silent, ...]:
    """The indicators that do not vary, or whose tie with the top is weak both as a line and as a curve.

    The curve's tie is the square root of its correlation ratio; both are weak below ``thresholds.weak``.
    """
    codes = levels.indicators
    values, top = levels.values(*codes), levels.values(levels.top)
    lines = correlate(values, top)[:, 0]
    curves = np.sqrt(curved_ratios(values, top[:, 0]))
    found = []
    for at, code in enumerate(codes):
        if _flat(values[:, at]):
            found.append(Silent(indicator=code, why=Silence.FLAT))
        elif max(abs(lines[at]), curves[at]) < thresholds.weak:
            tie = {"correlation": float(lines[at]), "curved": float(curves[at])}
            found.append(Silent(indicator=code, why=Silence.UNHEARD, **tie))
    return tuple(found)


def _flat(values: Values) -> bool:
    present = values[~np.isnan(values)]
    return bool(present.size and np.ptp(present) <= FLAT * np.abs(present).max())
