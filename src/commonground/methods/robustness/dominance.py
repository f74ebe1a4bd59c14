"""How often one unit stands above another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness.model import BUDGET
from commonground.methods.robustness.simulation import Ranks, Simulation


def dominance(simulation: Simulation) -> NDArray[np.float64]:
    """``above[a, b]``: the share of runs in which unit a stands above unit b.

    Only runs in which both have a score count; NaN where there is none, and for a unit with itself. Units that
    tie stand neither above nor below, so ``above[a, b] + above[b, a]`` is 1 less the share of ties.
    """
    return shares_above(simulation.ranks)


def shares_above(ranks: Ranks) -> NDArray[np.float64]:
    """The same from ``ranks[run, unit]``, 0 where a unit has none."""
    runs, units = ranks.shape
    wins, both = np.zeros((units, units)), np.zeros((units, units))
    step = max(1, BUDGET // max(1, units * units))
    # Ranks as numbers of two bytes: this is where the time goes.
    small = ranks.astype(np.uint16)
    complete = bool(small.all())
    for start in range(0, runs, step):
        block = small[start : start + step]
        first, second = block[:, :, np.newaxis], block[:, np.newaxis, :]
        above = first < second
        if not complete:
            present = block > 0
            known = present[:, :, np.newaxis] & present[:, np.newaxis, :]
            above &= known
            both += np.add.reduce(known, axis=0, dtype=np.int32)
        wins += np.add.reduce(above, axis=0, dtype=np.int32)
    if complete:
        both += runs
    np.fill_diagonal(both, 0)
    found = np.full((units, units), np.nan)
    np.divide(wins, both, out=found, where=both > 0)
    return found
