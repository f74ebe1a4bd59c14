"""Which assumption matters: first-order and total Sobol indices of what the assumptions do to ranks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness.intervals import LEVEL, require_level
from commonground.methods.robustness.model import BUDGET, Factor, Model, Settings, nominal_settings
from commonground.methods.robustness.simulation import Ranks, ranks_of, require
from commonground.methods.seeds import generator

Values = NDArray[np.float64]
RESAMPLES = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A Sobol index, with the bootstrap interval that its finite number of runs leaves around it."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one assumption does to the mean absolute change of rank.

    ``first`` is its effect alone, ``total`` its effect with all the others that it meets.
    """

    factor: Factor
    first: Estimate
    total: Estimate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sensitivity:
    """Shares of the variance of ranks that each assumption accounts for.

    ``effects`` are of the mean absolute change of all units' ranks against the nominal ones.
    ``first[factor, unit]`` and ``total[factor, unit]`` are of each unit's own rank. ``base`` is N, ``runs`` is
    N (d + 2), ``level`` that of the bootstrap intervals. An output that never varies has indices 0.
    """

    units: tuple[str, ...]
    base: int
    runs: int
    level: float
    effects: tuple[Effect, ...]
    first: Values
    total: Values

    def __getitem__(self, code: str) -> Effect:
        """The effect of the assumption called ``code``; a ``KeyError`` for an unknown one."""
        return {effect.factor.code: effect for effect in self.effects}[code]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Terms:
    """What the estimators take means of, as ``[row, factor, output]``; ``variance[output]`` is over A and B."""

    first: Values
    total: Values
    variance: Values


def sobol_design(factors: tuple[Factor, ...], *, base: int, seed: int) -> Settings:
    """Settings ``[N (d + 2), d]``: the samples A and B, then A with each column in turn from B.

    A and B are the halves of a scrambled Sobol sequence in 2 d dimensions, each number turned into one of the
    factor's alternatives with equal chance. Source: Saltelli et al., Computer Physics Communications 181 (2010).
    """
    from scipy.stats import qmc  # noqa: PLC0415 -- slow import

    sequence = qmc.Sobol(2 * len(factors), scramble=True, rng=generator(seed))
    # Whole powers of two keep the sequence balanced; what is too many is cut off.
    drawn = sequence.random_base2((base - 1).bit_length())[:base]
    sizes = np.tile([factor.size for factor in factors], 2)
    settings = np.minimum((drawn * sizes).astype(np.intp), sizes - 1)
    first, second = settings[:, : len(factors)], settings[:, len(factors) :]
    mixed = np.repeat(first[np.newaxis], len(factors), axis=0)
    for column in range(len(factors)):
        mixed[column, :, column] = second[:, column]
    return np.concatenate([first, second, *mixed])


def sensitivity(model: Model, *, base: int, seed: int, level: float = LEVEL, resamples: int = RESAMPLES) -> Sensitivity:
    """Sobol indices from N (d + 2) runs, N being ``base``.

    First order: mean(yB (yABi - yA)) / var (Saltelli et al. 2010); total: mean((yA - yABi)^2) / (2 var) (Jansen,
    Computer Physics Communications 117, 1999); outputs are centred. Intervals: percentile bootstrap over the
    N rows. A unit without a score counts as standing last. Raises ``RobustnessError`` where there is nothing to vary.
    """
    require(model, base)
    require_level(level)
    settings = sobol_design(model.factors, base=base, seed=seed)
    ranks = _with_last(ranks_of(model.run(settings)))
    nominal = _with_last(ranks_of(model.run(nominal_settings(model))))
    shift = np.abs(ranks - nominal).mean(axis=1)[:, np.newaxis]
    by_unit = _by_unit(ranks, base)
    return Sensitivity(
        units=model.units,
        base=base,
        runs=len(settings),
        level=level,
        effects=_effects(model.factors, shift, level, generator([seed, 1]), resamples),
        first=by_unit[0],
        total=by_unit[1],
    )


def terms(outputs: Values, base: int) -> Terms:
    """The terms of the estimators, from ``outputs[row of the design, output]``."""
    outputs = outputs - outputs[: 2 * base].mean(axis=0)
    first, second = outputs[:base], outputs[base : 2 * base]
    mixed = outputs[2 * base :].reshape(-1, base, outputs.shape[1]).transpose(1, 0, 2)
    return Terms(
        first=second[:, np.newaxis] * (mixed - first[:, np.newaxis]),
        total=(first[:, np.newaxis] - mixed) ** 2 / 2,
        variance=outputs[: 2 * base].var(axis=0),
    )


def shares(part: Values, variance: Values) -> Values:
    """Parts of a variance; 0 where nothing varies."""
    # Nothing but the last digits varies below this.
    varies = np.broadcast_to(variance > np.finfo(np.float64).eps, part.shape)
    return np.divide(part, variance, out=np.zeros(part.shape), where=varies)


def _with_last(ranks: Ranks) -> Values:
    return np.where(ranks == 0, ranks.shape[1], ranks).astype(np.float64)


def _by_unit(ranks: Values, base: int) -> tuple[Values, Values]:
    """First-order and total indices as ``[factor, unit]``, a few units at a time."""
    found = []
    step = max(1, BUDGET // len(ranks))
    for start in range(0, ranks.shape[1], step):
        each = terms(ranks[:, start : start + step], base)
        found.append([shares(part.mean(axis=0), each.variance) for part in (each.first, each.total)])
    first, total = (np.concatenate(parts, axis=1) for parts in zip(*found, strict=True))
    return first, total


def _effects(
    factors: tuple[Factor, ...],
    shift: Values,
    level: float,
    random: np.random.Generator,
    resamples: int,
) -> tuple[Effect, ...]:
    base = len(shift) // (len(factors) + 2)
    each = terms(shift, base)
    centred = shift[: 2 * base, 0] - shift[: 2 * base].mean()
    pairs = np.stack([centred[:base] + centred[base:], centred[:base] ** 2 + centred[base:] ** 2], axis=1) / 2
    parts = np.concatenate([each.first[:, :, 0], each.total[:, :, 0], pairs], axis=1)
    again = _resampled(parts, random, resamples)
    variance = again[:, -1:] - again[:, -2:-1] ** 2
    drawn = shares(again[:, :-2], variance)
    lower, upper = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    value = shares(parts[:, :-2].mean(axis=0), each.variance)
    found = [
        Estimate(value=v, lower=a, upper=b)
        for v, a, b in zip(*map(np.ndarray.tolist, (value, lower, upper)), strict=True)
    ]
    return tuple(
        Effect(factor=factor, first=first, total=total)
        for factor, first, total in zip(factors, found[: len(factors)], found[len(factors) :], strict=True)
    )


def _resampled(parts: Values, random: np.random.Generator, resamples: int) -> Values:
    """The means of ``parts[row, column]`` over rows drawn with replacement, as ``[resample, column]``."""
    rows = len(parts)
    means = np.empty((resamples, parts.shape[1]))
    step = max(1, BUDGET // rows)
    for start in range(0, resamples, step):
        drawn = random.multinomial(rows, np.full(rows, 1 / rows), size=min(step, resamples - start))
        means[start : start + step] = drawn @ parts / rows
    return means
