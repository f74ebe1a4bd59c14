"""Simulated panels: to try a design of places and coders before anybody is asked, and to test the model."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from commonground.methods.agreement import Ratings
from commonground.methods.errors import Problem
from commonground.methods.raters.errors import RatersError
from commonground.methods.seeds import generator

Values = NDArray[np.float64]
GRID = np.linspace(-6.0, 6.0, 241)
"""Where an oracle looks for a latent position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """A panel: ``each`` of the ``coders`` answer every question about a place.

    Coders come in teams of ``each`` with places of their own, and in every place one seat of the team goes to a
    bridge coder of another team, in turn; ``bridges`` False leaves them out, ``vignettes`` are rated by all.
    Log reliability and thresholds differ between coders by normal deviations, ``careless`` coders (the first)
    answer at random, every option as often. Raises ``RatersError`` where the coders do not fill their teams.
    """

    places: int = 56
    coders: int = 20
    each: int = 5
    questions: int = 4
    thresholds: tuple[float, ...] = (-1.2, -0.4, 0.4, 1.2)
    reliability_spread: float = 0.3
    threshold_spread: float = 0.3
    vignettes: int = 0
    bridges: bool = True
    careless: int = 0

    def __post_init__(self) -> None:
        fits = min(self.places, self.coders, self.each, self.questions) >= 1 and self.vignettes >= 0
        if not fits or self.coders % self.each:
            raise RatersError(
                Problem(
                    code="raters-design",
                    message=f"{self.coders} coders cannot rate {self.places} places in teams of {self.each}.",
                    remedy="Let there be one place, question and team or more, and as many coders as fill the teams.",
                )
            )

    def seats(self) -> NDArray[np.bool_]:
        """Who rates what: ``[coder, place]``, the vignettes last."""
        teams = self.coders // self.each
        found = np.zeros((self.coders, self.places + self.vignettes), np.bool_)
        found[:, self.places :] = True
        for place in range(self.places):
            team, seat = place % teams, (place // teams) % self.each
            found[team * self.each : (team + 1) * self.each, place] = True
            if self.bridges and teams > 1:
                other = (team + 1 + (place // teams // self.each) % (teams - 1)) % teams
                found[team * self.each + seat, place] = False
                found[other * self.each + seat, place] = True
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """A simulated panel and what is true of it.

    ``positions[place, question]``; ``reliability[coder]``; ``thresholds[coder, question, option - 1]``.
    """

    design: Design
    ratings: Ratings
    positions: Values
    reliability: Values
    thresholds: Values
    careless: NDArray[np.bool_] = field(repr=False)

    def oracle(self) -> Values:
        """The posterior means ``[place, question]`` of somebody who knows every coder's parameters.

        No model that has to learn them can be expected to come nearer to the truth. By quadrature.
        """
        chosen = self.ratings.points[:, :, 0]
        log = np.zeros((*self.positions.shape, len(GRID)))
        edges = np.concatenate([np.full((*self.thresholds.shape[:2], 1), -np.inf), self.thresholds], axis=2)
        edges = np.concatenate([edges, np.full((*edges.shape[:2], 1), np.inf)], axis=2)
        for coder in np.flatnonzero(~self.careless):
            place, question = np.nonzero(~np.isnan(chosen[coder]))
            option = chosen[coder, place, question].astype(np.intp)
            low, high = (edges[coder, question, option + side][:, np.newaxis] for side in (0, 1))
            seen = self.reliability[coder] * GRID
            log[place, question] += np.log(np.maximum(ndtr(high - seen) - ndtr(low - seen), np.finfo(np.float64).tiny))
        weight = np.exp(log - GRID**2 / 2 - (log - GRID**2 / 2).max(axis=2, keepdims=True))
        return np.asarray((weight * GRID).sum(axis=2) / weight.sum(axis=2))


def simulate_panel(design: Design, *, seed: int) -> Simulated:
    """Draw the truth of a panel and its coders' answers, options numbered from 0. The same seed gives the same."""
    draw = generator(seed)
    places, coders, questions = design.places + design.vignettes, design.coders, design.questions
    positions = draw.standard_normal((places, questions))
    reliability = np.exp(design.reliability_spread * draw.standard_normal(coders))
    deviations = draw.standard_normal((coders, questions, len(design.thresholds)))
    thresholds = np.sort(np.array(design.thresholds) + design.threshold_spread * deviations, axis=2)
    careless = np.arange(coders) < design.careless
    seen = reliability[:, np.newaxis, np.newaxis] * positions + draw.standard_normal((coders, places, questions))
    answers = (seen[..., np.newaxis] > thresholds[:, np.newaxis]).sum(axis=-1).astype(np.float64)
    answers[careless] = draw.integers(0, len(design.thresholds) + 1, size=answers[careless].shape)
    points = np.where(design.seats()[..., np.newaxis], answers, np.nan)[:, :, np.newaxis]
    names = [f"p{at}" for at in range(design.places)] + [f"v{at}" for at in range(design.vignettes)]
    ratings = Ratings(
        coders=tuple(f"c{at}" for at in range(coders)),
        places=tuple(names),
        periods=("",),
        questions=tuple(f"q{at}" for at in range(questions)),
        points=points,
        options=(tuple(map(float, range(len(design.thresholds) + 1))),) * questions,
        vignettes=frozenset(names[design.places :]),
    )
    return Simulated(
        design=design,
        ratings=ratings,
        positions=positions,
        reliability=reliability,
        thresholds=thresholds,
        careless=careless,
    )
