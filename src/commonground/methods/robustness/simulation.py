"""Monte Carlo over assumptions: many runs of an index, each under assumptions drawn at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import Problem
from commonground.methods.index.ranks import competition_ranks
from commonground.methods.robustness.errors import RobustnessError
from commonground.methods.robustness.model import Factor, Model, Scores, Settings, nominal_settings
from commonground.methods.seeds import generator

Ranks = NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulation:
    """The runs of an index under drawn assumptions.

    ``settings[run, factor]``, ``scores[run, unit]`` (NaN where a unit has none), ``ranks[run, unit]``
    (competition ranks, 0 without a score). ``nominal_scores[unit]`` and ``nominal_ranks[unit]`` are those of
    the index as it is.
    """

    units: tuple[str, ...]
    factors: tuple[Factor, ...]
    settings: Settings
    scores: Scores
    ranks: Ranks
    nominal_scores: Scores
    nominal_ranks: Ranks


def simulate(model: Model, *, runs: int, seed: int) -> Simulation:
    """Run an index ``runs`` times, every assumption drawn independently and uniformly over its alternatives.

    The same seed gives the same runs. Raises ``RobustnessError`` where there is nothing to draw.
    Source: Saisana, Saltelli & Tarantola, Journal of the Royal Statistical Society A 168 (2005).
    """
    settings = drawn_settings(model, runs=runs, seed=seed)
    scores = model.run(settings)
    nominal_scores = model.run(nominal_settings(model))[0]
    return Simulation(
        units=model.units,
        factors=model.factors,
        settings=settings,
        scores=scores,
        ranks=ranks_of(scores),
        nominal_scores=nominal_scores,
        nominal_ranks=ranks_of(nominal_scores[np.newaxis])[0],
    )


def drawn_settings(model: Model, *, runs: int, seed: int) -> Settings:
    """The settings of ``simulate``'s runs."""
    require(model, runs)
    sizes = [factor.size for factor in model.factors]
    return generator(seed).integers(0, sizes, size=(runs, len(sizes)), dtype=np.intp)


def ranks_of(scores: Scores) -> Ranks:
    """Competition ranks within each run of ``scores[run, unit]``: 1 is the highest, 0 is no score."""
    return competition_ranks(scores[:, :, np.newaxis])[:, :, 0]


def require(model: Model, runs: int) -> None:
    """Refuse a number of runs, or a model, from which nothing follows."""
    if runs < 1:
        raise RobustnessError(
            Problem(code="robustness-runs", message=f"{runs} runs show nothing.", remedy="Ask for 1 or more.")
        )
    if not model.factors:
        raise RobustnessError(
            Problem(
                code="robustness-no-assumption",
                message="There is no assumption to vary.",
                remedy="Name at least one that has something to act on.",
            )
        )
