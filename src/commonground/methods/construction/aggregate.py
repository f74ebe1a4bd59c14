"""Aggregation: how composites follow from their children. Everything that aggregates numbers calls ``aggregate``.

The means are one family, ``(sum w x^p / sum w)^(1/p)``: arithmetic p = 1, geometric p = 0 (in the limit),
harmonic p = -1. Source: OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.require import require

Values = NDArray[np.float64]
EVEN = 1e-12
"""Outranking shares nearer to one half than this are even: sums of weights are not exact."""


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The weighted arithmetic mean: a low child is made up for by a high one in full."""


@dataclass(frozen=True, slots=True)
class Geometric:
    """The weighted geometric mean: a low child is made up for in part. Values must be above 0."""


@dataclass(frozen=True, slots=True)
class Harmonic:
    """The weighted harmonic mean: a low child is hardly made up for. Values must be above 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generalised:
    """The weighted power mean of a ``power`` other than 0.

    Values must be at least 0, and above 0 where the power is below 0.
    """

    power: float

    def __post_init__(self) -> None:
        fits = isfinite(self.power) and self.power != 0
        require(fits, f"The power is {self.power:g}.", "Write a number other than 0; the geometric mean stands for 0.")


@dataclass(frozen=True, slots=True)
class Copeland:
    """Places won less places lost against, in pairs.

    A place wins against another where the weights of the children in which it is higher, and half of those
    in which both are even, are more than half of all. So the score is a whole number from -(n - 1) to n - 1.
    Source: Munda (2008), Social Multi-Criteria Evaluation, chapter 6; OECD/JRC (2008), step 6.
    """


@dataclass(frozen=True, slots=True)
class Outranking:
    """The sum over all other places of the share of weights in which a place is the higher: from 0 to n - 1.

    This is what the R package COINr calls its Copeland scores.
    """


Aggregation = Arithmetic | Geometric | Harmonic | Generalised | Copeland | Outranking

POWERS = {Arithmetic: 1.0, Geometric: 0.0, Harmonic: -1.0}


def aggregate(rule: Aggregation, values: Values, weights: Values, membership: Values, threshold: float = 0.0) -> Values:
    """The composites of one level, ``[..., place, composite]``.

    ``values[..., place, child]`` (NaN is missing), ``weights[..., child]``, ``membership[child, composite]``
    (1 or 0). Leading axes, such as runs, are broadcast; weights are relative within each composite. A
    missing child is left out with its weight; a composite is NaN where the share of children present lies
    below ``threshold``, where none is present, where their weights sum to 0, and where a child has a value
    that the rule cannot take (see the rules). Never warns.
    """
    if isinstance(rule, Copeland | Outranking):
        return _outrank(rule, values, weights, membership, threshold)
    return _mean(_power(rule), values, weights, membership, threshold)


def refuses(rule: Aggregation, values: Values) -> NDArray[np.bool_]:
    """Which values the rule cannot take; a missing value is never refused."""
    if isinstance(rule, Copeland | Outranking):
        return np.zeros(values.shape, np.bool_)
    return _refused(_power(rule), values)


def _power(rule: Arithmetic | Geometric | Harmonic | Generalised) -> float:
    return rule.power if isinstance(rule, Generalised) else POWERS[type(rule)]


def _refused(power: float, values: Values) -> NDArray[np.bool_]:
    if power == 1.0:
        return np.zeros(values.shape, np.bool_)
    return np.asarray(values < 0 if power > 0 else values <= 0)


def _mean(power: float, values: Values, weights: Values, membership: Values, threshold: float) -> Values:
    # The minimum is NaN where anything is missing: one pass tells whether the short way is open.
    lowest = float(np.min(values, initial=np.inf))
    if lowest > 0 or (power == 1.0 and lowest == lowest):  # noqa: PLR0124 -- false for NaN
        with np.errstate(all="ignore"):
            return _back(power, _averages(_forth(power, values), weights, membership))
    present = ~np.isnan(values)
    refused = _refused(power, values)
    usable = np.where(present & ~refused, values, 1.0)
    here = present.astype(np.float64)
    with np.errstate(all="ignore"):
        held = _averages(here, weights, membership)
        result = _back(power, _averages(_forth(power, usable) * here, weights, membership) / held)
        covered = (here @ membership) / membership.sum(axis=0) >= threshold - EVEN
    poisoned = (refused.astype(np.float64) @ membership) > 0
    return np.where((held > 0) & covered & ~poisoned, result, np.nan)


def _averages(values: Values, weights: Values, membership: Values) -> Values:
    """The weighted sums of each composite's children over the sums of their weights, ``[..., place, composite]``."""
    if values.ndim > 2 or weights.ndim == 1:  # noqa: PLR2004 -- one table of places and children
        spread = weights[..., :, np.newaxis] * membership
        return np.asarray(values @ (spread / spread.sum(axis=-2, keepdims=True)))
    # Many sets of weights over one table: each composite is one product of matrices, of its own children alone.
    result = np.empty((*weights.shape[:-1], len(values), membership.shape[1]))
    for number, column in enumerate(membership.T):
        members = np.flatnonzero(column)
        own = weights[..., members]
        result[..., number] = (own / own.sum(axis=-1, keepdims=True)) @ values[:, members].T
    return result


def _forth(power: float, values: Values) -> Values:
    if power == 1.0:
        return values
    if power == 0.0:
        return np.log(values)
    return np.asarray(1.0 / values if power == -1.0 else values**power)


def _back(power: float, values: Values) -> Values:
    if power == 1.0:
        return values
    if power == 0.0:
        return np.exp(values)
    return np.asarray(1.0 / values if power == -1.0 else values ** (1.0 / power))


def _outrank(
    rule: Copeland | Outranking, values: Values, weights: Values, membership: Values, threshold: float
) -> Values:
    results = [
        _tournament(rule, values[..., members], weights[..., members], threshold)
        for members in (np.flatnonzero(column) for column in membership.T)
    ]
    return np.stack(np.broadcast_arrays(*results), axis=-1)


def _tournament(rule: Copeland | Outranking, values: Values, weights: Values, threshold: float) -> Values:
    """The scores of one composite, ``[..., place]``."""
    present = ~np.isnan(values)
    takes_part = present.any(axis=-1) & (present.mean(axis=-1) >= threshold - EVEN)
    lead, compared = np.zeros(()), np.zeros(())
    for child in range(values.shape[-1]):
        column = np.where(takes_part, values[..., child], np.nan)
        weight = weights[..., child, np.newaxis, np.newaxis]
        rows, columns = column[..., :, np.newaxis], column[..., np.newaxis, :]
        higher, lower = rows > columns, rows < columns
        lead = lead + weight * (higher.astype(np.float64) - lower)
        compared = compared + weight * (higher | lower | (rows == columns))
    with np.errstate(invalid="ignore", divide="ignore"):
        margin = np.where(compared > 0, lead / compared, 0.0)
    if isinstance(rule, Copeland):
        scores = np.sum(np.where(np.abs(margin) > EVEN, np.sign(margin), 0.0), axis=-1)
    else:
        meets = (
            takes_part[..., :, np.newaxis] & takes_part[..., np.newaxis, :] & ~np.eye(values.shape[-2], dtype=np.bool_)
        )
        scores = np.sum(np.where(meets, (1 + margin) / 2, 0.0), axis=-1)
    return np.where(takes_part, scores, np.nan)
