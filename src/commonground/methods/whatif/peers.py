"""Peers: the places whose answers are nearest, and which of them have made a step before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from commonground.methods.errors import Problem
from commonground.methods.index import TOLERANCE, Scorecard
from commonground.methods.index.names import unknown
from commonground.methods.whatif.changes import AnswerChange
from commonground.methods.whatif.errors import WhatIfError


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMade:
    """A change of an answer that a place made: its points before and after, and the two periods."""

    question: str
    before: float
    after: float
    from_period: str
    to_period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A place, how far its answers lie from the other's, on how many nodes that rests, and the steps it made."""

    place: str
    distance: float
    compared: int
    steps: tuple[StepMade, ...]


def peers(
    card: Scorecard,
    place: str,
    period: str | int,
    *,
    steps: Iterable[AnswerChange] = (),
    nodes: Sequence[str] | None = None,
    number: int = 5,
    shared: float = 0.5,
) -> tuple[Peer, ...]:
    """The ``number`` places nearest to a place in a period, nearest first, and which made the ``steps``, and when.

    The distance is the root mean square of the differences in score over ``nodes`` (all questions unless named;
    the areas for a coarser view) that both places have, on the framework's scale; places as near as each other
    stand in the order of the answers. A place that shares less than ``shared`` of the nodes that this one has is
    left out.

    A peer made a step where, from one period to the next in which it has an answer, its answer went from the step's
    ``before`` or beyond (from anywhere short of ``after`` if that is None) to its ``after`` or beyond: who went
    from 0 to 100 has made the step from 50 to 100.

    Raises ``KeyError`` for an unknown place, period, node or question, ``WhatIfError`` where the place has no
    score in any of the nodes, or none are named.
    """
    framework = card.framework
    nodes = [question.code for question in framework.questions] if nodes is None else nodes
    if not nodes:
        raise _nothing(place, str(period))
    at = [card.at(node, place, period) for node in nodes]
    scores = card.scores[[each[0] for each in at]][:, :, at[0][2]]
    own = scores[:, [at[0][1]]]
    if np.isnan(own).all():
        raise _nothing(place, str(period))
    both = ~np.isnan(scores) & ~np.isnan(own)
    compared = both.sum(axis=0)
    squares = np.where(both, scores - own, 0.0) ** 2
    distances = np.sqrt(squares.sum(axis=0) / np.maximum(compared, 1))
    distances[compared < max(1.0, shared * float((~np.isnan(own)).sum()))] = np.inf
    distances[at[0][1]] = np.inf
    wanted = tuple(steps)
    return tuple(
        Peer(
            place=card.answers.places[row],
            distance=float(distances[row]),
            compared=int(compared[row]),
            steps=tuple(_made(card, row, wanted)),
        )
        for row in np.argsort(distances, kind="stable")[:number].tolist()
        if distances[row] < np.inf
    )


def _made(card: Scorecard, row: int, wanted: Sequence[AnswerChange]) -> Iterator[StepMade]:
    for change in wanted:
        if change.question not in card.nodes:
            raise unknown("question", change.question, card.nodes)
        answers = card.scores[card.nodes.index(change.question), row]
        periods = np.flatnonzero(~np.isnan(answers)).tolist()
        for first, second in pairwise(periods):
            if _same_step(change, answers[first], answers[second]):
                yield StepMade(
                    question=change.question,
                    before=float(answers[first]),
                    after=float(answers[second]),
                    from_period=card.answers.periods[first],
                    to_period=card.answers.periods[second],
                )


def _same_step(change: AnswerChange, first: float, second: float) -> bool:
    """Whether a move from ``first`` to ``second`` takes the step in, in its direction."""
    sign = -1.0 if change.before is not None and change.after < change.before else 1.0
    reached = sign * (second - change.after) >= -TOLERANCE
    if change.before is None:
        return bool(reached and first < change.after - TOLERANCE)
    return bool(reached and sign * (first - change.before) <= TOLERANCE)


def _nothing(place: str, period: str) -> WhatIfError:
    return WhatIfError(
        Problem(
            code="peers-nothing",
            message="This place has no score to compare others with.",
            remedy="Choose a period in which it has answers, and name a node or more.",
            place=f"{place} {period}",
        )
    )
