"""Rater models: places' positions and coders' reliability from disagreeing answers, with their uncertainty.

>>> posterior = fit(ratings, seed=1)             # doctest: +SKIP
>>> posterior.diagnostics.sound                  # doctest: +SKIP
True
>>> Disagreement(points=posterior.points_for(answers))  # doctest: +SKIP

Sampling needs the extra ``commonground[raters]``; everything else here works without it.
"""

from __future__ import annotations

from commonground.methods.raters.diagnostics import Diagnostics
from commonground.methods.raters.errors import RatersError
from commonground.methods.raters.fit import fit
from commonground.methods.raters.posterior import Posterior, RaterCoder, RaterQuestion
from commonground.methods.raters.settings import Sampling
from commonground.methods.raters.simulated import Design, Simulated, simulate_panel

__all__ = [
    "Design",
    "Diagnostics",
    "Posterior",
    "RaterCoder",
    "RaterQuestion",
    "RatersError",
    "Sampling",
    "Simulated",
    "fit",
    "simulate_panel",
]
