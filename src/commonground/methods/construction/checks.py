"""What makes a hierarchy or a data set contradict itself. Every check yields all the problems it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import TYPE_CHECKING

from commonground.methods.construction.require import weighs
from commonground.methods.errors import ConstructionError, Problem

if TYPE_CHECKING:
    from commonground.methods.construction.hierarchy import Composite, Hierarchy, Indicator

DEEPEST = 40
"""Levels that a hierarchy may have, as many as a file may nest."""


def check_hierarchy(hierarchy: Hierarchy) -> None:
    """Raise ``ConstructionError`` with every problem of the hierarchy, or do nothing."""
    nodes: tuple[Indicator | Composite, ...] = (*hierarchy.indicators, *hierarchy.composites)
    problems = [*_tree(hierarchy), *(problem for node in nodes for problem in _numbers(node))]
    problems.extend(problem for indicator in hierarchy.indicators for problem in _measured(indicator))
    if problems:
        raise ConstructionError(*problems)


def repeated(codes: Iterable[str]) -> list[str]:
    """The codes that occur more than once, in their order."""
    return [code for code, count in Counter(codes).items() if count > 1]


def _tree(hierarchy: Hierarchy) -> Iterator[Problem]:
    nodes: tuple[Indicator | Composite, ...] = (*hierarchy.indicators, *hierarchy.composites)
    composites = {composite.code for composite in hierarchy.composites}
    parents = {node.code: node.parent for node in nodes}
    for code in repeated(node.code for node in nodes):
        yield _structure(code, "The code is used more than once.", "Give each indicator and composite its own code.")
    for code, parent in parents.items():
        if parent not in composites and (parent or code not in composites):
            yield _structure(code, f'Its parent "{parent}" is no composite.', "Add the composite, or correct the name.")
    for code in composites - set(parents.values()):
        yield _structure(code, "The composite has no children.", "Give it at least one, or take it out.")
    tops = [composite.code for composite in hierarchy.composites if not composite.parent]
    if len(tops) != 1:
        named = f": {', '.join(tops)}" if tops else ""
        yield _structure("", f"The index needs one top composite and has {len(tops)}{named}.", "Leave one at the top.")
    circles = [code for code in parents if _circles(code, parents)]
    for code in circles:
        yield _structure(code, "It stands above itself.", "Correct its parent.")
    deep = [] if circles else [code for code in parents if _height(code, parents) == DEEPEST + 1]
    for code in deep:
        yield _structure(code, f"It stands more than {DEEPEST} levels below the top.", "Leave levels out above it.")


def _circles(code: str, parents: Mapping[str, str]) -> bool:
    above, steps = parents[code], 0
    while above in parents and above != code and steps < len(parents):
        above, steps = parents[above], steps + 1
    return above == code


def _height(code: str, parents: Mapping[str, str]) -> int:
    """How many composites stand above a node."""
    height = 0
    while code := parents.get(code, ""):
        height += 1
    return height


def _numbers(node: Indicator | Composite) -> Iterator[Problem]:
    if not (isfinite(node.weight) and node.weight > 0):
        yield _structure(node.code, f"The weight {node.weight:g} is not above 0.", "Write a weight above 0.")
    elif not weighs(node.weight):
        message = f"The weight {node.weight:g} is too {'large' if node.weight > 1 else 'small'} to be shared out."
        yield _structure(node.code, message, "Write a number such as 1 or 2.5: only proportions count.")


def _measured(indicator: Indicator) -> Iterator[Problem]:
    code = indicator.code
    if indicator.direction not in {1, -1}:
        yield _structure(code, f"The direction {indicator.direction} is neither 1 nor -1.", "Write 1 or -1.")
    if not (isfinite(indicator.per) and indicator.per > 0):
        yield _structure(code, f'"per" is {indicator.per:g}, which is not above 0.', "Write a number above 0.")
    if indicator.target is not None and not isfinite(indicator.target):
        yield _structure(code, "The target is not a finite number.", "Write a number.")
    if indicator.goalposts and not _rising(*indicator.goalposts):
        yield _structure(
            code, "The goalposts do not run from a lower to a higher number.", "Write the lower one first."
        )


def _rising(lower: float, upper: float) -> bool:
    return isfinite(lower) and isfinite(upper) and lower < upper


def _structure(place: str, message: str, remedy: str) -> Problem:
    return Problem(code="construction-structure", place=place, message=message, remedy=remedy)
