"""Krippendorff's alpha, with an interval from resampled places.

Alpha is 1 - observed over expected disagreement. It takes any number of coders, missing answers and four scales.
Source: Krippendorff, Computing Krippendorff's Alpha-Reliability (University of Pennsylvania, 2011).

**Which bootstrap.** Places are drawn again with replacement, each with all its units and all their answers, and
the interval lies between percentiles of the alphas found (Zapf, Castell, Morawietz & Karch, BMC Medical Research
Methodology 16:93, 2016). Krippendorff's own draws pairs of answers as if they were independent, which the answers
to one unit are not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.agreement.checks import require_level, require_resamples
from commonground.methods.agreement.counts import tally
from commonground.methods.agreement.scales import Scale, differences, positions
from commonground.methods.seeds import generator

Values = NDArray[np.float64]
LEVEL = 0.95
RESAMPLES = 1000
BLOCK = 1 << 20
"""Numbers held at a time in one array."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Alpha and its interval, over the ``units`` that two coders or more answered, in all ``answers`` times.

    ``value`` is None where fewer than two units can be compared, or all their answers are the same: then there
    is nothing to be reliable about. The bounds are None with it, and where every resample is of that kind.
    """

    value: float | None
    lower: float | None
    upper: float | None
    units: int
    answers: int


def krippendorff(values: Values, scale: Scale) -> float | None:
    """Alpha of ``values[coder, unit]``, NaN where a coder gave no answer; None where there is none.

    Raises ``RatingsError`` for negative values on a ratio scale.
    """
    categories, counts = _paired(values)
    return _figure(_alphas(np.ones((1, len(counts))), counts, categories, scale)[0])


def krippendorff_without(values: Values, scale: Scale) -> list[float | None]:
    """Alpha of ``values[coder, unit]`` without each coder in turn, in their order; None where there is none.

    Raises ``RatingsError`` for negative values on a ratio scale.
    """
    categories, counts = tally(values)
    step = max(1, BLOCK // max(1, counts.size))
    found: list[float | None] = []
    for start in range(0, len(values), step):
        others = counts - (values[start : start + step, :, np.newaxis] == categories)
        paired = (others.sum(axis=-1) > 1).astype(np.float64)
        left = _block(paired, others * paired[..., np.newaxis], categories, scale)
        found += [_figure(each) for each in left]
    return found


def alpha(
    values: Values,
    scale: Scale,
    *,
    seed: int,
    clusters: NDArray[np.intp] | None = None,
    level: float = LEVEL,
    resamples: int = RESAMPLES,
) -> Alpha:
    """Alpha of ``values[coder, unit]`` and the interval that holds the middle ``level`` of ``resamples``.

    ``clusters[unit]`` number the place that each unit belongs to, which is drawn as a whole; without them each
    unit is its own. Raises ``RatingsError`` for negative values on a ratio scale, an impossible level, and
    fewer than one resample.
    """
    require_level(level)
    require_resamples(resamples)
    paired = (~np.isnan(values)).sum(axis=0) > 1
    categories, counts = _paired(values)
    own = np.arange(values.shape[1]) if clusters is None else clusters
    places, cluster = np.unique(own[paired], return_inverse=True)
    value = _figure(_alphas(np.ones((1, len(counts))), counts, categories, scale)[0])
    lower = upper = None
    if value is not None:
        draw = generator(seed)
        times = draw.multinomial(len(places), np.full(len(places), 1 / len(places)), size=resamples)
        lower, upper = middle(_alphas(times[:, cluster].astype(np.float64), counts, categories, scale), level)
    return Alpha(value=value, lower=lower, upper=upper, units=len(counts), answers=int(counts.sum()))


def middle(values: Values, level: float) -> tuple[float | None, float | None]:
    """The bounds of the middle ``level`` of values, leaving out NaN; None where nothing else is there."""
    found = values[~np.isnan(values)]
    if not found.size:
        return None, None
    lower, upper = np.quantile(found, [(1 - level) / 2, (1 + level) / 2]).tolist()
    return lower, upper


def _paired(values: Values) -> tuple[Values, Values]:
    """Categories and counts of the units that two coders or more answered."""
    return tally(values[:, (~np.isnan(values)).sum(axis=0) > 1])


def _alphas(times: Values, counts: Values, categories: Values, scale: Scale) -> Values:
    """Alpha ``[run]`` where each unit counts ``times[run, unit]``; NaN where nothing can be told."""
    step = max(1, BLOCK // max(1, counts.size))
    parts = [_block(times[start : start + step], counts, categories, scale) for start in range(0, len(times), step)]
    return np.concatenate(parts)


def _block(times: Values, counts: Values, categories: Values, scale: Scale) -> Values:
    """Alpha of some runs; ``counts[unit, category]`` are those of all, ``[run, unit, category]`` each run's own."""
    totals = _sums("ru,uc->rc", times, counts)
    number = totals.sum(axis=1)
    line = positions(scale, categories, totals)
    if line is None:
        observed, expected = _between(times, counts, totals, differences(scale, categories, totals[0]))
    else:
        observed, expected = _along(times, counts, totals, line)
    # Fewer than two units say nothing of disagreement between units.
    fit = (expected > np.finfo(np.float64).eps * number) & ((times > 0).sum(axis=1) > 1)
    return np.where(fit, 1 - (number - 1) * observed / np.where(fit, expected, 1.0), np.nan)


def _between(times: Values, counts: Values, totals: Values, apart: Values) -> tuple[Values, Values]:
    """Sums of differences within units (each over its coders less one) and between all answers."""
    within = (counts @ apart * counts).sum(axis=-1) / (counts.sum(axis=-1) - 1)
    return (times * within).sum(axis=1), np.einsum("rc,ck,rk->r", totals, apart, totals, optimize=True)


def _along(times: Values, counts: Values, totals: Values, line: Values) -> tuple[Values, Values]:
    """The same for squared distances along a line, where the sum over pairs is 2 (n Σ x² - (Σ x)²)."""
    coders = counts.sum(axis=-1)
    number = totals.sum(axis=1)
    # Taken from their mean, so that little is lost in the difference of two sums.
    centred = line - (totals * line).sum(axis=1, keepdims=True) / np.maximum(number, 1)[:, np.newaxis]
    squares, sums = (_sums("rc,uc->ru", each, counts) for each in (centred**2, centred))
    within = 2 * (times * (coders * squares - sums**2) / (coders - 1)).sum(axis=1)
    return within, 2 * number * (totals * centred**2).sum(axis=1)


def _sums(written: str, of_runs: Values, counts: Values) -> Values:
    """Sums over counts, ``written`` as ``np.einsum`` has them, whether they are those of all or each run's own."""
    if counts.ndim > 2:  # noqa: PLR2004 -- unit and category
        written = written.replace(",", ",r")
    return np.asarray(np.einsum(written, of_runs, counts, optimize=True))


def _figure(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
