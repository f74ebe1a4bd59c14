"""One period of a build as levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonground.methods.coherence.levels import Levels, Node
from commonground.methods.construction import Build, Hierarchy
from commonground.methods.index.names import unknown


def levels_of_build(found: Build, period: str | None = None) -> Levels:
    """The levels of a build in one period, the last if left out: normalised indicators and all composites.

    Weights are those used, as shares among the children of each composite. Raises a ``KeyError`` for an
    unknown period.
    """
    hierarchy, periods = found.spec.hierarchy, found.data.periods
    when = periods[-1] if period is None else period
    if when not in periods:
        raise unknown("period", when, periods)
    at = periods.index(when)
    weights = dict(zip(hierarchy.nodes, found.weights[at].tolist(), strict=True))
    nodes = tuple(_below(hierarchy, hierarchy.top, "", 1.0, weights))
    columns = [hierarchy.position(node.code) for node in nodes]
    return Levels(units=found.data.places, nodes=nodes, scores=found.tables["aggregated"][:, at, columns])


def _below(hierarchy: Hierarchy, code: str, parent: str, whole: float, weights: Mapping[str, float]) -> Iterator[Node]:
    """A node and all below it, depth first; ``whole`` is the weight of all children of its parent."""
    titles = {each.code: each.title for each in hierarchy.indicators}
    titles |= {each.code: each.title for each in hierarchy.composites}
    share = weights[code] / whole if parent and whole > 0 else None
    yield Node(code=code, title=titles[code] or code, parent=parent, weight=share)
    children = hierarchy.children(code)
    total = sum(weights[child] for child in children)
    for child in children:
        yield from _below(hierarchy, child, code, total, weights)
