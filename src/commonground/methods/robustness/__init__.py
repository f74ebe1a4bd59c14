"""Robustness: what a rank owes to the choices behind an index. Every result names the assumptions it varies.

>>> model = FrameworkModel(framework=framework, answers=answers, assumptions=usual(framework), seed=1)  # doctest: +SKIP
>>> rank_intervals(simulate(model, runs=1000, seed=1))["SE"]                                            # doctest: +SKIP
"""

from __future__ import annotations

from commonground.methods.robustness.acceptability import acceptability
from commonground.methods.robustness.assumptions import (
    Assumption,
    Combination,
    Disagreement,
    Dropping,
    MissingData,
    Planned,
    Weights,
    usual,
)
from commonground.methods.robustness.builds import BuildModel
from commonground.methods.robustness.document import robustness_document
from commonground.methods.robustness.dominance import dominance
from commonground.methods.robustness.errors import RobustnessError
from commonground.methods.robustness.frameworks import FrameworkModel
from commonground.methods.robustness.intervals import RankInterval, RankIntervals, rank_intervals
from commonground.methods.robustness.model import NOMINAL, Factor, IndexModel, Model
from commonground.methods.robustness.moves import Moves, moves
from commonground.methods.robustness.plan import Plan, plan_document, plan_from_document
from commonground.methods.robustness.simulation import Simulation, simulate
from commonground.methods.robustness.sobol import Effect, Estimate, Sensitivity, sensitivity, sobol_design
from commonground.methods.robustness.stability import (
    Crossing,
    Parts,
    StabilityInterval,
    Swap,
    smallest_swap,
    smallest_swaps,
    stability_intervals,
)
from commonground.methods.robustness.standing import Interval, Standing, standing
from commonground.methods.robustness.standing_document import standing_document, standing_from_document
from commonground.methods.robustness.steps import (
    Aggregations,
    Imputations,
    Normalisations,
    NumericAssumption,
    Treatments,
    usual_steps,
)
from commonground.methods.robustness.weights import Listed, Noise, Simplex, Spread
from commonground.methods.robustness.whole import Robustness, WeightChanges, robustness_of, weight_changes

__all__ = [
    "NOMINAL",
    "Aggregations",
    "Assumption",
    "BuildModel",
    "Combination",
    "Crossing",
    "Disagreement",
    "Dropping",
    "Effect",
    "Estimate",
    "Factor",
    "FrameworkModel",
    "Imputations",
    "IndexModel",
    "Interval",
    "Listed",
    "MissingData",
    "Model",
    "Moves",
    "Noise",
    "Normalisations",
    "NumericAssumption",
    "Parts",
    "Plan",
    "Planned",
    "RankInterval",
    "RankIntervals",
    "Robustness",
    "RobustnessError",
    "Sensitivity",
    "Simplex",
    "Simulation",
    "Spread",
    "StabilityInterval",
    "Standing",
    "Swap",
    "Treatments",
    "WeightChanges",
    "Weights",
    "acceptability",
    "dominance",
    "moves",
    "plan_document",
    "plan_from_document",
    "rank_intervals",
    "robustness_document",
    "robustness_of",
    "sensitivity",
    "simulate",
    "smallest_swap",
    "smallest_swaps",
    "sobol_design",
    "stability_intervals",
    "standing",
    "standing_document",
    "standing_from_document",
    "usual",
    "usual_steps",
    "weight_changes",
]
