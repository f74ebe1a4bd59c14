"""Ratings as a rater model reads them: one line for each answer, one latent position for each thing assessed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement import Ratings

Indices = NDArray[np.intp]
NOWHERE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """The answers of ``ratings`` as arrays ``[answer]``.

    Every answer is by a ``pair`` (one coder, one question) on a ``case`` and chose a ``category``. A case is one
    question about one place while none of its coders changed an answer: consecutive periods with the same
    answers are one case, so that an answer repeated from year to year is no new evidence (Pemstein et al. 2024).
    ``case_of[place, period, question]`` is its number, ``NOWHERE`` where nobody answered. ``coder_of[pair]``,
    ``question_of[pair]`` and ``question_of_case[case]`` say what belongs where; ``options[question]`` counts them.
    """

    ratings: Ratings
    case: Indices
    pair: Indices
    category: Indices
    case_of: Indices
    coder_of: Indices
    question_of: Indices
    question_of_case: Indices
    options: Indices

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return len(self.question_of_case)

    def chosen(self) -> NDArray[np.float32]:
        """How often each pair chose each option: ``[pair, option]``."""
        width = int(self.options.max())
        counts = np.bincount(self.pair * width + self.category, minlength=len(self.coder_of) * width)
        return counts.reshape(-1, width).astype(np.float32)


def panel(ratings: Ratings) -> Panel:
    """The panel of ratings."""
    case_of, answers = _cases(ratings.points)
    coder, place, period, question = answers
    number = len(ratings.questions)
    pairs, pair = np.unique(coder * number + question, return_inverse=True)
    case = case_of[place, period, question]
    question_of_case = np.zeros(int(case_of.max(initial=NOWHERE)) + 1, np.intp)
    question_of_case[case] = question
    category = np.zeros(len(case), np.intp)
    for at, options in enumerate(ratings.options):
        mine = question == at
        category[mine] = np.searchsorted(options, ratings.points[..., at][coder[mine], place[mine], period[mine]])
    return Panel(
        ratings=ratings,
        case=case,
        pair=pair,
        category=category,
        case_of=case_of,
        coder_of=pairs // number,
        question_of=pairs % number,
        question_of_case=question_of_case,
        options=np.array([len(options) for options in ratings.options], np.intp),
    )


def _cases(points: NDArray[np.float64]) -> tuple[Indices, tuple[Indices, ...]]:
    """The case of each cell, and the coder, place, period and question of the first answers to each case."""
    given = ~np.isnan(points)
    answered = np.asarray(given.any(axis=0))
    same = (points[:, :, 1:] == points[:, :, :-1]) | ~(given[:, :, 1:] | given[:, :, :-1])
    begins = answered.copy()
    begins[:, 1:] &= ~same.all(axis=0)
    # Numbered along each place and question, so that a period without a beginning has the number before it.
    along = begins.transpose(0, 2, 1)
    numbers = along.ravel().cumsum().reshape(along.shape).transpose(0, 2, 1) - 1
    return np.where(answered, numbers, NOWHERE), np.nonzero(given & begins)
