"""Change between two periods of one edition: change in the world, not in the method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonground.methods.index.framework import Band
from commonground.publishing.queries.figures import SAME, mean, mean_of
from commonground.publishing.queries.opened import Opened, PeriodInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A place's score before and after."""

    place: str
    name: str
    before: float
    after: float
    change: float
    band: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeMove:
    """The mean of the same places before and after."""

    node: str
    title: str
    area: int
    before: float | None
    after: float | None
    change: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How scores moved since ``since``, over the places that have a score in both periods (``moves``)."""

    since: PeriodInfo
    moves: tuple[Move, ...]
    risen: int
    fallen: int
    mean_before: float
    mean_after: float
    mean_change: float
    areas: tuple[NodeMove, ...]
    left_out: int


def changes(opened: Opened, node: str, period: str, below: tuple[str, ...]) -> Changes | None:
    """Change of ``node`` since the earliest comparable period; None where there is none.

    ``below`` are nodes whose means are compared over the same places.
    """
    since = opened.earlier_period(period)
    moves = _moves(opened, node, period, since.code) if since else ()
    if since is None or not moves:
        return None
    before, after = (mean_of([getattr(move, name) for move in moves]) for name in ("before", "after"))
    return Changes(
        since=since,
        moves=moves,
        risen=sum(move.change > SAME for move in moves),
        fallen=sum(move.change < -SAME for move in moves),
        mean_before=before,
        mean_after=after,
        mean_change=after - before,
        areas=tuple(node_move(opened, code, period, since.code) for code in below),
        left_out=int(np.sum(~np.isnan(opened.values(node, period)))) - len(moves),
    )


def _moves(opened: Opened, node: str, period: str, since: str) -> tuple[Move, ...]:
    card = opened.card
    found = []
    for code, place in opened.places.items():
        before, after = card[node, code, since], card[node, code, period]
        if before is not None and after is not None:
            found.append(
                Move(
                    place=code,
                    name=place.name,
                    before=before,
                    after=after,
                    change=after - before,
                    band=card.band(after),
                )
            )
    return tuple(sorted(found, key=lambda move: (-round(move.change, 9), move.name)))


def node_move(opened: Opened, node: str, period: str, since: str) -> NodeMove:
    """The mean of ``node`` over the places that have a score in both periods."""
    before, after = opened.values(node, since), opened.values(node, period)
    both = ~np.isnan(before) & ~np.isnan(after)
    first, second = mean(before[both]), mean(after[both])
    info = opened.node(node)
    return NodeMove(
        node=node,
        title=info.title,
        area=info.area,
        before=first,
        after=second,
        change=None if first is None or second is None else second - first,
    )
