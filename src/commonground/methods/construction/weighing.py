"""Aggregation of a panel level by level, with weights that are given or follow from the data."""

from __future__ import annotations

import numpy as np

from commonground.methods.construction.aggregate import Aggregation, aggregate
from commonground.methods.construction.climb import children
from commonground.methods.construction.dataset import Values
from commonground.methods.construction.framing import Panel
from commonground.methods.construction.hierarchy import Level
from commonground.methods.construction.refusals import check_aggregated, check_children, unweighable
from commonground.methods.construction.spec import LevelRule, Spec
from commonground.methods.construction.weights import (
    Budget,
    Equal,
    Given,
    Influence,
    PrincipalComponent,
    budget_weights,
    influence_weights,
    principal_component_weights,
)
from commonground.methods.errors import ConstructionError


def weigh_and_climb(panel: Panel, spec: Spec, scores: Values) -> tuple[Values, Values]:
    """The weights used, ``[period, node]``, and all scores, ``[place, period, node]``.

    ``scores[place, period, indicator]`` are normalised. Raises ``ConstructionError`` where weights cannot be
    worked out, or a rule cannot take a value.
    """
    hierarchy = spec.hierarchy
    weights = np.tile(hierarchy.weights, (scores.shape[1], 1))
    found = [panel.by_period(scores)]
    for level, step in zip(hierarchy.levels, spec.rules, strict=True):
        below = children(level, found)
        check_children(spec, panel.data, level, step.rule, below)
        weights[:, level.children] = _weights(panel, spec, level, step, below)
        found.append(aggregate(step.rule, below, weights[:, level.children], level.membership, step.threshold))
    aggregated = panel.by_period(np.concatenate(found, axis=-1))
    check_aggregated(spec, panel.data, aggregated)
    return weights, aggregated


def _weights(panel: Panel, spec: Spec, level: Level, step: LevelRule, below: Values) -> Values:
    """The weights of a level's children, ``[period or 1, child]``."""
    given = spec.hierarchy.weights[level.children]
    if isinstance(step.weights, Given):
        return given[np.newaxis]
    if isinstance(step.weights, Equal):
        return np.ones((1, len(given)))
    pooled = panel.framed(panel.by_period(below))
    weights = np.ones((len(pooled), len(given)))
    for number, code in enumerate(level.codes):
        members = np.flatnonzero(level.membership[:, number])
        names = [spec.hierarchy.nodes[at] for at in level.children[members]]
        for at, values in enumerate(pooled):
            worked_out = _worked_out(step.weights, step.rule, values[:, members], names)
            if worked_out is None:
                raise ConstructionError(unweighable(code, step.weights))
            weights[at, members] = worked_out
    return weights


def _worked_out(
    weighting: PrincipalComponent | Influence | Budget, rule: Aggregation, values: Values, names: list[str]
) -> Values | None:
    match weighting:
        case PrincipalComponent():
            return principal_component_weights(values)
        case Influence(importance=importance):
            return influence_weights(values, np.array([importance.get(name, 1.0) for name in names]), rule)
        case _:
            return budget_weights(weighting.points, names)
