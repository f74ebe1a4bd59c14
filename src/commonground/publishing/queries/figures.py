"""Figures as pages show them: a score with its band, rank and coverage. All are read from the scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonground.methods.index.framework import Band
from commonground.methods.robustness import Interval
from commonground.publishing.queries.opened import NodeInfo, Opened, Values

SAME = 1e-9
"""Scores that lie no farther apart are the same: what parts them is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One score at full precision. ``band`` is decided on it, not on what is printed.

    ``rank`` is the competition rank among ``ranked`` places, ``tied`` how many share it. ``coverage`` is
    ``answered`` over ``applicable`` questions. ``interval`` is what the edition's runs hold of score and rank; None
    where there is no score, and where no runs are kept.
    """

    score: float | None
    band: Band | None
    rank: int | None
    tied: int
    ranked: int
    coverage: float | None
    answered: int
    applicable: int
    interval: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigure:
    """The figure of one place."""

    place: str
    name: str
    figure: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFigure:
    """The figure of one node, with the mean of all places and the change since an earlier period."""

    node: NodeInfo
    figure: Figure
    mean: float | None
    change: float | None


def figure(opened: Opened, node: str, place: str, period: str) -> Figure:
    """The figure of one cell."""
    card, ranks = opened.card, opened.ranks(node, period)
    rank = card.rank(node, place, period)
    coverage = card.coverage_of(node, place, period)
    applicable = opened.applicable(node, place, period)
    score = card[node, place, period]
    return Figure(
        score=score,
        band=card.band(score),
        rank=rank,
        tied=int(np.sum(ranks == rank)) if rank else 0,
        ranked=int(np.sum(ranks > 0)),
        coverage=coverage,
        answered=round((coverage or 0.0) * applicable),
        applicable=applicable,
        interval=opened.standing.interval(node, place, period) if opened.standing else None,
    )


BOUNDS = ("score_lower", "score_upper", "rank_lower", "rank_upper")


def bounds(found: Figure) -> tuple[float | None, ...]:
    """The figures of an interval as columns of a table, named ``BOUNDS``."""
    return tuple(getattr(found.interval, name) if found.interval else None for name in BOUNDS)


def ranking(opened: Opened, node: str, period: str) -> tuple[PlaceFigure, ...]:
    """Every place: those with a score from the highest down, then the others, each by name."""
    rows = [
        PlaceFigure(place=code, name=place.name, figure=figure(opened, node, code, period))
        for code, place in opened.places.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.figure.rank is None, row.figure.rank or 0, row.name)))


def node_figures(
    opened: Opened, nodes: tuple[str, ...], place: str, period: str, earlier: str | None
) -> tuple[NodeFigure, ...]:
    """The figures of one place for several nodes."""
    return tuple(
        NodeFigure(
            node=opened.node(node),
            figure=figure(opened, node, place, period),
            mean=mean(opened.values(node, period)),
            change=_change(opened, node, place, period, earlier),
        )
        for node in nodes
    )


def _change(opened: Opened, node: str, place: str, period: str, earlier: str | None) -> float | None:
    now = opened.card[node, place, period]
    before = opened.card[node, place, earlier] if earlier else None
    return None if now is None or before is None else now - before


def mean(values: Values) -> float | None:
    """The mean of the places that have a score; None where none has."""
    known = values[~np.isnan(values)]
    return mean_of(known) if known.size else None


def mean_of(values: Values | Sequence[float]) -> float:
    """The mean of at least one figure."""
    return float(np.mean(values))


def number(value: float) -> float | None:
    """A figure of an array, None where there is none."""
    return None if np.isnan(value) else float(value)
