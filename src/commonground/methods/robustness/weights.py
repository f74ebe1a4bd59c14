"""Sets of weights: noise around those an index has, or all that there could be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Every weight multiplied by 1 + u, u uniform between -``share`` and ``share``, independently.

    Source: OECD & JRC, Handbook on Constructing Composite Indicators (2008), step 7; COINr calls it noisy weights.
    """

    share: float = 0.25


@dataclass(frozen=True, slots=True)
class Simplex:
    """Every set of weights equally likely: uniform over those that are 0 or more and sum to 1.

    Source: Lahdelma & Salminen, SMAA-2, Operations Research 49 (2001), without preference information.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Sets of weights that are there already: ``tables[group][set][child]``, as those experts gave or another run drew.

    The weights of a set need not sum to 1; the same set of every group is taken together.
    """

    tables: Mapping[str, tuple[tuple[float, ...], ...]]


Spread = Noise | Simplex | Listed


def spread_title(spread: Spread) -> str:
    """What is varied, for the names of assumptions."""
    match spread:
        case Noise(share=share):
            return f"weights by up to {share:.0%}"
        case Simplex():
            return "all weights"
        case _:
            return "given sets of weights"


def weight_sets(spread: Spread, group: str, nominal: Values, sets: int, random: np.random.Generator) -> Values:
    """``sets + 1`` sets of weights for the children of ``group``, as ``[set, child]``, each summing to 1.

    ``nominal[child]`` are the weights of the index; they stand last, so that ``NOMINAL`` finds them.
    """
    match spread:
        case Noise(share=share):
            drawn = nominal * (1 + random.uniform(-share, share, (sets, len(nominal))))
        case Simplex():
            drawn = random.standard_exponential((sets, len(nominal)))
        case _:
            drawn = np.array(spread.tables[group], float)
    whole = np.concatenate([drawn, nominal[np.newaxis]])
    found: Values = whole / whole.sum(axis=1, keepdims=True)
    return found
