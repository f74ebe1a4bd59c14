"""How far coders agree on each question, and which questions are ambiguous."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.alpha import Alpha, alpha, krippendorff_without
from commonground.methods.agreement.chance import Coefficients, coefficients
from commonground.methods.agreement.counts import tally
from commonground.methods.agreement.ratings import Ratings
from commonground.methods.agreement.scales import Scale
from commonground.methods.agreement.settings import Settings

Values = NDArray[np.float64]


class Clarity(Enum):
    """What the answers to a question show of it."""

    CLEAR = "clear"
    AMBIGUOUS = "ambiguous"
    ONE_CODER = "one_coder"
    UNIFORM = "uniform"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Two options that different coders gave to the same cell, in ``share`` of the pairs of answers that differ."""

    options: tuple[float, float]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAgreement:
    """Agreement on one question, over all its places and periods, without the coders who answer as if at random.

    ``confused`` is the pair of options most often given to the same cell; None without a difference. ``odd`` is
    the coder without whom alpha would be highest, and ``alpha_without`` that alpha; None with fewer than three.

    ``clarity``: clear, where the whole interval of alpha lies from the threshold on; uniform, where alpha is
    below it though coders agree, since nearly all answers are the same (Feinstein & Cicchetti, Journal of
    Clinical Epidemiology 43, 1990); one coder, where alpha is below, and would not be without one coder;
    ambiguous, where the whole interval lies below; unclear otherwise, and where there is no alpha.
    """

    question: str
    coders: int
    alpha: Alpha
    coefficients: Coefficients
    confused: Confusion | None
    odd: str | None
    alpha_without: float | None
    clarity: Clarity


def question_agreement(
    ratings: Ratings, question: str, scale: Scale, settings: Settings, *, without: frozenset[str] = frozenset()
) -> QuestionAgreement:
    """Agreement on one question, the coders named ``without`` left out.

    Raises ``KeyError`` for an unknown question, ``RatingsError`` for negative values on a ratio scale.
    """
    values = ratings.of(question)
    kept = ~np.isnan(values).all(axis=1) & ~np.isin(ratings.coders, list(without))
    coders = tuple(code for code, keep in zip(ratings.coders, kept, strict=True) if keep)
    values, options = values[kept], ratings.options[ratings.questions.index(question)]
    found = alpha(
        values,
        scale,
        seed=settings.seed,
        clusters=ratings.clusters,
        level=settings.level,
        resamples=settings.resamples,
    )
    measures = coefficients(values, scale, options)
    odd, alpha_without = _odd(values, coders, scale)
    return QuestionAgreement(
        question=question,
        coders=len(coders),
        alpha=found,
        coefficients=measures,
        confused=_confused(values, options),
        odd=odd,
        alpha_without=alpha_without,
        clarity=_clarity(found, measures, alpha_without, settings),
    )


def _odd(values: Values, coders: tuple[str, ...], scale: Scale) -> tuple[str | None, float | None]:
    """The coder without whom alpha is highest, and that alpha."""
    if len(coders) < 3:  # noqa: PLR2004 -- of two, neither is the odd one
        return None, None
    without = zip(coders, krippendorff_without(values, scale), strict=True)
    known = {code: value for code, value in without if value is not None}
    if not known:
        return None, None
    odd = max(known, key=known.__getitem__)
    return odd, known[odd]


def _confused(values: Values, options: tuple[float, ...]) -> Confusion | None:
    categories, counts = tally(values, options)
    coders = counts.sum(axis=1)
    paired = counts[coders > 1]
    pairs = np.triu(np.einsum("uc,uk->ck", paired / (coders[coders > 1, np.newaxis] - 1), paired, optimize=True), k=1)
    if not pairs.any():
        return None
    first, second = np.unravel_index(int(pairs.argmax()), pairs.shape)
    return Confusion(
        options=(float(categories[first]), float(categories[second])), share=float(pairs.max() / pairs.sum())
    )


def _clarity(found: Alpha, measures: Coefficients, alpha_without: float | None, settings: Settings) -> Clarity:
    uniform = measures.gwet is not None and measures.gwet >= settings.uniform
    if found.value is None or found.lower is None or found.upper is None:
        return Clarity.UNIFORM if uniform else Clarity.UNCLEAR
    if found.lower >= settings.enough:
        return Clarity.CLEAR
    if found.value >= settings.enough:
        return Clarity.UNCLEAR
    if uniform:
        return Clarity.UNIFORM
    if alpha_without is not None and alpha_without >= settings.enough:
        return Clarity.ONE_CODER
    return Clarity.AMBIGUOUS if found.upper < settings.enough else Clarity.UNCLEAR
