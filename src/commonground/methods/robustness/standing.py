"""Where the places of an index stand while its assumptions vary: all periods, headline, other aggregates, areas.

It is what an edition keeps of its runs. The figures of the headline in a period are those that ``simulate`` gives
from the same seed for that period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.spec import Spec
from commonground.methods.index import Answers, Framework
from commonground.methods.index.ranks import competition_ranks
from commonground.methods.robustness.builds import BuildModel
from commonground.methods.robustness.dominance import shares_above
from commonground.methods.robustness.frameworks import FrameworkModel
from commonground.methods.robustness.intervals import require_level
from commonground.methods.robustness.model import nominal_settings
from commonground.methods.robustness.nodes import composites
from commonground.methods.robustness.plan import Plan
from commonground.methods.robustness.quantiles import middle_ranks, middle_scores
from commonground.methods.robustness.simulation import drawn_settings
from commonground.methods.robustness.steps import Normalisations

Values = NDArray[np.float64]
SCORES = 2
"""How many figures of an interval are scores; they come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What the middle of the runs holds of one place: its scores, and its ranks.

    There is none of scores where the runs normalise in several ways, and so score on several scales.
    """

    score_lower: float | None
    score_upper: float | None
    rank_lower: int
    rank_upper: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """The intervals of an index, and how often one place stands above another.

    ``bounds[node, period, place]`` are the figures of an ``Interval`` in the order of its fields, NaN where the
    place has no score as it is, and for scores that stand on several scales. ``above[period, a, b]`` is the share of
    runs, of those in which both have a headline score, in which a stands above b; NaN where there is no such run,
    where one of them has no score as it is, and for a place with itself.
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
        lower, upper, rank_lower, rank_upper = (None if isnan(figure) else figure for figure in found)
        if rank_lower is None or rank_upper is None:
            return None
        return Interval(score_lower=lower, score_upper=upper, rank_lower=int(rank_lower), rank_upper=int(rank_upper))

    def share_above(self, place: str, other: str, period: str) -> float | None:
        """How often ``place`` stands above ``other``; None where no run compares them."""
        found = self.above[self.periods.index(period), self.places.index(place), self.places.index(other)]
        return None if np.isnan(found) else float(found)


def standing(framework: Framework, answers: Answers, plan: Plan) -> Standing:
    """Where every place of a policy index stands, from ``plan.runs`` runs of each period.

    Raises ``RobustnessError`` where the plan does not fit the framework.
    """
    nodes = tuple(dict.fromkeys((*framework.aggregates, *framework.areas)))
    assumptions = plan.of_framework
    models = [
        FrameworkModel(framework=framework, answers=answers, assumptions=assumptions, seed=plan.seed, period=period)
        for period in answers.periods
    ]
    return _standing(models, plan, nodes, answers.periods)


def standing_of_build(spec: Spec, data: Dataset, plan: Plan) -> Standing:
    """Where every place of a numeric index stands: at the top, and at the composites directly below it.

    Raises ``RobustnessError`` where the plan does not fit the index, and ``ConstructionError`` where a mix of its
    alternatives cannot be built.
    """
    hierarchy = spec.hierarchy
    nodes = (hierarchy.top, *(code for code in hierarchy.children(hierarchy.top) if code in composites(hierarchy)))
    assumptions = plan.of_build
    models = [
        BuildModel(spec=spec, data=data, assumptions=assumptions, seed=plan.seed, period=period)
        for period in data.periods
    ]
    return _standing(models, plan, nodes, data.periods)


def _standing(
    models: Sequence[FrameworkModel | BuildModel], plan: Plan, nodes: tuple[str, ...], periods: tuple[str, ...]
) -> Standing:
    require_level(plan.level)
    found = [_period(model, plan, nodes) for model in models]
    return Standing(
        plan=plan,
        nodes=nodes,
        periods=periods,
        places=models[0].units,
        bounds=np.stack([bounds for bounds, _ in found], axis=1),
        above=np.stack([above for _, above in found]),
    )


def _period(model: FrameworkModel | BuildModel, plan: Plan, nodes: tuple[str, ...]) -> tuple[Values, Values]:
    """``bounds[node, place]`` and ``above[a, b]`` of one period; the first of ``nodes`` is the headline."""
    scores = model.scores_of(nodes, drawn_settings(model, runs=plan.runs, seed=plan.seed)).transpose(1, 0, 2)
    known = ~np.isnan(model.scores_of(nodes, nominal_settings(model))[:, 0])
    ranks = competition_ranks(scores.transpose(1, 0, 2).reshape(-1, len(model.units), 1))
    ranks = ranks.reshape(len(nodes), plan.runs, len(model.units)).transpose(1, 0, 2)
    figures = (*middle_scores(scores, plan.level), *middle_ranks(ranks, plan.level))
    bounds = np.where(known[..., np.newaxis], np.stack(figures, axis=-1), np.nan)
    if any(isinstance(each, Normalisations) for each in plan.assumptions):
        bounds[..., :SCORES] = np.nan
    both = known[0][:, np.newaxis] & known[0]
    return bounds, np.where(both, shares_above(ranks[:, 0]), np.nan)
