"""How far each coder agrees with the others, and whether a coder answers as if at random."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.alpha import middle
from commonground.methods.agreement.compared import Compared, compare
from commonground.methods.agreement.ratings import Ratings
from commonground.methods.agreement.scales import Scale
from commonground.methods.agreement.settings import Settings
from commonground.methods.seeds import generator

Values = NDArray[np.float64]
LEAST = 3
"""Places without which nothing can be shuffled."""


class Conduct(Enum):
    """What a coder's answers look like beside those of the others."""

    WITH_OTHERS = "with_others"
    AT_RANDOM = "at_random"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderAgreement:
    """One coder beside the others, over the ``answers`` about ``places`` that another coder answered too.

    ``agreement`` is 1 - observed over expected difference from the others' answers to the same cells, where the
    expected one is that of the coder's own answers laid on any of the coder's places: 0 is chance, 1 is no
    difference. ``lower`` and ``upper`` bound it, by places drawn again. ``chance`` is how often shuffled
    answers agree as well (Hubert & Schultz, British Journal of Mathematical and Statistical Psychology 29, 1976).
    ``leniency`` is how many points the coder gives more than the others, on average. None where nothing can be
    told: fewer than three places, or no difference at all.

    ``conduct``: at random, where the answers agree no better than shuffled ones and the others' usual
    agreement lies above the bounds; unclear, where they agree no better than shuffled ones, but that is all.
    """

    coder: str
    places: int
    answers: int
    agreement: float | None
    lower: float | None
    upper: float | None
    chance: float | None
    leniency: float | None
    conduct: Conduct


def coder_agreement(ratings: Ratings, scale: Scale, settings: Settings) -> tuple[CoderAgreement, ...]:
    """Every coder beside the others, over all questions together.

    Differences are on the scale of each question, in parts of its expected difference between any two answers.
    Coders found to answer as if at random tell nothing about the others: all are compared anew without them.
    """
    first = _round(ratings, scale, settings, frozenset())
    strangers = frozenset(each.coder for each in first if each.conduct is Conduct.AT_RANDOM)
    return _round(ratings, scale, settings, strangers) if strangers else first


def _round(ratings: Ratings, scale: Scale, settings: Settings, without: frozenset[str]) -> tuple[CoderAgreement, ...]:
    compared = compare(ratings, scale, without=without)
    random = generator(settings.seed)
    found = [_figures(each, settings, random) for each in compared]
    usual = [figures.agreement for figures in found if figures is not None]
    return tuple(
        _described(coder, each, figures, float(np.median(usual)) if usual else 0.0, settings)
        for coder, each, figures in zip(ratings.coders, compared, found, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    agreement: float
    lower: float | None
    upper: float | None
    chance: float


def _figures(compared: Compared, settings: Settings, random: np.random.Generator) -> _Figures | None:
    """Agreement, bounds and chance; None where nothing can be told."""
    apart = compared.apart
    places = len(apart)
    if places < LEAST or not apart.mean() > np.finfo(np.float64).eps:
        return None
    own = apart.diagonal()
    shuffles = random.permuted(np.tile(np.arange(places), (settings.resamples, 1)), axis=1)
    sums = apart[np.arange(places), shuffles].sum(axis=1)
    # The answers as they stand are one of the shuffles.
    as_well = 1 + (sums <= own.sum() * (1 + 1e-12)).sum()
    times = random.multinomial(places, np.full(places, 1 / places), size=settings.resamples).astype(np.float64)
    by_chance = np.einsum("rp,pq,rq->r", times, apart, times, optimize=True) / places
    fit = by_chance > np.finfo(np.float64).eps
    drawn = np.where(fit, 1 - times @ own / np.where(fit, by_chance, 1.0), np.nan)
    lower, upper = middle(drawn, settings.level)
    return _Figures(
        agreement=float(1 - own.mean() / apart.mean()),
        lower=lower,
        upper=upper,
        chance=float(as_well / (settings.resamples + 1)),
    )


def _described(
    coder: str, compared: Compared, figures: _Figures | None, usual: float, settings: Settings
) -> CoderAgreement:
    return CoderAgreement(
        coder=coder,
        places=len(compared.apart),
        answers=compared.answers,
        agreement=figures.agreement if figures else None,
        lower=figures.lower if figures else None,
        upper=figures.upper if figures else None,
        chance=figures.chance if figures else None,
        leniency=compared.leniency,
        conduct=_conduct(figures, usual, settings),
    )


def _conduct(figures: _Figures | None, usual: float, settings: Settings) -> Conduct:
    if figures is None:
        return Conduct.UNCLEAR
    if figures.chance <= settings.significance:
        return Conduct.WITH_OTHERS
    return Conduct.AT_RANDOM if figures.upper is not None and figures.upper < usual else Conduct.UNCLEAR
