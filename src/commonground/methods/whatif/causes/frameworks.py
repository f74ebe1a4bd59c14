"""The frameworks between two editions: questions, weights and aggregation each from the one or the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum, isclose

from commonground.methods.index import Framework, Group, Lookup, Mean, Rule, Weighted
from commonground.methods.whatif.causes.scales import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """Which framework each part of a mixed one comes from.

    ``questions`` gives the tree: questions, groups, and what stands below what. ``weights`` gives the points of
    options, the scale, and the weights of means. ``aggregation`` gives the kind of each rule (mean and weighted
    mean are one kind), its table, floor and points, and the rule for missing data. A group that the one to be
    asked does not have is taken as the tree's framework has it.
    """

    questions: Framework
    weights: Framework
    aggregation: Framework

    def framework(self) -> Framework:
        """The mixed framework, without bands and profiles, on which no score depends."""
        groups = tuple(self._group(group) for group in self.questions.groups)
        return replace(self.questions, groups=groups, bands=(), profiles=())

    def _group(self, own: Group) -> Group:
        ruling = _group_of(self.aggregation, own.code)
        source, ruled = (self.questions, own) if ruling is None else (self.aggregation, ruling)
        missing = Translation(source=source, target=self.weights).missing(ruled.missing)
        if ruling is not None and self._tied(own):
            source, ruled = self.questions, own
        return replace(own, rule=self._rule(own, ruled, source), missing=missing)

    def _tied(self, own: Group) -> bool:
        """A lookup names its children: where they differ between the two, its table goes with the questions."""
        found = [group for each in (self.weights, self.aggregation) if (group := _group_of(each, own.code)) is not None]
        tables = any(isinstance(group.rule, Lookup) for group in (own, *found))
        return tables and any(set(group.children) != set(own.children) for group in found)

    def _rule(self, own: Group, ruled: Group, source: Framework) -> Rule:
        if not isinstance(ruled.rule, Mean | Weighted):
            return Translation(source=source, target=self.weights).rule(ruled)
        weighing = _group_of(self.weights, own.code)
        known = [_weights(group) for group in (weighing, ruled, own) if group is not None]
        return _mean(own.children, [weights for weights in known if weights])


def _group_of(framework: Framework, code: str) -> Group | None:
    node = framework.structure.nodes.get(code)
    return node if isinstance(node, Group) else None


def _weights(group: Group) -> Mapping[str, float]:
    """The weights of a mean; empty for another rule."""
    if isinstance(group.rule, Weighted):
        return group.rule.weights
    return dict.fromkeys(group.children, 1 / len(group.children)) if isinstance(group.rule, Mean) else {}


def _mean(children: tuple[str, ...], known: Sequence[Mapping[str, float]]) -> Rule:
    """The mean of ``children`` by the first weights known.

    A child that they leave out has the weight that it has elsewhere, in proportion to the children that both
    weigh; one that no weights name counts as the others do on average. So making room for a new question, or
    closing the gap of one that left, is no change of weights.
    """
    raw = {child: weight for child, weight in known[0].items() if child in children}
    for weights in known[1:]:
        shared = [child for child in raw if child in weights]
        ratio = fsum(raw[child] for child in shared) / fsum(weights[child] for child in shared) if shared else 1.0
        raw = {child: weight * ratio for child, weight in weights.items() if child in children} | raw
    typical = fsum(raw.values()) / len(raw) if raw else 1.0
    full = {child: raw.get(child, typical) for child in children}
    if all(isclose(each, full[children[0]], rel_tol=1e-12) for each in full.values()):
        return Mean()
    whole = fsum(full.values())
    return Weighted(weights={child: each / whole for child, each in full.items()})
