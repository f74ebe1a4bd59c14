"""What a rater model found: where places stand, how reliable coders are, how clear questions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from commonground.methods.agreement import Ratings
from commonground.methods.errors import Problem
from commonground.methods.index import Answers
from commonground.methods.raters.diagnostics import Diagnostics
from commonground.methods.raters.errors import RatersError
from commonground.methods.raters.panel import NOWHERE

Values = NDArray[np.float64]
LEVEL = 0.95
DRAWS = 1000
"""As many as a robustness run usually has; four thousand of a whole index in many periods would fill the memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterCoder:
    """A coder as the model sees one.

    ``reliability`` is the posterior mean of how strongly answers follow the places, 1 for the typical coder,
    with the bounds of its middle 95%. ``at_random`` is the posterior probability that the answers do not follow
    the places at all.
    """

    coder: str
    reliability: float
    lower: float
    upper: float
    at_random: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterQuestion:
    """A question as the model sees it.

    ``clarity`` is the posterior mean of how strongly the typical coder's answers follow the places (a place's
    standard deviation in units of a coder's error), with the bounds of its middle 95%. ``thresholds`` are the
    positions, in standard deviations of places, at which the typical coder takes the next option.
    """

    question: str
    clarity: float
    lower: float
    upper: float
    thresholds: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """Draws from the posterior of a rater model.

    ``positions[draw, case]`` are in standard deviations of cases, and ``case_of[place, period, question]`` says
    which is whose; -1 where nobody answered. ``reliability[draw, coder]``, ``at_random[draw, coder]`` (a
    probability in each draw), ``clarity[draw, question]``, ``thresholds[draw, question, option - 1]`` (on the scale
    of clarity times position, NaN beyond a question's options). Vignettes are among the places.
    """

    ratings: Ratings
    case_of: NDArray[np.intp]
    positions: Values
    reliability: Values
    at_random: Values
    clarity: Values
    thresholds: Values
    diagnostics: Diagnostics

    @property
    def places(self) -> tuple[str, ...]:
        """The places without the vignettes, in the order of ``latent`` and ``points``."""
        return tuple(place for place in self.ratings.places if place not in self.ratings.vignettes)

    def latent(self) -> Values:
        """Positions as ``[draw, place, period, question]``, NaN where nobody answered; without the vignettes."""
        return self._spread(self.positions)

    def points(self, *, expected: bool = False) -> Values:
        """The answer in points ``[draw, place, period, question]`` that the typical coder gives.

        In every draw, the option between whose thresholds the position lies, or, ``expected``, the mean over
        the coder's error (no option's points, so not for lookups). NaN where nobody answered; without the
        vignettes.
        """
        question = np.zeros(self.positions.shape[1], np.intp)
        for at in range(len(self.ratings.questions)):
            question[self.case_of[..., at][self.case_of[..., at] != NOWHERE]] = at
        found = np.empty_like(self.positions)
        for at, options in enumerate(self.ratings.options):
            mine = question == at
            seen = self.clarity[:, at, np.newaxis] * self.positions[:, mine]
            thresholds = self.thresholds[:, at, : len(options) - 1]
            found[:, mine] = _read(seen, thresholds, np.array(options), expected=expected)
        return self._spread(found)

    def points_for(self, answers: Answers, *, draws: int = DRAWS, expected: bool = False) -> Values:
        """``points`` along the axes of ``answers``, as ``robustness.Disagreement(points=...)`` takes them.

        Places, periods and questions are matched by their codes, in whatever order. A cell that nobody rated has
        its answer in every draw. Of more than ``draws`` so many are taken, evenly over all.

        Raises ``RatersError`` for codes of the ratings that the answers do not have.
        """
        codes = (
            ("place", self.places, answers.places),
            ("period", self.ratings.periods, answers.periods),
            ("question", self.ratings.questions, answers.questions),
        )
        problems = [_stranger(kind, code) for kind, mine, known in codes for code in mine if code not in known]
        if problems:
            raise RatersError(*problems)
        drawn = self._some(draws).points(expected=expected)
        rows = (np.array([known.index(code) for code in mine], np.intp) for _, mine, known in codes)
        at = np.ix_(np.arange(len(drawn)), *rows)
        found = np.repeat(answers.points[np.newaxis], len(drawn), axis=0)
        found[at] = np.where(np.isnan(drawn), found[at], drawn)
        return found

    def coders(self) -> tuple[RaterCoder, ...]:
        """What was found of every coder."""
        lower, upper = _bounds(self.reliability)
        return tuple(
            RaterCoder(
                coder=code,
                reliability=float(self.reliability[:, at].mean()),
                lower=float(lower[at]),
                upper=float(upper[at]),
                at_random=float(self.at_random[:, at].mean()),
            )
            for at, code in enumerate(self.ratings.coders)
        )

    def questions(self) -> tuple[RaterQuestion, ...]:
        """What was found of every question."""
        lower, upper = _bounds(self.clarity)
        places = (self.thresholds / self.clarity[..., np.newaxis]).mean(axis=0)
        return tuple(
            RaterQuestion(
                question=code,
                clarity=float(self.clarity[:, at].mean()),
                lower=float(lower[at]),
                upper=float(upper[at]),
                thresholds=tuple(places[at, : len(options) - 1].tolist()),
            )
            for at, (code, options) in enumerate(zip(self.ratings.questions, self.ratings.options, strict=True))
        )

    def _some(self, draws: int) -> Posterior:
        """So many of the draws, evenly over all; all if there are no more."""
        number = len(self.positions)
        at = np.linspace(0, number - 1, min(max(draws, 1), number)).astype(np.intp)
        drawn = ("positions", "reliability", "at_random", "clarity", "thresholds")
        return replace(self, **{name: getattr(self, name)[at] for name in drawn})

    def _spread(self, values: Values) -> Values:
        """Values by case as ``[draw, place, period, question]``."""
        kept = [at for at, place in enumerate(self.ratings.places) if place not in self.ratings.vignettes]
        case_of = self.case_of[kept]
        return np.where(case_of == NOWHERE, np.nan, values[:, case_of])


def _stranger(kind: str, code: str) -> Problem:
    return Problem(
        code="raters-unknown",
        message=f'The answers have no {kind} "{code}", which was rated.',
        remedy="Correct the code, name an invented place as a vignette, or leave it out of the ratings.",
    )


def _bounds(values: Values) -> tuple[Values, Values]:
    lower, upper = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return lower, upper


def _read(seen: Values, thresholds: Values, options: Values, *, expected: bool) -> Values:
    """Points ``[draw, case]`` of what is ``seen[draw, case]``, between ``thresholds[draw, option - 1]``."""
    found = np.full(seen.shape, options[0])
    for at, step in enumerate(np.diff(options)):
        beyond = seen - thresholds[:, at, np.newaxis]
        found += step * (ndtr(beyond) if expected else beyond > 0)
    return found
