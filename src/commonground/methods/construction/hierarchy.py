"""The structure of a numeric index: indicators, and the composites above them up to one top."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.checks import check_hierarchy
from commonground.methods.index.names import unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A measured quantity.

    ``direction`` is 1 where more is better, -1 where less is. ``weight`` counts among the children of
    ``parent``, relative to theirs. ``denominator`` names a column of the data that the values are divided
    by, ``per`` multiplies the quotient (1000: per thousand). ``target`` and ``goalposts`` (lower, upper) are
    in the units of the values as they are normalised, so after denominators and treatment.
    """

    code: str
    parent: str
    title: str = ""
    direction: int = 1
    weight: float = 1.0
    denominator: str = ""
    per: float = 1.0
    target: float | None = None
    goalposts: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """A figure made of others. The one without a ``parent`` is the top of the index."""

    code: str
    parent: str = ""
    title: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Level:
    """Composites that are computed together, from nodes of lower levels.

    ``sources`` lists where the children stand: (level, positions in it), level 0 being the indicators.
    ``children`` are the positions of the same children in ``Hierarchy.nodes``, in the same order;
    ``membership[child, composite]`` is 1 where the child belongs to the composite, else 0.
    """

    codes: tuple[str, ...]
    sources: tuple[tuple[int, NDArray[np.intp]], ...]
    children: NDArray[np.intp]
    membership: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hierarchy:
    """Indicators and the tree above them, level by level.

    A composite's level is one above the highest of its children; indicators stand on level 0. Raises
    ``ConstructionError`` with every problem found: codes used twice, unknown parents, circles, composites
    without children, several tops or none, weights that are not above 0, directions other than 1 and -1.
    """

    indicators: tuple[Indicator, ...]
    composites: tuple[Composite, ...]
    _levels: tuple[Level, ...] = field(init=False, repr=False, compare=False)
    _nodes: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        check_hierarchy(self)
        tiers = _tiers(self)
        nodes = tuple(code for tier in tiers for code in tier)
        object.__setattr__(self, "_nodes", nodes)
        object.__setattr__(self, "_levels", tuple(_level(self, tiers, number) for number in range(1, len(tiers))))

    @property
    def nodes(self) -> tuple[str, ...]:
        """Every code: the indicators in their order, then the composites level by level, the top last."""
        return self._nodes

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels of composites, from the lowest up."""
        return self._levels

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators' codes."""
        return tuple(indicator.code for indicator in self.indicators)

    @property
    def top(self) -> str:
        """The code of the composite that holds all others."""
        return self._nodes[-1]

    @property
    def directions(self) -> NDArray[np.float64]:
        """1 or -1 for each indicator."""
        return np.array([indicator.direction for indicator in self.indicators], np.float64)

    @property
    def weights(self) -> NDArray[np.float64]:
        """The given weight of each node, in the order of ``nodes``."""
        given = {node.code: node.weight for node in self.indicators}
        given |= {node.code: node.weight for node in self.composites}
        return np.array([given[code] for code in self._nodes], np.float64)

    @property
    def parents(self) -> Mapping[str, str]:
        """The parent of each node; of the top, the empty word."""
        measured = {indicator.code: indicator.parent for indicator in self.indicators}
        return measured | {composite.code: composite.parent for composite in self.composites}

    def position(self, code: str) -> int:
        """Where a node stands in ``nodes``; a ``KeyError`` that suggests a name if there is none."""
        if code not in self._nodes:
            raise unknown("node", code, self._nodes)
        return self._nodes.index(code)

    def children(self, code: str) -> tuple[str, ...]:
        """The codes of a node's children, in the order of ``nodes``; an indicator has none."""
        self.position(code)
        parents = self.parents
        return tuple(node for node in self._nodes if parents[node] == code)


def _tiers(hierarchy: Hierarchy) -> list[tuple[str, ...]]:
    """The codes of each level, indicators first."""
    parents = hierarchy.parents
    level = dict.fromkeys(parents, 0)
    for code in parents:
        height, above = 0, parents[code]
        if code in hierarchy.codes:
            while above:
                height += 1
                level[above] = max(level[above], height)
                above = parents[above]
    order = (*hierarchy.codes, *(composite.code for composite in hierarchy.composites))
    return [tuple(code for code in order if level[code] == number) for number in range(max(level.values()) + 1)]


def _level(hierarchy: Hierarchy, tiers: Sequence[tuple[str, ...]], number: int) -> Level:
    parents, codes = hierarchy.parents, tiers[number]
    sources = []
    for below, tier in enumerate(tiers[:number]):
        positions = [at for at, code in enumerate(tier) if parents[code] in codes]
        if positions:
            sources.append((below, np.array(positions, np.intp)))
    children = [tiers[below][at] for below, positions in sources for at in positions]
    return Level(
        codes=codes,
        sources=tuple(sources),
        children=np.array(list(map(hierarchy.nodes.index, children)), np.intp),
        membership=_membership((parents[child] for child in children), codes),
    )


def _membership(parents: Iterable[str], codes: tuple[str, ...]) -> NDArray[np.float64]:
    return np.array([[float(parent == code) for code in codes] for parent in parents])
