"""Where the places of a policy index stand while its assumptions vary: all periods, headline, other aggregates, areas.

It is what an edition keeps of its runs. The figures of the headline in a period are those that ``simulate`` gives
from the same seed for that period.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index import Answers, Framework
from commonground.methods.index.ranks import competition_ranks
from commonground.methods.robustness.dominance import shares_above
from commonground.methods.robustness.frameworks import FrameworkModel
from commonground.methods.robustness.intervals import require_level
from commonground.methods.robustness.model import nominal_settings
from commonground.methods.robustness.plan import Plan
from commonground.methods.robustness.quantiles import middle_ranks, middle_scores
from commonground.methods.robustness.simulation import drawn_settings

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What the middle of the runs holds of one place: its scores, and its ranks."""

    score_lower: float
    score_upper: float
    rank_lower: int
    rank_upper: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """The intervals of an index, and how often one place stands above another.

    ``bounds[node, period, place]`` are the figures of an ``Interval`` in the order of its fields, NaN where the
    place has no score as it is. ``above[period, a, b]`` is the share of runs, of those in which both have a
    headline score, in which a stands above b; NaN where there is no such run, where one of them has no score as
    it is, and for a place with itself.
    """

    plan: Plan
    nodes: tuple[str, ...]
    periods: tuple[str, ...]
    places: tuple[str, ...]
    bounds: Values
    above: Values

    def interval(self, node: str, place: str, period: str) -> Interval | None:
        """The interval of a place; None where it has no score, and for a node that is not among ``nodes``."""
        if node not in self.nodes:
            return None
        found = self.bounds[self.nodes.index(node), self.periods.index(period), self.places.index(place)].tolist()
        if isnan(found[0]):
            return None
        lower, upper, rank_lower, rank_upper = found
        return Interval(score_lower=lower, score_upper=upper, rank_lower=int(rank_lower), rank_upper=int(rank_upper))

    def share_above(self, place: str, other: str, period: str) -> float | None:
        """How often ``place`` stands above ``other``; None where no run compares them."""
        found = self.above[self.periods.index(period), self.places.index(place), self.places.index(other)]
        return None if np.isnan(found) else float(found)


def standing(framework: Framework, answers: Answers, plan: Plan) -> Standing:
    """Where every place stands, from ``plan.runs`` runs of each period.

    Raises ``RobustnessError`` where the plan does not fit the framework.
    """
    require_level(plan.level)
    nodes = tuple(dict.fromkeys((*framework.aggregates, *framework.areas)))
    found = [_period(framework, answers, plan, nodes, period) for period in answers.periods]
    return Standing(
        plan=plan,
        nodes=nodes,
        periods=answers.periods,
        places=answers.places,
        bounds=np.stack([bounds for bounds, _ in found], axis=1),
        above=np.stack([above for _, above in found]),
    )


def _period(
    framework: Framework, answers: Answers, plan: Plan, nodes: tuple[str, ...], period: str
) -> tuple[Values, Values]:
    """``bounds[node, place]`` and ``above[a, b]`` of one period."""
    model = FrameworkModel(
        framework=framework, answers=answers, assumptions=plan.assumptions, seed=plan.seed, period=period
    )
    scores = model.scores_of(nodes, drawn_settings(model, runs=plan.runs, seed=plan.seed)).transpose(1, 0, 2)
    known = ~np.isnan(model.scores_of(nodes, nominal_settings(model))[:, 0])
    ranks = competition_ranks(scores.transpose(1, 0, 2).reshape(-1, len(model.units), 1))
    ranks = ranks.reshape(len(nodes), plan.runs, len(model.units)).transpose(1, 0, 2)
    figures = (*middle_scores(scores, plan.level), *middle_ranks(ranks, plan.level))
    bounds = np.where(known[..., np.newaxis], np.stack(figures, axis=-1), np.nan)
    both = known[0][:, np.newaxis] & known[0]
    return bounds, np.where(both, shares_above(ranks[:, 0]), np.nan)
