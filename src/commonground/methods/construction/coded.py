"""Coded answers as a numeric index, so that every step of construction can be tried on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.hierarchy import Composite, Hierarchy, Indicator
from commonground.methods.errors import ConstructionError, Problem
from commonground.methods.index import Answers, Framework, Group, Weighted


def coded(framework: Framework, answers: Answers, *, top: str = "") -> tuple[Hierarchy, Dataset]:
    """The tree below ``top`` (the headline, if left out) as a hierarchy, and the points of its questions as data.

    Weights are those of weighted means, 1 elsewhere; every indicator has the framework's scale as goalposts,
    so that ``Normalise(method=Goalposts(top=...))`` leaves points on it as they are. What is not answered or
    does not apply is missing. Rules and bands stay behind: a spec names its own.

    Raises ``ConstructionError`` where a node stands under two groups below ``top``, which a hierarchy cannot
    hold; a ``KeyError`` that suggests a name for an unknown group.
    """
    head = framework.group(top or framework.aggregates[0])
    groups = [head, *_below(framework, head)]
    parents = [(child, group) for group in groups for child in group.children]
    _refuse_shared([child for child, _ in parents])
    indicators = tuple(
        Indicator(
            code=child,
            parent=group.code,
            title=framework.question(child).title,
            weight=_weight(group, child),
            goalposts=framework.scale,
        )
        for child, group in parents
        if not _is_group(framework, child)
    )
    above = {child: group for child, group in parents if _is_group(framework, child)}
    composites = tuple(
        Composite(
            code=group.code,
            title=group.title,
            parent=above[group.code].code if group.code in above else "",
            weight=_weight(above[group.code], group.code) if group.code in above else 1.0,
        )
        for group in groups
    )
    return Hierarchy(indicators=indicators, composites=composites), _data(answers, [each.code for each in indicators])


def _is_group(framework: Framework, code: str) -> bool:
    return isinstance(framework.structure.find(code), Group)


def _below(framework: Framework, group: Group) -> Iterator[Group]:
    for child in group.children:
        if _is_group(framework, child):
            yield framework.group(child)
            yield from _below(framework, framework.group(child))


def _refuse_shared(children: list[str]) -> None:
    if shared := sorted({code for code in children if children.count(code) > 1}):
        raise ConstructionError(
            *(
                Problem(
                    code="construction-structure",
                    message="This node stands under two groups; in a numeric index each has one parent.",
                    remedy="Choose a top below which it stands once.",
                    place=code,
                )
                for code in shared
            )
        )


def _weight(group: Group, child: str) -> float:
    return group.rule.weights[child] if isinstance(group.rule, Weighted) else 1.0


def _data(answers: Answers, codes: list[str]) -> Dataset:
    values = np.full((len(answers.places), len(answers.periods), len(codes)), np.nan)
    for at, code in enumerate(codes):
        if code in answers.questions:
            column = answers.questions.index(code)
            values[:, :, at] = np.where(answers.applicable[:, :, column], answers.points[:, :, column], np.nan)
    return Dataset(places=answers.places, periods=answers.periods, indicators=tuple(codes), values=values)
