"""The view of an index that every method of coherence reads: the scores of all its levels, with parents and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence.errors import CoherenceError
from commonground.methods.errors import Problem
from commonground.methods.index.answers import read_only
from commonground.methods.index.names import unknown

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of one index, below one top.

    ``parent`` is empty for the top. ``weight`` is its nominal share among the children of its parent (they
    sum to 1); None where the parent's rule has no weights, as a lookup table has none.
    """

    code: str
    title: str
    parent: str = ""
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Levels:
    """The scores of an index on every level: ``scores[unit, node]``, NaN where a unit has none.

    ``nodes`` begin with the top, and a parent comes before its children. Scores stand as they are aggregated,
    so normalised and with directions applied. Raises ``CoherenceError`` where they contradict one another.
    """

    units: tuple[str, ...]
    nodes: tuple[Node, ...]
    scores: Values
    _at: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "scores", read_only(np.asarray(self.scores, np.float64)))
        object.__setattr__(self, "_at", {node.code: at for at, node in enumerate(self.nodes)})
        problems = list(_problems(self))
        if problems:
            raise CoherenceError(*problems)

    @property
    def top(self) -> str:
        """The code of the node that holds all others."""
        return self.nodes[0].code

    @property
    def indicators(self) -> tuple[str, ...]:
        """The codes of the nodes that nothing stands below."""
        parents = {node.parent for node in self.nodes}
        return tuple(node.code for node in self.nodes if node.code not in parents)

    @property
    def groups(self) -> tuple[str, ...]:
        """The codes of the nodes that have children, the top first."""
        parents = {node.parent for node in self.nodes}
        return tuple(node.code for node in self.nodes if node.code in parents)

    def node(self, code: str) -> Node:
        """The node called ``code``; a ``KeyError`` that suggests a name if there is none."""
        if code not in self._at:
            raise unknown("node", code, self._at)
        return self.nodes[self._at[code]]

    def children(self, code: str) -> tuple[str, ...]:
        """The codes of a node's children."""
        self.node(code)
        return tuple(node.code for node in self.nodes if node.parent == code)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above a node, its parent first and the top last."""
        found: list[str] = []
        above = self.node(code).parent
        while above:
            found.append(above)
            above = self.node(above).parent
        return tuple(found)

    def values(self, *codes: str) -> Values:
        """The scores of some nodes, ``[unit, code]``."""
        return self.scores[:, [self._at[self.node(code).code] for code in codes]]


def _problems(levels: Levels) -> Iterator[Problem]:
    shape = (len(levels.units), len(levels.nodes))
    if levels.scores.shape != shape:
        yield _problem("", f"The scores have the shape {levels.scores.shape}; units and nodes ask for {shape}.")
    elif np.isinf(levels.scores).any():
        unit, node = np.argwhere(np.isinf(levels.scores))[0]
        yield _problem(f"{levels.units[unit]} {levels.nodes[node].code}", "The score is not a finite number.")
    seen: set[str] = set()
    for at, node in enumerate(levels.nodes):
        if node.code in seen:
            yield _problem(node.code, "The code is used twice.")
        if (node.parent not in seen) if at else node.parent:
            yield _problem(node.code, "Its parent does not come before it.")
        seen.add(node.code)
    if not levels.nodes:
        yield _problem("", "There is no node.")


def _problem(place: str, message: str) -> Problem:
    return Problem(
        code="coherence-levels",
        place=place,
        message=message,
        remedy="Give each node one column of finite scores, the top first and each parent before its children.",
    )
