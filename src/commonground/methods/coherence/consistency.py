"""Cronbach's alpha: how far the children of a group vary together.

It describes. Policy indices are formative: their parts make up what is measured and need not vary together, so
a low alpha says that the parts differ, and no more; it never asks for a part to be taken out (Diamantopoulos &
Winklhofer, Journal of Marketing Research 38, 2001).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence.levels import Levels

Values = NDArray[np.float64]
LEAST = 3
"""Units from which a covariance is computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Alpha of a group's children, over the ``units`` that have all of them.

    ``without`` gives alpha of the other children for each child. None where there are fewer than two children
    or three units, or where their sum does not vary.
    """

    group: str
    children: tuple[str, ...]
    units: int
    alpha: float | None
    without: tuple[float | None, ...]


def consistency(levels: Levels, group: str) -> Consistency:
    """Cronbach's alpha of the children of ``group``, whole and without each child in turn."""
    children = levels.children(group)
    values = levels.values(*children)
    complete = values[~np.isnan(values).any(axis=1)]
    return Consistency(
        group=group,
        children=children,
        units=len(complete),
        alpha=cronbach(complete),
        without=tuple(cronbach(np.delete(complete, at, axis=1)) for at in range(len(children))),
    )


def cronbach(values: Values) -> float | None:
    """Cronbach's alpha of complete ``values[unit, item]``: k / (k - 1) (1 - sum of variances / variance of the sum).

    None for fewer than two items or three units, or where the sum does not vary. Source: Cronbach,
    Psychometrika 16 (1951).
    """
    units, items = values.shape
    if units < LEAST or items < 2:  # noqa: PLR2004 -- one item agrees with itself
        return None
    # Alpha has no unit, so the largest value may be 1: no square is too large.
    largest = np.abs(values).max() or 1.0
    covariance = np.cov(values / largest, rowvar=False)
    total, own = float(covariance.sum()), float(np.trace(covariance))
    if total <= np.finfo(np.float64).eps * max(own, np.finfo(np.float64).eps):
        return None
    return float(items / (items - 1) * (1 - own / total))
