"""From indicators to the top, level by level."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from commonground.methods.construction.aggregate import Aggregation, Values, aggregate
from commonground.methods.construction.hierarchy import Hierarchy, Level


def climb(
    hierarchy: Hierarchy,
    values: Values,
    rules: Sequence[Aggregation],
    *,
    weights: Values | None = None,
    thresholds: Sequence[float] | float = 0.0,
) -> tuple[Values, ...]:
    """The composites of every level, lowest first, each ``[..., place, composite]`` as ``Level.codes`` names them.

    ``values[..., place, indicator]``; ``weights[..., node]`` over ``hierarchy.nodes``, the given ones if left
    out; ``rules`` and ``thresholds`` one for each level. Leading axes, such as runs, are broadcast, so many
    sets of weights may stand against one set of values. The last is the top: ``climb(...)[-1][..., 0]``.
    """
    given = hierarchy.weights if weights is None else weights
    shares = [thresholds] * len(rules) if isinstance(thresholds, int | float) else thresholds
    found: list[Values] = [values]
    for level, rule, threshold in zip(hierarchy.levels, rules, shares, strict=True):
        below = children(level, found)
        found.append(aggregate(rule, below, given[..., level.children], level.membership, threshold))
    return tuple(found[1:])


def children(level: Level, found: Sequence[Values]) -> Values:
    """The values of a level's children, ``[..., place, child]``; ``found`` holds all levels below, indicators first."""
    parts = list(_parts(level, found))
    if len(parts) == 1:
        return parts[0]
    leading = np.broadcast_shapes(*(part.shape[:-1] for part in parts))
    return np.concatenate([np.broadcast_to(part, (*leading, part.shape[-1])) for part in parts], axis=-1)


def _parts(level: Level, found: Sequence[Values]) -> Iterator[Values]:
    for source, positions in level.sources:
        values = found[source]
        # All of a level, the usual case, is passed on without a copy.
        yield values if len(positions) == values.shape[-1] else values[..., positions]
