"""Which assumption moves which rank: one assumption varied at a time, all others left as the index has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonground.methods.robustness.model import Factor, Model, nominal_settings
from commonground.methods.robustness.simulation import Ranks, ranks_of, require

MOST = 256
"""Of a larger set of alternatives, drawn at random as it is, this many are run."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Moves:
    """The ranks that each assumption leads to on its own.

    ``nominal[unit]`` are the ranks of the index as it is; ``ranks[factor]`` those under each of its
    alternatives, as ``[alternative, unit]``, 0 without a score.
    """

    units: tuple[str, ...]
    factors: tuple[Factor, ...]
    nominal: Ranks
    ranks: tuple[Ranks, ...]

    def span(self, factor: int, unit: int) -> tuple[int, int] | None:
        """The best and the worst rank of a unit under one assumption's alternatives; None without any."""
        ranked = self.ranks[factor][:, unit]
        ranked = ranked[ranked > 0]
        return (int(ranked.min()), int(ranked.max())) if ranked.size else None

    def largest(self, factor: int, unit: int) -> int | None:
        """The most ranks that one assumption moves a unit from its nominal one; None where it has none."""
        span, nominal = self.span(factor, unit), int(self.nominal[unit])
        return max(abs(rank - nominal) for rank in span) if span and nominal else None


def moves(model: Model, *, most: int = MOST) -> Moves:
    """The ranks under each alternative of each assumption on its own; of drawn sets the first ``most``.

    Raises ``RobustnessError`` where there is nothing to vary.
    """
    require(model, most)
    sizes = [factor.size if factor.labels else min(factor.size, most) for factor in model.factors]
    settings = nominal_settings(model, 1 + sum(sizes))
    starts = np.cumsum([1, *sizes])
    for column, (start, size) in enumerate(zip(starts[:-1], sizes, strict=True)):
        settings[start : start + size, column] = np.arange(size)
    nominal, *ranks = np.split(ranks_of(model.run(settings)), starts[:-1])
    return Moves(units=model.units, factors=model.factors, nominal=nominal[0], ranks=tuple(ranks))
