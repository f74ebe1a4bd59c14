"""The influence of each part: what leaving it out does to the ranks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence.correlation import Method, correlate
from commonground.methods.coherence.errors import CoherenceError
from commonground.methods.errors import Problem
from commonground.methods.index.ranks import competition_ranks

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """What leaving out one part does, over the ``units`` that have a rank with and without it.

    ``mean_shift`` and ``largest_shift`` are of absolute changes of rank, ``unit`` the one that moves most;
    ``agreement`` is Spearman's correlation of the two rankings. None where no unit has both ranks, and for the
    agreement also where one ranking is all ties.
    """

    code: str
    units: int
    mean_shift: float | None
    largest_shift: int | None
    unit: str
    agreement: float | None


def influence(
    units: tuple[str, ...], codes: tuple[str, ...], nominal: Values, without: Values
) -> tuple[Influence, ...]:
    """The influence of each part, from scores as they are, ``nominal[unit]``, and without it, ``without[part, unit]``.

    The mean absolute change of rank is that of Saisana, Saltelli & Tarantola, Journal of the Royal Statistical
    Society A 168 (2005). Raises ``CoherenceError`` where the scores do not fit the units and parts.
    """
    if nominal.shape != (len(units),) or without.shape != (len(codes), len(units)):
        raise CoherenceError(
            Problem(
                code="coherence-influence",
                message=f"Scores of shape {nominal.shape} and {without.shape} do not fit {len(units)} units and "
                f"{len(codes)} parts.",
                remedy="Give one score a unit as it is, and one without each part.",
            )
        )
    ranks = competition_ranks(np.vstack([nominal, without])[:, :, np.newaxis])[:, :, 0]
    agreement = correlate(without.T, nominal[:, np.newaxis], Method.SPEARMAN)[:, 0]
    return tuple(
        _influence(units, code, ranks[0], ranks[at + 1], float(agreement[at])) for at, code in enumerate(codes)
    )


def _influence(
    units: tuple[str, ...], code: str, nominal: NDArray[np.int32], ranks: NDArray[np.int32], agreement: float
) -> Influence:
    both = np.flatnonzero((nominal > 0) & (ranks > 0))
    shift = np.abs(ranks[both] - nominal[both])
    most = int(np.argmax(shift)) if both.size else 0
    return Influence(
        code=code,
        units=int(both.size),
        mean_shift=float(shift.mean()) if both.size else None,
        largest_shift=int(shift[most]) if both.size else None,
        unit=units[both[most]] if both.size else "",
        agreement=None if np.isnan(agreement) else agreement,
    )
