"""Effective against nominal weights: how much of a score's variance goes along with each of its parts.

The correlation ratio of a part x and a score y is V(E(y | x)) / V(y): the share of y's variance that would go if x
were known. Sources: Paruolo, Saisana & Saltelli, Journal of the Royal Statistical Society A 176 (2013), "Ratings
and rankings: voodoo or science?"; Becker, Saisana, Paruolo & Vandecasteele, Ecological Indicators 80 (2017).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.coherence.correlation import FLAT, correlate
from commonground.methods.coherence.levels import Levels

Values = NDArray[np.float64]
LEAST = 5
"""Units from which a curve is fitted."""
WIDTHS = np.geomspace(0.1, 3.0, 12)
"""Bandwidths tried, in standard deviations of x."""
ALONE = 1e-9
"""A unit whose own weight in its fit is this near to 1 is predicted by nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Importance:
    """What one child means to the score of its group.

    ``linear`` is the squared correlation, ``curved`` the correlation ratio of a kernel regression. Their shares
    among all children are the effective weights ``effective_linear`` and ``effective_curved``, to be compared
    with ``nominal`` (None where the group's rule has no weights). All None for a child that does not vary or
    where there are fewer than five units.
    """

    child: str
    nominal: float | None
    linear: float | None
    curved: float | None
    effective_linear: float | None
    effective_curved: float | None


def importances(levels: Levels, group: str) -> tuple[Importance, ...]:
    """The importance of each child of ``group`` to the group's score."""
    children = levels.children(group)
    values, score = levels.values(*children), levels.values(group)[:, 0]
    linear, curved = linear_ratios(values, score), curved_ratios(values, score)
    found = zip(children, linear, curved, _shares(linear), _shares(curved), strict=True)
    return tuple(
        Importance(
            child=child,
            nominal=levels.node(child).weight,
            linear=_number(straight),
            curved=_number(bent),
            effective_linear=_number(share_straight),
            effective_curved=_number(share_bent),
        )
        for child, straight, bent, share_straight, share_bent in found
    )


def linear_ratios(values: Values, score: Values) -> Values:
    """The correlation ratio of a straight line, R squared, of ``score[unit]`` on each column of ``values[unit, i]``."""
    enough = (~np.isnan(values) & ~np.isnan(score)[:, np.newaxis]).sum(axis=0) >= LEAST
    return np.where(enough, correlate(values, score[:, np.newaxis])[:, 0] ** 2, np.nan)


def curved_ratios(values: Values, score: Values) -> Values:
    """The correlation ratio of a curve, of ``score[unit]`` on each column of ``values[unit, i]``.

    The curve is a local linear regression with a Gaussian kernel, its bandwidth chosen by leaving out one unit
    at a time (Paruolo et al. 2013, section 4). Where x has few distinct values it comes to the means of their
    groups, which is Pearson's own correlation ratio. NaN as in ``Importance``; between 0 and 1.
    """
    return np.array([_curved(column, score) for column in values.T])


def _curved(x: Values, y: Values) -> float:
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y = x[both], y[both]
    if len(x) < LEAST:
        return np.nan
    x, y = (part / (np.abs(part).max() or 1.0) for part in (x, y))
    if min(x.var(), y.var()) <= FLAT:
        return np.nan
    fitted, own = _fits((x - x.mean()) / x.std(), y)
    free = 1 - own
    alone = (free < ALONE).any(axis=1)
    left_out = ((y - fitted) / np.where(free < ALONE, 1.0, free)) ** 2
    error = np.where(alone, np.inf, left_out.mean(axis=1))
    best = fitted[np.argmin(error)]
    return float(np.clip(best.var() / y.var(), 0.0, 1.0))


def _fits(x: Values, y: Values) -> tuple[Values, Values]:
    """The fitted values of every bandwidth, ``[bandwidth, unit]``, and the weight of each unit in its own fit."""
    apart = x - x[:, np.newaxis]
    kernel = np.exp(-0.5 * (apart / WIDTHS[:, np.newaxis, np.newaxis]) ** 2)
    mass, pull, spread = kernel.sum(axis=2), (kernel * apart).sum(axis=2), (kernel * apart**2).sum(axis=2)
    level, slope = kernel @ y, (kernel * apart) @ y
    determinant = mass * spread - pull**2
    # Where only equal x are near, no slope can be told, and their mean is the fit.
    steep = determinant > FLAT * mass**2
    safe = np.where(steep, determinant, 1.0)
    fitted = np.where(steep, (spread * level - pull * slope) / safe, level / mass)
    own = np.where(steep, spread / safe, 1 / mass)
    return fitted, own


def _shares(ratios: Values) -> Values:
    total = float(np.nansum(ratios))
    return ratios / total if total > 0 else np.full(ratios.shape, np.nan)


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
