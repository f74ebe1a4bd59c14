"""Rank intervals: between which ranks a unit stays while the named assumptions vary.

They are no confidence intervals: nothing here is sampled from a population. They say what the choices named in
``assumptions`` can do to a rank, and nothing about choices left as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonground.methods.errors import Problem
from commonground.methods.robustness.errors import RobustnessError
from commonground.methods.robustness.quantiles import middle_ranks, middle_scores
from commonground.methods.robustness.simulation import Simulation

LEVEL = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class RankInterval:
    """The ranks of one unit over the runs in which it has one.

    ``lower`` to ``upper`` hold the middle ``level`` of them, ``best`` to ``worst`` all. ``nominal`` is its rank
    in the index as it is. ``score_lower`` and ``score_upper`` hold the middle of its scores. ``ranked`` is the
    share of runs in which it has a rank; where that is 0, and for the nominal rank of a unit without a score,
    the figures are None.
    """

    unit: str
    nominal: int | None
    mean: float | None
    median: float | None
    lower: int | None
    upper: int | None
    best: int | None
    worst: int | None
    nominal_score: float | None
    score_lower: float | None
    score_upper: float | None
    ranked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankIntervals:
    """The rank interval of every unit, and the assumptions (titles) that were varied to find them."""

    assumptions: tuple[str, ...]
    level: float
    runs: int
    units: tuple[RankInterval, ...]

    def __getitem__(self, unit: str) -> RankInterval:
        """The interval of a unit; a ``KeyError`` for an unknown one."""
        return {each.unit: each for each in self.units}[unit]


def rank_intervals(simulation: Simulation, *, level: float = LEVEL) -> RankIntervals:
    """The middle ``level`` of every unit's ranks and scores.

    Quantiles of ranks are ranks that occur, those of scores, and the median, are interpolated (``quantiles``).

    Raises ``RobustnessError`` for a level that is not between 0 and 1.
    """
    require_level(level)
    bounds = np.stack([*middle_ranks(simulation.ranks, level), *middle_scores(simulation.scores, level)], axis=1)
    return RankIntervals(
        assumptions=tuple(factor.title for factor in simulation.factors),
        level=level,
        runs=len(simulation.ranks),
        units=tuple(_interval(simulation, at, unit, bounds[at].tolist()) for at, unit in enumerate(simulation.units)),
    )


def require_level(level: float) -> None:
    """Refuse a level that no interval can have."""
    if not 0 < level < 1:
        raise RobustnessError(
            Problem(
                code="robustness-level",
                message=f"An interval cannot hold {level:g} of the runs.",
                remedy="Write a share between 0 and 1, such as 0.9.",
            )
        )


def _interval(simulation: Simulation, at: int, unit: str, bounds: list[float]) -> RankInterval:
    ranks = simulation.ranks[:, at]
    has = ranks > 0
    ranked = ranks[has]
    lower, upper, score_lower, score_upper = bounds if ranked.size else [None] * 4
    nominal = simulation.nominal_scores[at]
    return RankInterval(
        unit=unit,
        nominal=int(simulation.nominal_ranks[at]) or None,
        mean=float(ranked.mean()) if ranked.size else None,
        median=float(np.median(ranked)) if ranked.size else None,
        lower=None if lower is None else int(lower),
        upper=None if upper is None else int(upper),
        best=int(ranked.min()) if ranked.size else None,
        worst=int(ranked.max()) if ranked.size else None,
        nominal_score=None if np.isnan(nominal) else float(nominal),
        score_lower=score_lower,
        score_upper=score_upper,
        ranked=float(has.mean()),
    )
