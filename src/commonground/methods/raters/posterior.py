"""What a rater model found: where places stand, how reliable coders are, how clear questions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from commonground.methods.agreement import Ratings
from commonground.methods.raters.diagnostics import Diagnostics
from commonground.methods.raters.panel import NOWHERE

Values = NDArray[np.float64]
LEVEL = 0.95


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
        vignettes. This is what ``robustness.Disagreement(points=...)`` takes, where the answers' places and
        questions are those of the ratings, in the same order.
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

    def _spread(self, values: Values) -> Values:
        """Values by case as ``[draw, place, period, question]``."""
        kept = [at for at, place in enumerate(self.ratings.places) if place not in self.ratings.vignettes]
        case_of = self.case_of[kept]
        return np.where(case_of == NOWHERE, np.nan, values[:, case_of])


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
