"""A build as a scorecard, so that whatever reads scorecards reads numeric indices too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonground.methods.construction.aggregate import Arithmetic, Copeland, Generalised, Outranking
from commonground.methods.construction.build import Build
from commonground.methods.construction.hierarchy import Composite, Hierarchy
from commonground.methods.construction.normalise import (
    DistanceToMaximum,
    FractionOfMaximum,
    Goalposts,
    MinMax,
    Normalisation,
    PercentileRank,
    Scaled,
)
from commonground.methods.construction.spec import LevelRule, Spec
from commonground.methods.index import (
    Answers,
    Formula,
    Framework,
    Group,
    Operation,
    Part,
    Question,
    Scorecard,
    Skip,
    Term,
    Why,
)

MARGIN = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BuiltScorecard(Scorecard):
    """A scorecard whose figures are those of a ``build``; its traces tell the rules and weights that made them.

    A question stands for an indicator: its score is the normalised value, its coverage whether the value was
    measured, before imputation. The framework's own rules stand for nothing.
    """

    build: Build

    def trace(self, node: str, place: str, period: str | int) -> Part:
        """How a score came about, down to the normalised values; or why there is none."""
        self.at(node, place, period)
        return _part(self, node, place, str(period))


def scored(found: Build) -> BuiltScorecard:
    """The scorecard of a build: its scores, and the shares of values that were measured."""
    tree, hierarchy, data = framework_of(found.spec, _scale(found)), found.spec.hierarchy, found.data
    columns = [hierarchy.position(code) for code in tree.order]
    given = ~np.isnan(found.tables["raw"])
    leaves = [[hierarchy.codes.index(leaf) for leaf in tree.leaves(code)] for code in tree.order]
    values = found.tables["normalised"]
    return BuiltScorecard(
        framework=tree,
        answers=Answers(
            places=data.places,
            periods=data.periods,
            questions=hierarchy.codes,
            points=values,
            applicable=np.ones(values.shape, np.bool_),
        ),
        nodes=tree.order,
        scores=np.moveaxis(found.tables["aggregated"][..., columns], -1, 0),
        coverage=np.stack([given[..., below].mean(axis=-1) for below in leaves]),
        build=found,
    )


def framework_of(spec: Spec, scale: tuple[float, float] = (0.0, 100.0)) -> Framework:
    """The structure of a numeric index as a framework: its tree and titles. The rules are the specification's."""
    hierarchy = spec.hierarchy
    composites = {composite.code: composite for composite in hierarchy.composites}
    return Framework(
        code=spec.code,
        version=spec.version,
        title=spec.title or composites[hierarchy.top].title or spec.code,
        questions=tuple(Question(code=each.code, title=each.title or each.code) for each in hierarchy.indicators),
        groups=tuple(_group(hierarchy, composite) for composite in hierarchy.composites),
        aggregates=(hierarchy.top,),
        areas=tuple(code for code in hierarchy.children(hierarchy.top) if code in composites),
        scale=scale,
    )


def _group(hierarchy: Hierarchy, composite: Composite) -> Group:
    return Group(
        code=composite.code,
        title=composite.title or composite.code,
        children=hierarchy.children(composite.code),
        missing=Skip(),
    )


def _scale(found: Build) -> tuple[float, float]:
    """The range that scores are drawn on: the one that all indicators are normalised to, else that of the figures."""
    spec = found.spec
    means = not any(isinstance(each.rule, Copeland | Outranking) for each in spec.rules)
    ranges = {_range(spec.normalise.method_of(code)) for code in spec.hierarchy.codes}
    figures = found.tables["aggregated"]
    known = figures[~np.isnan(figures)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    if means and len(ranges) == 1 and (whole := ranges.pop()) and whole[0] - MARGIN <= low <= high <= whole[1] + MARGIN:
        return whole
    return (low, high) if high > low else (low, low + 1.0)


def _range(method: Normalisation) -> tuple[float, float] | None:
    match method:
        case MinMax(lower=lower, upper=upper):
            return float(lower), float(upper)
        case Goalposts(top=top):
            return 0.0, float(top)
        case Scaled():
            return 0.0, 100.0
        case PercentileRank() | DistanceToMaximum() | FractionOfMaximum():
            return 0.0, 1.0
        case _:
            return None


def _part(card: BuiltScorecard, node: str, place: str, period: str) -> Part:
    value, coverage = card[node, place, period], card.coverage_of(node, place, period)
    hierarchy = card.build.spec.hierarchy
    tree = card.framework.node(node)
    leaves = card.framework.leaves(node)
    children = tuple(_part(card, child, place, period) for child in hierarchy.children(node))
    return Part(
        node=node,
        title=tree.title,
        value=value,
        coverage=coverage,
        answered=sum(card.coverage_of(leaf, place, period) == 1.0 for leaf in leaves),
        applicable=len(leaves),
        why=None if value is not None else _why(card, children, place, period),
        points=None if children else value,
        rule=tree.rule if isinstance(tree, Group) else None,
        missing=tree.missing if isinstance(tree, Group) else None,
        formula=_formula(card, node, children, value, period) if children and value is not None else None,
        children=children,
    )


def _why(card: BuiltScorecard, children: Sequence[Part], place: str, period: str) -> Why:
    data = card.build.data
    if not card.build.kept[data.places.index(place), data.periods.index(period)]:
        return Why.SCREENED_OUT
    return Why.BELOW_MINIMUM_COVERAGE if any(child.value is not None for child in children) else Why.NO_VALUE


def _formula(card: BuiltScorecard, node: str, children: Sequence[Part], result: float, period: str) -> Formula:
    hierarchy, rule = card.build.spec.hierarchy, rule_of(card.build.spec, node)
    used = card.build.weights[card.build.data.periods.index(period)]
    there = [(child, child.value) for child in children if child.value is not None]
    weights = np.array([used[hierarchy.position(child.node)] for child, _ in there])
    shares = (weights / weights.sum()).tolist()
    return Formula(
        operation=_operation(rule, shares),
        terms=tuple(
            Term(node=child.node, title=child.title, value=value, weight=share)
            for (child, value), share in zip(there, shares, strict=True)
        ),
        result=result,
        power=rule.rule.power if isinstance(rule.rule, Generalised) else None,
    )


def rule_of(spec: Spec, composite: str) -> LevelRule:
    """The rule of the level that a composite stands on."""
    levels = zip(spec.hierarchy.levels, spec.rules, strict=True)
    return next(rule for level, rule in levels if composite in level.codes)


def _operation(rule: LevelRule, shares: Sequence[float]) -> Operation:
    even = max(shares) - min(shares) < MARGIN
    if isinstance(rule.rule, Arithmetic):
        return Operation.MEAN if even else Operation.WEIGHTED
    return Operation(type(rule.rule).__name__.lower())
