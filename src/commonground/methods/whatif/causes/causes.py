"""Six causes of a changed score, attributed by Shapley's value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import Problem
from commonground.methods.index import Scorecard, score
from commonground.methods.index.names import unknown
from commonground.methods.whatif.causes.answers import VARIANTS, Way, Withheld, way
from commonground.methods.whatif.causes.frameworks import Mixture
from commonground.methods.whatif.causes.shapley import completed, shapley
from commonground.methods.whatif.errors import WhatIfError


class Cause(StrEnum):
    """Why a score changed; ``six_causes`` says what each takes from the older and the newer edition."""

    REFORM = "reform"
    CORRECTION = "correction"
    ANSWERED = "answered"
    QUESTIONS = "questions"
    WEIGHTS = "weights"
    AGGREGATION = "aggregation"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Causes:
    """The change of one node's score between two editions or periods, split for every place that both have.

    ``before[place]`` and ``after[place]`` are the scores, NaN where there is none; ``shares[place, cause]`` sum to
    ``after - before``, NaN where either is missing. ``unscored[place]`` counts those of the 64 worlds between the
    two that have no score of their own.
    """

    node: str
    places: tuple[str, ...]
    causes: tuple[Cause, ...]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    shares: NDArray[np.float64]
    unscored: NDArray[np.intp]

    def __getitem__(self, place: str) -> Mapping[Cause, float] | None:
        """The shares of one place, or None where a score is missing; a ``KeyError`` for an unknown place."""
        if place not in self.places:
            raise unknown("place", place, self.places)
        shares = self.shares[self.places.index(place)].tolist()
        return None if np.isnan(shares[0]) else dict(zip(self.causes, shares, strict=True))


def six_causes(
    older: Scorecard, newer: Scorecard, *, before: str | int, after: str | int, node: str | None = None
) -> Causes:
    """Split the change of ``node`` (the newer headline) from ``before`` in one edition to ``after`` in another.

    Both may be the same edition, or the same period. Every set of causes makes a world: what belongs to a
    cause in the set is as in the newer edition in its period ``after``, all else as in the older one in its
    period ``before``. With no cause the world is the older one, with all six the newer; the score of each of the
    64 is computed, and the shares follow by Shapley's value, so they sum to the whole in whatever order the causes
    are told. What belongs to which cause:

    - ``reform``: the points of an answer that differ between ``before`` and ``after`` as the newer edition knows
      both. Where it does not know ``before``, as the older one knew it.
    - ``correction``: the points of an answer for ``before`` that differ between the editions. Without reform a
      corrected answer is what the newer edition knows of ``before``; with reform but without correction, an answer
      that was reformed stands as ``after`` has it and one that was not as the older edition had it.
    - ``answered``: which questions have an answer, which apply, and which figures are withheld.
    - ``questions``: the tree, that is the questions and groups and what stands below what. A question that one
      edition alone asks is answered, or not, as that edition has it.
    - ``weights``: the weights of means, the points of options and the ends of the scale. The same option (by
      code) is the same answer, whatever it is worth, so a new scale is neither reform nor correction. Where
      options share their points, an answer that may be the same option in both editions is the same answer.
      Points of no option that both have keep their place on the scale.
    - ``aggregation``: the kind of each group's rule (a mean and a weighted mean are one kind), its table, floor and
      points, and the rule for missing data. A table whose group has other children goes with the questions.

    A world without a score takes the mean of the worlds that differ from it in one cause.
    Source: Shapley, A value for n-person games, 1953.

    Raises ``WhatIfError`` where the editions have no place in common, ``KeyError`` for an unknown node or period.
    """
    node = newer.framework.aggregates[0] if node is None else node
    before, after = str(before), str(after)
    places = _common(older, newer, node, before, after)
    worlds = _worlds(way(older, newer, before, after, places), older, newer, (before, after), node)
    missing = np.isnan(worlds[:, :1]) | np.isnan(worlds[:, -1:])
    causes = tuple(Cause)
    return Causes(
        node=node,
        places=places,
        causes=causes,
        before=worlds[:, 0],
        after=worlds[:, -1],
        shares=np.where(missing, np.nan, shapley(completed(worlds, len(causes)), len(causes))),
        unscored=np.isnan(worlds).sum(axis=1),
    )


def _common(older: Scorecard, newer: Scorecard, node: str, before: str, after: str) -> tuple[str, ...]:
    places = tuple(place for place in newer.answers.places if place in older.answers.places)
    if not places:
        raise WhatIfError(
            Problem(
                code="causes-no-place",
                message="The two editions have no place in common.",
                remedy="Compare editions of the same index, with the same codes of places.",
            )
        )
    older.at(node, places[0], before)
    newer.at(node, places[0], after)
    return places


def _worlds(
    answers: Way, older: Scorecard, newer: Scorecard, periods: tuple[str, str], node: str
) -> NDArray[np.float64]:
    """``worlds[place, set]``, the bits of a set in the order of ``Cause``."""
    sides = older.framework, newer.framework
    withheld = _withheld(older, periods[0]), _withheld(newer, periods[1])
    worlds = np.empty((len(answers.places), 2 ** len(Cause)))
    for method in range(len(worlds[0]) // VARIANTS):
        weights = bool(method & 2)
        mixture = Mixture(questions=sides[method & 1], weights=sides[weights], aggregation=sides[method >> 2 & 1])
        framework = mixture.framework()
        variants = answers.answers(rescaled=weights, withheld=withheld, nodes=frozenset(framework.order))
        card = score(framework, variants)
        worlds[:, method * VARIANTS : (method + 1) * VARIANTS] = card.scores[card.nodes.index(node)]
    return worlds


def _withheld(card: Scorecard, period: str) -> Withheld:
    return frozenset((place, node) for place, when, node in card.answers.withheld if when == period)
