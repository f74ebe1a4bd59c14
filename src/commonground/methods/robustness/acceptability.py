"""How often each rank is reached."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness.simulation import Simulation


def acceptability(simulation: Simulation) -> NDArray[np.float64]:
    """``shares[unit, rank - 1]``: the share of all runs in which a unit takes a rank.

    Over runs that vary weights by ``Simplex`` alone these are the rank acceptability indices of stochastic
    multicriteria acceptability analysis (Lahdelma & Salminen, Operations Research 49, 2001): how often each
    rank is reached over all weights. A row sums to the share of runs in which the unit has a score.
    """
    runs, units = simulation.ranks.shape
    # Every pair of unit and rank has a number of its own, so one count serves all.
    places = simulation.ranks + (units + 1) * np.arange(units)
    counted = np.bincount(places.ravel(), minlength=units * (units + 1)).reshape(units, units + 1)
    found: NDArray[np.float64] = counted[:, 1:] / runs
    return found
