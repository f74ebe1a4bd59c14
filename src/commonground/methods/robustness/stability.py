"""How far weights can go before places change: stability intervals and smallest swaps, in closed form.

Both stand on a score that is linear in the weights of one group: ``score[unit] = values[unit] @ weights``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index import TOLERANCE
from commonground.methods.index.answers import read_only

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """A score as a weighted sum over the children of one group.

    ``values[unit, child]`` is the unit's score if all of the group's weight lay on that child, NaN for a
    unit that lacks a child (it is compared with no other); ``weights[child]`` sum to 1.
    """

    group: str
    units: tuple[str, ...]
    children: tuple[str, ...]
    values: Values
    weights: Values

    def __post_init__(self) -> None:
        for name in ("values", "weights"):
            object.__setattr__(self, name, read_only(np.asarray(getattr(self, name), np.float64)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """The weight of a child at which two units tie, ``above`` being the one that stands higher now."""

    weight: float
    above: str
    below: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilityInterval:
    """Between which weights of one child no two units change places, the others keeping their proportions.

    ``lower`` and ``upper`` are where the first two tie, None where none do before 0 or 1.
    """

    child: str
    weight: float
    lower: Crossing | None
    upper: Crossing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """The smallest change of weights after which ``below`` has caught up with ``above``.

    ``moved`` is the weight that goes from some children to others (half the sum of absolute changes), and
    ``weights`` are those that result. Both are None where no weights would do, since ``above`` is nowhere behind.
    """

    above: str
    below: str
    moved: float | None
    weights: tuple[float, ...] | None


def stability_intervals(parts: Parts) -> tuple[StabilityInterval, ...]:
    """The stability interval of each child's weight.

    With weight t on child k and 1 - t on the others in their proportions, the difference of two units is
    t d_k + (1 - t) d_rest; it is 0 at t = d_rest / (d_rest - d_k). Units that tie are not compared.
    Source: Mareschal, European Journal of Operational Research 33 (1988), for the additive case.
    """
    above, below = _pairs(parts)
    gaps = parts.values[above] - parts.values[below]
    return tuple(_interval(parts, child, gaps, above, below) for child in range(len(parts.children)))


def smallest_swaps(parts: Parts) -> tuple[Swap, ...]:
    """For every two neighbours in rank, the smallest change of weights that lets the lower catch up.

    Weights stay 0 or more and sum to 1. The smallest change moves weight to the child on which the lower unit
    does best against the higher, from those on which it does worst, worst first: a linear programme with this
    greedy solution. Units that tie have no place to swap.
    """
    scores = parts.values @ parts.weights
    order = [at for at in np.argsort(-scores, kind="stable").tolist() if not np.isnan(scores[at])]
    return tuple(
        smallest_swap(parts, above, below)
        for above, below in pairwise(order)
        if scores[above] - scores[below] > TOLERANCE
    )


def smallest_swap(parts: Parts, above: int, below: int) -> Swap:
    """The smallest change of weights by which the unit at ``below`` catches up with the one at ``above``."""
    gaps = parts.values[above] - parts.values[below]
    names = {"above": parts.units[above], "below": parts.units[below]}
    to = int(np.argmin(gaps))
    if gaps[to] >= -TOLERANCE:
        return Swap(**names, moved=None, weights=None)
    sources = np.argsort(-gaps, kind="stable")
    gain = (gaps - gaps[to])[sources]
    closes = parts.weights[sources] * gain
    still_open = np.clip(gaps @ parts.weights - (np.cumsum(closes) - closes), 0, None)
    taken = np.minimum(parts.weights[sources], np.divide(still_open, gain, out=np.zeros_like(gain), where=gain > 0))
    weights = parts.weights.copy()
    weights[sources] -= taken
    weights[to] += taken.sum()
    return Swap(**names, moved=float(taken.sum()), weights=tuple(weights.tolist()))


def _pairs(parts: Parts) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The positions of every two units of which the first stands above the second."""
    scores = parts.values @ parts.weights
    gaps = scores[:, np.newaxis] - scores
    above, below = np.nonzero(np.nan_to_num(gaps) > TOLERANCE)
    return above, below


def _interval(
    parts: Parts, child: int, gaps: Values, above: NDArray[np.intp], below: NDArray[np.intp]
) -> StabilityInterval:
    weight = float(parts.weights[child])
    own = gaps[:, child]
    rest_weights = np.delete(parts.weights, child)
    if not rest_weights.sum() > 0:
        return StabilityInterval(child=parts.children[child], weight=weight, lower=None, upper=None)
    rest = np.delete(gaps, child, axis=1) @ (rest_weights / rest_weights.sum())
    slope = rest - own
    at = np.divide(rest, slope, out=np.full(slope.shape, np.nan), where=np.abs(slope) > TOLERANCE)
    inside = (at >= 0) & (at <= 1)

    def nearest(side: NDArray[np.bool_]) -> Crossing | None:
        found = np.flatnonzero(inside & side)
        if not found.size:
            return None
        pair = found[np.argmin(np.abs(at[found] - weight))]
        return Crossing(weight=float(at[pair]), above=parts.units[above[pair]], below=parts.units[below[pair]])

    return StabilityInterval(
        child=parts.children[child], weight=weight, lower=nearest(at < weight), upper=nearest(at > weight)
    )
