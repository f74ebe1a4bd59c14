"""Weights of a numeric index's nodes that differ from run to run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.hierarchy import Hierarchy
from commonground.methods.robustness.assumptions import Dropping, Weights
from commonground.methods.robustness.model import NOMINAL, Factor
from commonground.methods.robustness.weights import Noise, spread_title, weight_sets

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NodeWeights:
    """An assumption about weights, worked out.

    ``sets[alternative, column]`` multiply the weights of the nodes at ``columns``, or with ``replaces`` stand in
    their place; the last entry, the nominal one, leaves them.
    """

    factor: Factor
    columns: NDArray[np.intp]
    sets: Values
    replaces: bool = False

    def apply(self, weights: Values, setting: NDArray[np.intp]) -> None:
        """Change ``weights[run, node]`` in place, as each run's setting says."""
        drawn = self.sets[setting]
        own = weights[:, self.columns]
        if self.replaces:
            weights[:, self.columns] = np.where((setting == NOMINAL)[:, np.newaxis], own, drawn)
        else:
            weights[:, self.columns] = own * drawn


def node_weights(hierarchy: Hierarchy, assumption: Weights | Dropping, random: np.random.Generator) -> NodeWeights:
    """The weights that an assumption leads to."""
    if isinstance(assumption, Dropping):
        return _dropped(hierarchy, assumption)
    groups = composites(hierarchy) if assumption.groups is None else assumption.groups
    children = [members(hierarchy, group) for group in groups]
    replaces = not isinstance(assumption.spread, Noise)
    drawn = []
    for group, columns in zip(groups, children, strict=True):
        shares = hierarchy.weights[columns] / hierarchy.weights[columns].sum()
        sets = weight_sets(assumption.spread, group, shares, assumption.sets, random)
        drawn.append(sets if replaces else sets / shares)
    return NodeWeights(
        factor=Factor(code="weights", title=spread_title(assumption.spread), size=assumption.sets),
        columns=np.concatenate(children),
        sets=np.concatenate(drawn, axis=1),
        replaces=replaces,
    )


def composites(hierarchy: Hierarchy) -> tuple[str, ...]:
    """The codes of all composites."""
    return tuple(composite.code for composite in hierarchy.composites)


def members(hierarchy: Hierarchy, group: str) -> NDArray[np.intp]:
    """Where the children of a composite stand among the nodes."""
    return np.array([hierarchy.position(child) for child in hierarchy.children(group)], np.intp)


def _dropped(hierarchy: Hierarchy, assumption: Dropping) -> NodeWeights:
    number = len(assumption.nodes)
    sets = np.ones((number + 2, number))
    sets[np.arange(1, number + 1), np.arange(number)] = 0.0
    return NodeWeights(
        factor=assumption.factor,
        columns=np.array([hierarchy.position(node) for node in assumption.nodes], np.intp),
        sets=sets,
    )
