"""Places with similar answers, and a place's answers furthest from the mean: array code over a scorecard."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonground.publishing.queries.figures import SAME, number
from commonground.publishing.queries.opened import Opened, Values

SHOWN = 4
ENOUGH = 0.75
"""Two places are compared where they share this part of the questions that the place answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A place and the mean distance of its answers, in points, over the ``shared`` questions."""

    place: str
    name: str
    distance: float
    same: int
    shared: int
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standout:
    """A question on which a place lies far from the mean of the places that answer it."""

    code: str
    title: str
    area: int
    points: float
    mean: float


def nearest(opened: Opened, place: str, period: str) -> tuple[Neighbour, ...]:
    """The places whose answers in ``period`` lie nearest."""
    answers = _answers(opened, period)
    row = opened.place_row[place]
    distance = np.abs(answers - answers[row])
    shared = np.sum(~np.isnan(distance), axis=1)
    same = np.sum(distance < SAME, axis=1)
    enough = (shared > 0) & (shared >= ENOUGH * np.sum(~np.isnan(answers[row])))
    enough[row] = False
    mean = np.where(enough, np.nansum(distance, axis=1) / np.maximum(shared, 1), np.inf)
    order = [at for at in np.argsort(mean, kind="stable").tolist() if enough[at]][:SHOWN]
    scores = opened.values(opened.headline, period)
    codes = opened.card.answers.places
    return tuple(
        Neighbour(
            place=codes[at],
            name=opened.place_name(codes[at]),
            distance=float(mean[at]),
            same=int(same[at]),
            shared=int(shared[at]),
            score=number(scores[at]),
        )
        for at in order
    )


def strengths(opened: Opened, place: str, period: str) -> tuple[tuple[Standout, ...], tuple[Standout, ...]]:
    """The questions furthest above the mean of the places, and those furthest below it."""
    answers = _answers(opened, period)
    own = answers[opened.place_row[place]]
    counts = np.sum(~np.isnan(answers), axis=0)
    means = np.nansum(answers, axis=0) / np.maximum(counts, 1)
    lead = np.where(np.isnan(own), 0.0, own - means)
    up = [at for at in np.argsort(-lead, kind="stable").tolist() if lead[at] > 0][:SHOWN]
    down = [at for at in np.argsort(lead, kind="stable").tolist() if lead[at] < 0][:SHOWN]
    return _standouts(opened, up, own, means), _standouts(opened, down, own, means)


def _standouts(opened: Opened, rows: list[int], own: Values, means: Values) -> tuple[Standout, ...]:
    nodes = [opened.node(opened.framework.questions[at].code) for at in rows]
    return tuple(
        Standout(code=node.code, title=node.title, area=node.area, points=float(own[at]), mean=float(means[at]))
        for node, at in zip(nodes, rows, strict=True)
    )


def _answers(opened: Opened, period: str) -> Values:
    """Points as ``[place, question]``, in the framework's order of questions."""
    return np.stack([opened.values(question.code, period) for question in opened.framework.questions], axis=1)
