"""Numeric indices under other assumptions, by the arithmetic of ``methods.construction``.

Each mix of alternatives of the steps is built once; weights vary along the axis of runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.aggregate import Arithmetic
from commonground.methods.construction.build import build
from commonground.methods.construction.climb import climb
from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.hierarchy import Hierarchy
from commonground.methods.construction.spec import Spec
from commonground.methods.errors import Problem
from commonground.methods.robustness.assumptions import Dropping, Weights
from commonground.methods.robustness.checks import not_below, not_linear, unknown_code
from commonground.methods.robustness.errors import RobustnessError
from commonground.methods.robustness.model import NOMINAL, Factor, Scores, Settings, blocks, distinct
from commonground.methods.robustness.nodes import NodeWeights, composites, members, node_weights
from commonground.methods.robustness.numeric_checks import numeric_problems
from commonground.methods.robustness.stability import Parts
from commonground.methods.robustness.steps import NumericAssumption, Step, changed, step_factor
from commonground.methods.robustness.weights import Simplex
from commonground.methods.seeds import generator

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """One mix of alternatives of the steps: ``values[place, indicator]``, normalised, and ``weights[node]``."""

    spec: Spec
    values: Values
    weights: Values


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuildModel:
    """A numeric index in one period, ready to be run under other assumptions.

    ``period`` is the last of the data, and ``node``, whose scores are ranked, the top, unless named. Sets of
    weights are drawn from ``seed``.

    Raises ``RobustnessError`` with every problem found. ``run`` raises ``ConstructionError`` where a mix of
    alternatives cannot be built, such as a geometric mean of values that may be 0.
    """

    spec: Spec
    data: Dataset
    assumptions: tuple[NumericAssumption, ...] = ()
    seed: int
    period: str = ""
    node: str = ""
    _steps: dict[int, Step] = field(init=False, repr=False)
    _weights: dict[int, NodeWeights] = field(init=False, repr=False)
    _prepared: dict[tuple[int, ...], Prepared] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "period", self.period or self.data.periods[-1])
        object.__setattr__(self, "node", self.node or self.spec.hierarchy.top)
        problems = [*_unknown(self), *numeric_problems(self.spec, self.data, self.assumptions)]
        if problems:
            raise RobustnessError(*problems)
        steps, weights = {}, {}
        for at, each in enumerate(self.assumptions):
            if isinstance(each, Weights | Dropping):
                weights[at] = node_weights(self.spec.hierarchy, each, generator([self.seed, at]))
            else:
                steps[at] = each
        object.__setattr__(self, "_steps", steps)
        object.__setattr__(self, "_weights", weights)
        object.__setattr__(self, "_prepared", {})

    @property
    def units(self) -> tuple[str, ...]:
        """The places."""
        return self.data.places

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The assumptions in the order given."""
        found = {at: step_factor(step) for at, step in self._steps.items()}
        found |= {at: weights.factor for at, weights in self._weights.items()}
        return distinct(found[at] for at in range(len(self.assumptions)))

    def run(self, settings: Settings) -> Scores:
        """``scores[run, place]`` of ``node``, NaN where there is none."""
        return np.asarray(self.scores_of((self.node,), settings)[0])

    def scores_of(self, nodes: Sequence[str], settings: Settings) -> Scores:
        """``scores[node, run, place]`` of several composites, of which ``node`` need be none."""
        scores = np.empty((len(nodes), len(settings), len(self.units)))
        for kind, runs in blocks(settings[:, list(self._steps)], _width(self.spec.hierarchy, len(self.units))):
            prepared = self._prepare(kind)
            scores[:, runs] = self._scores(prepared, self._drawn(prepared.weights, settings[runs]), nodes)
        return scores

    def all_weights(self, sets: int) -> BuildModel:
        """The same with only the weights of the node's children varied, over all that there could be."""
        return replace(self, assumptions=(Weights(spread=Simplex(), sets=sets, groups=(self.node,)),))

    def parts(self, group: str = "") -> Parts:
        """The scores as weighted sums over the children of ``group``, the node itself unless named.

        Each child's column is what the index gives when all of the group's weight lies on it. Raises
        ``RobustnessError`` where a level between the group and the node is no arithmetic mean.
        """
        group = group or self.node
        prepared = self._prepare((NOMINAL,) * len(self._steps))
        if problems := _not_linear(prepared.spec, self.node, group):
            raise RobustnessError(*problems)
        hierarchy = self.spec.hierarchy
        columns = members(hierarchy, group)
        weights = np.tile(prepared.weights, (len(columns), 1))
        weights[:, columns] = np.eye(len(columns))
        own = prepared.weights[columns]
        return Parts(
            group=group,
            units=self.units,
            children=hierarchy.children(group),
            values=self._scores(prepared, weights, (self.node,))[0].T,
            weights=own / own.sum(),
        )

    def _prepare(self, kind: tuple[int, ...]) -> Prepared:
        """One mix of alternatives, built once."""
        if kind not in self._prepared:
            spec, data = changed(self.spec, self.data, list(self._steps.values()), kind)
            done, at = build(spec, data), self.data.periods.index(self.period)
            self._prepared[kind] = Prepared(
                spec=spec, values=done.tables["normalised"][:, at], weights=done.weights[at]
            )
        return self._prepared[kind]

    def _drawn(self, weights: Values, settings: Settings) -> Values:
        """Each run's weights, ``[run, node]``; ``[1, node]`` where no assumption touches them."""
        if not self._weights:
            return weights[np.newaxis]
        drawn = np.tile(weights, (len(settings), 1))
        for at, lever in self._weights.items():
            lever.apply(drawn, settings[:, at])
        return drawn

    def _scores(self, prepared: Prepared, weights: Values, nodes: Sequence[str]) -> Scores:
        hierarchy, rules = self.spec.hierarchy, prepared.spec.rules
        found = climb(
            hierarchy,
            prepared.values,
            [each.rule for each in rules],
            weights=weights,
            thresholds=[each.threshold for each in rules],
        )
        at = {
            code: (level, column)
            for level, each in enumerate(hierarchy.levels)
            for column, code in enumerate(each.codes)
        }
        shape = (len(weights), len(self.units))
        return np.stack([np.broadcast_to(found[at[code][0]][..., at[code][1]], shape) for code in nodes])


def _unknown(model: BuildModel) -> list[Problem]:
    wanted = (
        ("period", model.period, model.data.periods),
        ("composite", model.node, composites(model.spec.hierarchy)),
    )
    return [unknown_code(kind, code, known) for kind, code, known in wanted if code not in known]


def _width(hierarchy: Hierarchy, places: int) -> int:
    """The most numbers that a run holds at one level."""
    return max(max(places, len(level.codes)) * len(level.children) for level in hierarchy.levels)


def _not_linear(spec: Spec, node: str, group: str) -> list[Problem]:
    """What stands between a node and a group within it that is not linear in the group's weights."""
    hierarchy = spec.hierarchy
    path = [group]
    while path[-1] in composites(hierarchy) and path[-1] != node:
        path.append(hierarchy.parents[path[-1]])
    if path[-1] != node or group not in composites(hierarchy):
        return [not_below(group, node)]
    rules = {code: rule.rule for level, rule in zip(hierarchy.levels, spec.rules, strict=True) for code in level.codes}
    return [
        not_linear(code, type(rules[code]).__name__.lower(), group)
        for code in reversed(path)
        if not isinstance(rules[code], Arithmetic)
    ]
