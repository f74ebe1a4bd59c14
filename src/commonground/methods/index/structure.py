"""The tree of a framework, worked out once: order, parents, leaves, and the indices that the arithmetic uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.names import unknown

if TYPE_CHECKING:
    from commonground.methods.index.framework import Framework, Group, Question

Children = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Structure:
    """A framework's tree.

    ``upward`` lists the groups so that every group comes after its children. ``rows[group]`` holds the
    positions of its children in ``order``, ``leaf_rows[group]`` those of its leaves.
    """

    order: tuple[str, ...]
    nodes: Mapping[str, Group | Question]
    parents: Mapping[str, tuple[str, ...]]
    leaves: Mapping[str, tuple[str, ...]]
    upward: tuple[str, ...]
    rows: Mapping[str, NDArray[np.intp]]
    leaf_rows: Mapping[str, NDArray[np.intp]]
    position: Mapping[str, int]

    def find(self, code: str) -> Group | Question:
        """The node called ``code``."""
        try:
            return self.nodes[code]
        except KeyError:
            raise unknown("node", code, self.order) from None

    def path(self, question: str, tops: Iterable[str]) -> tuple[str, ...]:
        """The codes from a question up to the first of ``tops`` that holds it."""
        path = [next(top for top in tops if question in self.leaves[top])]
        while path[-1] != question:
            children = (self.order[row] for row in self.rows[path[-1]])
            path.append(next(child for child in children if question in self.leaves[child]))
        return tuple(reversed(path))


def reachable(children: Children, tops: Iterable[str]) -> Iterator[str]:
    """The codes at and below ``tops``, depth first, a parent before its children, each once."""
    seen: set[str] = set()
    stack = list(reversed(list(tops)))
    while stack:
        code = stack.pop()
        if code not in seen:
            seen.add(code)
            yield code
            stack.extend(reversed(children.get(code, ())))


def framework_order(framework: Framework) -> tuple[str, ...]:
    """The framework order of all nodes that an aggregate or an area reaches; safe on a tree with faults."""
    children = {group.code: group.children for group in framework.groups}
    below = reachable(children, (*framework.areas, *framework.aggregates))
    return tuple(dict.fromkeys((*framework.aggregates, *below)))


def build(framework: Framework) -> Structure:
    """The structure of a framework that has passed its checks."""
    children = {group.code: group.children for group in framework.groups}
    order = framework_order(framework)
    position = {code: row for row, code in enumerate(order)}
    upward = tuple(code for code in TopologicalSorter(children).static_order() if code in children)
    leaves = _leaves(framework, children, upward, position)
    return Structure(
        order=order,
        nodes={node.code: node for node in _nodes(framework)},
        parents=_parents(children, order),
        leaves=leaves,
        upward=upward,
        rows=_rows(position, children),
        leaf_rows=_rows(position, {code: leaves[code] for code in upward}),
        position=position,
    )


def _nodes(framework: Framework) -> Iterator[Group | Question]:
    yield from framework.groups
    yield from framework.questions


def _leaves(
    framework: Framework, children: Children, upward: Iterable[str], position: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    leaves: dict[str, tuple[str, ...]] = {question.code: (question.code,) for question in framework.questions}
    for code in upward:
        found = {leaf for child in children[code] for leaf in leaves[child]}
        leaves[code] = tuple(sorted(found, key=position.__getitem__))
    return leaves


def _parents(children: Children, order: Iterable[str]) -> dict[str, tuple[str, ...]]:
    parents: dict[str, tuple[str, ...]] = dict.fromkeys(order, ())
    for code in order:
        for child in children.get(code, ()):
            parents[child] = (*parents[child], code)
    return parents


def _rows(position: Mapping[str, int], codes: Children) -> dict[str, NDArray[np.intp]]:
    return {code: np.array([position[each] for each in below], np.intp) for code, below in codes.items()}
