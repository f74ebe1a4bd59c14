"""All that robustness has to say about an index, in one call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness.acceptability import acceptability
from commonground.methods.robustness.dominance import dominance
from commonground.methods.robustness.errors import RobustnessError
from commonground.methods.robustness.intervals import LEVEL, RankIntervals, rank_intervals
from commonground.methods.robustness.model import IndexModel
from commonground.methods.robustness.moves import Moves, moves
from commonground.methods.robustness.simulation import Simulation, simulate
from commonground.methods.robustness.sobol import Sensitivity, sensitivity
from commonground.methods.robustness.stability import (
    Parts,
    StabilityInterval,
    Swap,
    smallest_swaps,
    stability_intervals,
)

BASE = 512


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WeightChanges:
    """What other weights of the ranked figure's children would do, in closed form."""

    parts: Parts
    intervals: tuple[StabilityInterval, ...]
    swaps: tuple[Swap, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Robustness:
    """The results of every method of this package for one model.

    ``above[a, b]`` is how often unit a stands above b (``dominance``). ``acceptability[unit, rank - 1]`` is
    over all weights, None where the ranked figure has none; ``changes`` is None where scores are not linear in
    them. ``seed`` is what all of it was drawn from.
    """

    seed: int
    simulation: Simulation
    intervals: RankIntervals
    above: NDArray[np.float64]
    sensitivity: Sensitivity
    moves: Moves
    acceptability: NDArray[np.float64] | None
    changes: WeightChanges | None


def robustness_of(model: IndexModel, *, runs: int, seed: int, level: float = LEVEL, base: int = BASE) -> Robustness:
    """Everything at once: ``runs`` runs at random, a Sobol design of ``base`` (d + 2) runs, ``runs`` sets of weights.

    The same model and seed give the same results. Raises ``RobustnessError`` as each of the methods does.
    """
    simulation = simulate(model, runs=runs, seed=seed)
    weighted = model.all_weights(runs)
    return Robustness(
        seed=seed,
        simulation=simulation,
        intervals=rank_intervals(simulation, level=level),
        above=dominance(simulation),
        sensitivity=sensitivity(model, base=base, seed=seed, level=level),
        moves=moves(model),
        acceptability=acceptability(simulate(weighted, runs=runs, seed=seed)) if weighted else None,
        changes=weight_changes(model),
    )


def weight_changes(model: IndexModel) -> WeightChanges | None:
    """Stability intervals and smallest swaps, or None where scores are not linear in the weights."""
    try:
        parts = model.parts()
    except RobustnessError:
        return None
    return WeightChanges(parts=parts, intervals=stability_intervals(parts), swaps=smallest_swaps(parts))
