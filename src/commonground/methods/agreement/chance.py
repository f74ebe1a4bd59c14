"""Agreement in per cent, and corrected for chance as the field does it.

Every coefficient is (p - e) / (1 - e): p the agreement seen, e the one expected by chance, in part as the scale
allows. They differ in e. All take missing answers as Gwet does (Handbook of Inter-Rater Reliability, 4th edition,
2014, chapters 2 to 4): p from units that two coders answered, how often a category is used from all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.counts import tally
from commonground.methods.agreement.scales import Scale, partial_agreement

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """Agreement of any number of coders; None where it cannot be computed.

    ``percentage`` is how often two coders of a unit gave the same answer, from 0 to 1, and ``partial`` counts
    near answers in part, as the scale has it. ``fleiss`` is Fleiss' kappa with that weighting (Fleiss,
    Psychological Bulletin 76, 1971). ``gwet`` is AC1 on the nominal scale, else AC2 (Gwet, British Journal of
    Mathematical and Statistical Psychology 61, 2008); unlike kappa it stays high where all agree on one answer.
    """

    percentage: float | None
    partial: float | None
    fleiss: float | None
    gwet: float | None


def coefficients(values: Values, scale: Scale, options: tuple[float, ...] = ()) -> Coefficients:
    """The coefficients of ``values[coder, unit]``, NaN where there is no answer.

    ``options`` are all the answers that could be given (which AC depends on); without them, those that occur.
    Raises ``RatingsError`` for negative values on a ratio scale.
    """
    categories, counts = tally(values, options)
    weights = partial_agreement(scale, categories)
    counts = counts[counts.sum(axis=1) > 0]
    partial = _agreement(counts, weights)
    if partial is None:
        return Coefficients(percentage=None, partial=None, fleiss=None, gwet=None)
    shares = (counts / counts.sum(axis=1, keepdims=True)).mean(axis=0)
    number = len(categories)
    spread = float(shares @ (1 - shares)) * float(weights.sum()) / (number * (number - 1)) if number > 1 else 0.0
    return Coefficients(
        percentage=_agreement(counts, np.eye(number)),
        partial=partial,
        fleiss=_corrected(partial, float(shares @ weights @ shares)),
        gwet=_corrected(partial, spread),
    )


def cohen(first: Values, second: Values, scale: Scale, options: tuple[float, ...] = ()) -> float | None:
    """Cohen's kappa of two coders over ``[unit]``, weighted as the scale has it; None where there is none.

    Units that one of them left out do not count. Chance is each coder's own use of the categories. Source:
    Cohen, Educational and Psychological Measurement 20 (1960), and Psychological Bulletin 70 (1968).
    """
    both = np.stack([first, second])
    both = both[:, ~np.isnan(both).any(axis=0)]
    if not both.size:
        return None
    categories, _ = tally(both, options)
    weights = partial_agreement(scale, categories)
    one, other = (np.searchsorted(categories, values) for values in both)
    use = [np.bincount(at, minlength=len(categories)) / len(at) for at in (one, other)]
    return _corrected(float(weights[one, other].mean()), float(use[0] @ weights @ use[1]))


def _agreement(counts: Values, weights: Values) -> float | None:
    """The mean over units of how far two of its coders agree."""
    coders = counts.sum(axis=1)
    paired, number = counts[coders > 1], coders[coders > 1]
    if not len(paired):
        return None
    # What a coder agrees with itself is taken out: 1 for each.
    agreeing = (np.einsum("uc,ck,uk->u", paired, weights, paired, optimize=True) - number) / (number * (number - 1))
    return float(agreeing.mean())


def _corrected(seen: float, chance: float) -> float | None:
    """(p - e) / (1 - e), None where chance alone agrees on everything."""
    room = 1 - chance
    return (seen - chance) / room if room > np.finfo(np.float64).eps * 8 else None
