"""Coherence: how the indicators and levels of an index go together.

>>> levels = levels_of_scorecard(card, "2024")     # doctest: +SKIP
>>> within(levels, "work").values                  # doctest: +SKIP
>>> importances(levels, "overall")                 # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.coherence.builds import levels_of_build
from commonground.methods.coherence.components import Components, components
from commonground.methods.coherence.consistency import Consistency, consistency, cronbach
from commonground.methods.coherence.correlation import Method, correlate, shared
from commonground.methods.coherence.errors import CoherenceError
from commonground.methods.coherence.importance import Importance, curved_ratios, importances, linear_ratios
from commonground.methods.coherence.influence import Influence, influence
from commonground.methods.coherence.levels import Levels, Node
from commonground.methods.coherence.overlap import Overlap, Silence, Silent, overlaps, silent
from commonground.methods.coherence.scorecards import headline_period, levels_of_scorecard
from commonground.methods.coherence.tables import (
    Correlation,
    CorrelationTable,
    Flag,
    Stray,
    Thresholds,
    between,
    pairs,
    strays,
    upward,
    within,
)

__all__ = [
    "CoherenceError",
    "Components",
    "Consistency",
    "Correlation",
    "CorrelationTable",
    "Flag",
    "Importance",
    "Influence",
    "Levels",
    "Method",
    "Node",
    "Overlap",
    "Silence",
    "Silent",
    "Stray",
    "Thresholds",
    "between",
    "components",
    "consistency",
    "correlate",
    "cronbach",
    "curved_ratios",
    "headline_period",
    "importances",
    "influence",
    "levels_of_build",
    "levels_of_scorecard",
    "linear_ratios",
    "overlaps",
    "pairs",
    "shared",
    "silent",
    "strays",
    "upward",
    "within",
]
