"""The reader's own numeric index: the specification with other weights on top, and without what was left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from commonground.methods.construction import Build, Composite, Given, Hierarchy, Indicator, Spec
from commonground.methods.errors import ConstructionError, Problem

Node = TypeVar("Node", Indicator, Composite)


class NestedError(Exception):
    """A node that would count by itself and within another."""

    def __init__(self, part: str, whole: str) -> None:
        super().__init__(f"{part} is a part of {whole}")
        self.part, self.whole = part, whole


def built_weights(found: Build, period: str) -> dict[str, float]:
    """The weights that the parts of the top have in a period."""
    hierarchy = found.spec.hierarchy
    used = found.weights[found.data.periods.index(period)]
    return {code: float(used[hierarchy.position(code)]) for code in hierarchy.children(hierarchy.top)}


def own_spec(spec: Spec, weights: Mapping[str, float], without: Collection[str]) -> Spec:
    """The specification whose top is made of the nodes weighed, each with all below it but what is left out.

    Without weights it is the same. Raises ``NestedError`` for a node that lies within another, ``ConstructionError``
    where nothing is left or a step of one level would fall to another.
    """
    if not weights:
        return spec
    chosen = {code: weight for code, weight in weights.items() if weight > 0 and code not in without}
    _refuse_nested(spec.hierarchy, chosen)
    hierarchy = _hierarchy(spec.hierarchy, chosen, without)
    kept = set(hierarchy.codes)
    normalise, treat = spec.normalise, spec.treat
    return replace(
        spec,
        hierarchy=hierarchy,
        normalise=replace(
            normalise, overrides={code: way for code, way in normalise.overrides.items() if code in kept}
        ),
        treat=treat and replace(treat, overrides={code: way for code, way in treat.overrides.items() if code in kept}),
        aggregate=(*spec.rules[: len(hierarchy.levels) - 1], replace(spec.rules[-1], weights=Given())),
    )


def _refuse_nested(hierarchy: Hierarchy, chosen: Collection[str]) -> None:
    parents = hierarchy.parents
    for code in chosen:
        above = parents[code]
        while above:
            if above in chosen:
                raise NestedError(code, above)
            above = parents[above]


def _hierarchy(whole: Hierarchy, chosen: Mapping[str, float], without: Collection[str]) -> Hierarchy:
    """The tree under the nodes chosen, which stand below the top."""
    indicators = [each for each in whole.indicators if _counts(whole, each.code, chosen, without)]
    parents = whole.parents
    held = {above for each in indicators for above in _above(parents, each.code)}
    top = next(each for each in whole.composites if each.code == whole.top)
    composites = [
        each
        for each in whole.composites
        if each.code in held and each.code != whole.top and _counts(whole, each.code, chosen, without)
    ]
    if not indicators:
        raise ConstructionError(_nothing_left())
    made = Hierarchy(
        indicators=tuple(_weighed(each, chosen, whole.top) for each in indicators),
        composites=(*(_weighed(each, chosen, whole.top) for each in composites), top),
    )
    before = {code: level for level, each in enumerate(whole.levels) for code in each.codes}
    if any(before[code] != level for level, each in enumerate(made.levels[:-1]) for code in each.codes):
        raise ConstructionError(_nothing_left())
    return made


def _counts(whole: Hierarchy, code: str, chosen: Collection[str], without: Collection[str]) -> bool:
    """Whether a node is one of those chosen or lies below one, and is not left out with what it is in."""
    line = [code, *_above(whole.parents, code)]
    return any(each in chosen for each in line) and not any(each in without for each in line)


def _above(parents: Mapping[str, str], code: str) -> list[str]:
    found = []
    while code := parents[code]:
        found.append(code)
    return found


def _weighed(node: Node, chosen: Mapping[str, float], top: str) -> Node:
    return replace(node, parent=top, weight=chosen[node.code]) if node.code in chosen and node.code != top else node


def _nothing_left() -> Problem:
    return Problem(
        code="construction-setting", message="No index can be made of what is left.", remedy="Leave less out."
    )
