"""What differs between two scorecards: answers and figures, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.answers import Answers
from commonground.methods.index.rules import TOLERANCE
from commonground.methods.index.scorecard import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell or figure before and after; None where there is no value."""

    place: str
    period: str
    node: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Changed answers (by question) and changed figures (by group), sorted by place, period and framework order."""

    answers: tuple[Change, ...]
    figures: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.answers or self.figures)


def compare(older: Scorecard, newer: Scorecard) -> Comparison:
    """Differences of more than 1e-9 points, over all places, periods and nodes that either scorecard has."""
    changes = tuple(_changes(_table(older), _table(newer)))
    questions = {q.code for card in (older, newer) for q in card.framework.questions}
    return Comparison(
        answers=tuple(c for c in changes if c.node in questions),
        figures=tuple(c for c in changes if c.node not in questions),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    nodes: tuple[str, ...]
    answers: Answers
    scores: NDArray[np.float64]


def _table(card: Scorecard) -> _Table:
    return _Table(nodes=card.nodes, answers=card.answers, scores=card.scores)


def _changes(old: _Table, new: _Table) -> Iterator[Change]:
    places = sorted({*old.answers.places, *new.answers.places})
    periods = sorted({*old.answers.periods, *new.answers.periods})
    nodes = tuple(dict.fromkeys((*new.nodes, *old.nodes)))
    before, after = (_spread(t, nodes, places, periods) for t in (old, new))
    same = np.isclose(before, after, rtol=0, atol=TOLERANCE, equal_nan=True)
    for i, j, k in np.argwhere(~same).tolist():
        yield Change(
            place=places[i],
            period=periods[j],
            node=nodes[k],
            before=_number(before[i, j, k]),
            after=_number(after[i, j, k]),
        )


def _spread(table: _Table, nodes: tuple[str, ...], places: list[str], periods: list[str]) -> NDArray[np.float64]:
    """The scores as ``[place, period, node]`` over the names given, NaN where the table has none."""
    out = np.full((len(places), len(periods), len(nodes)), np.nan)
    rows = [places.index(p) for p in table.answers.places]
    columns = [periods.index(p) for p in table.answers.periods]
    depth = [nodes.index(n) for n in table.nodes]
    out[np.ix_(rows, columns, depth)] = np.moveaxis(table.scores, 0, -1)
    return out


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
