"""Numeric indices: from measured values to one figure, every step a typed setting.

>>> scores = climb(hierarchy, normalised, [Arithmetic()] * len(hierarchy.levels))[-1]  # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.construction.aggregate import (
    Aggregation,
    Arithmetic,
    Copeland,
    Generalised,
    Geometric,
    Harmonic,
    Outranking,
    aggregate,
    refuses,
)
from commonground.methods.construction.climb import climb
from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.hierarchy import Composite, Hierarchy, Indicator, Level
from commonground.methods.construction.normalise import (
    Borda,
    DistanceToMaximum,
    DistanceToReference,
    DistanceToTarget,
    FractionOfMaximum,
    Goalposts,
    MinMax,
    Normalisation,
    PercentileRank,
    Rank,
    Scale,
    Scaled,
    ZScore,
    goalposts,
    normalise,
)
from commonground.methods.construction.treat import (
    BoxCox,
    Log,
    Logarithm,
    SkewKurtosis,
    Treat,
    Treated,
    Treatment,
    Winsorise,
    treat,
)

__all__ = [
    "Aggregation",
    "Arithmetic",
    "Borda",
    "BoxCox",
    "Composite",
    "Copeland",
    "Dataset",
    "DistanceToMaximum",
    "DistanceToReference",
    "DistanceToTarget",
    "FractionOfMaximum",
    "Generalised",
    "Geometric",
    "Goalposts",
    "Harmonic",
    "Hierarchy",
    "Indicator",
    "Level",
    "Log",
    "Logarithm",
    "MinMax",
    "Normalisation",
    "Outranking",
    "PercentileRank",
    "Rank",
    "Scale",
    "Scaled",
    "SkewKurtosis",
    "Treat",
    "Treated",
    "Treatment",
    "Winsorise",
    "ZScore",
    "aggregate",
    "climb",
    "goalposts",
    "normalise",
    "refuses",
    "treat",
]
