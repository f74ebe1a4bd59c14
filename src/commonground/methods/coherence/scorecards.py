"""One period of a scorecard as levels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonground.methods.coherence.levels import Levels, Node
from commonground.methods.index import Framework, Geometric, Group, Mean, Scorecard, Weighted
from commonground.methods.index.names import unknown
from commonground.methods.index.structure import reachable


def levels_of_scorecard(card: Scorecard, period: str, *, top: str = "") -> Levels:
    """The levels below ``top`` (the headline if left out) in one period.

    A node that stands below several groups is seen below the first of them, in framework order. A mean and a
    geometric mean weigh their children equally; lookups, minima, maxima and medians have no weights. Raises a
    ``KeyError`` for an unknown top or period.
    """
    framework = card.framework
    head = framework.group(top or framework.aggregates[0]).code
    if period not in card.answers.periods:
        raise unknown("period", period, card.answers.periods)
    nodes = tuple(_nodes(framework, head))
    rows = [card.nodes.index(node.code) for node in nodes]
    return Levels(
        units=card.answers.places,
        nodes=nodes,
        scores=card.scores[rows, :, card.answers.periods.index(period)].T,
    )


def headline_period(card: Scorecard) -> str:
    """The latest period in which at least half of the places have a headline score; else the one with most."""
    scored = np.sum(~np.isnan(card.scores[card.nodes.index(card.framework.aggregates[0])]), axis=0).tolist()
    periods = card.answers.periods
    half = [code for code, count in zip(periods, scored, strict=True) if 2 * count >= len(card.answers.places) > 0]
    return half[-1] if half else periods[max(range(len(periods)), key=lambda at: (scored[at], at))]


def _nodes(framework: Framework, top: str) -> Iterator[Node]:
    children = {group.code: group.children for group in framework.groups}
    above: dict[str, str] = {}
    for code in reachable(children, [top]):
        node, parent = framework.node(code), above.get(code, "")
        weight = _weight(framework.group(parent), code) if parent else None
        yield Node(code=code, title=node.title or code, parent=parent, weight=weight)
        for child in children.get(code, ()):
            above.setdefault(child, code)


def _weight(group: Group, child: str) -> float | None:
    match group.rule:
        case Mean() | Geometric():
            return 1 / len(group.children)
        case Weighted(weights=weights):
            return weights[child]
        case _:
            return None
