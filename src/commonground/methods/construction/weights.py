"""Weights: how much each child counts within its composite.

Every function returns weights for the children of one composite that are above or at 0 and sum to 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.aggregate import Aggregation, aggregate
from commonground.methods.construction.require import require, weighs

Values = NDArray[np.float64]
FEWEST = 3
REACH = 7.0
"""No weight is more than e^7 times another: beyond that a child has no say at all."""


@dataclass(frozen=True, slots=True)
class Given:
    """The weights that stand in the hierarchy."""


@dataclass(frozen=True, slots=True)
class Equal:
    """The same weight for each child of a composite."""


@dataclass(frozen=True, slots=True)
class PrincipalComponent:
    """The squared loadings of the children on the first principal component of their correlations.

    The share of the component's variance that each child makes up. Source: Nicoletti, Scarpetta and Boylaud
    (2000), OECD Economics Department Working Paper 226; OECD/JRC (2008), step 6.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """The weights under which children correlate with their composite as ``importance`` asks: alike if left out.

    Source: Paruolo, Saisana and Saltelli (2013), "Ratings and rankings: voodoo or science?", Journal of the
    Royal Statistical Society A 176; Becker, Saisana, Paruolo and Vandecasteele (2017), Ecological Indicators 80.
    """

    importance: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        fits = all(map(weighs, self.importance.values()))
        require(fits, "An importance is not above 0, or too far from 1.", "Write numbers such as 1 or 2.5.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Points that experts were asked to distribute: ``points[expert][child]``.

    Within a composite each expert's points are brought to a sum of 1, so that every expert counts alike, and
    then averaged. An expert who gave no points to a composite's children is left out of it. Source: OECD/JRC
    (2008), step 6, budget allocation.
    """

    points: Mapping[str, Mapping[str, float]]

    def __post_init__(self) -> None:
        given = [share for points in self.points.values() for share in points.values()]
        fits = all(share == 0 or weighs(share) for share in given)
        require(fits, "An expert gave points below 0, or too far from 1.", "Write 0 or a number such as 25.")


Weighting = Given | Equal | PrincipalComponent | Influence | Budget


def principal_component_weights(values: Values) -> Values | None:
    """Weights from ``values[observation, child]``, see ``PrincipalComponent``; observations with gaps are left out.

    None where fewer than 3 observations are complete, or a child does not vary among them. A single child
    has all the weight.
    """
    correlations = _correlations(values)
    if correlations is None:
        return None
    vector = np.linalg.eigh(correlations)[1][:, -1]
    return np.asarray(vector**2 / np.sum(vector**2))


def influence_weights(values: Values, importance: Values, rule: Aggregation) -> Values | None:
    """Weights under which the correlation of each child with the composite stands to the others' as ``importance``.

    ``values[observation, child]``; the composite is made by ``rule``. Where no weights reach that, those that come
    nearest (least squares over the logarithms of weights). None as for ``principal_component_weights``.
    """
    from scipy.optimize import least_squares  # noqa: PLC0415 -- slow import
    from scipy.special import softmax  # noqa: PLC0415 -- slow import

    if _correlations(values) is None:
        return None
    complete = values[~np.isnan(values).any(axis=1)]
    wanted = importance / importance.sum()
    everything = np.ones((complete.shape[1], 1))

    def miss(logarithms: Values) -> Values:
        composite = aggregate(rule, complete, softmax(logarithms), everything)
        reached = np.nan_to_num(_correlate(complete, composite[:, 0]))
        return np.asarray(reached - wanted * reached.sum())

    start = np.zeros(complete.shape[1])
    found = least_squares(miss, start, bounds=(-REACH / 2, REACH / 2), xtol=1e-12, ftol=1e-12, gtol=1e-12)
    return np.asarray(softmax(found.x))


def budget_weights(points: Mapping[str, Mapping[str, float]], children: Sequence[str]) -> Values | None:
    """Weights of ``children`` from the experts' points, see ``Budget``; None where nobody gave them any."""
    given = np.array([[expert.get(child, 0.0) for child in children] for expert in points.values()])
    given = given.reshape(-1, len(children))
    asked = given[given.sum(axis=1) > 0]
    if not len(asked):
        return None
    shares = asked / asked.sum(axis=1, keepdims=True)
    return np.asarray(shares.mean(axis=0))


def _correlations(values: Values) -> Values | None:
    complete = values[~np.isnan(values).any(axis=1)]
    if len(complete) < FEWEST:
        return None
    with np.errstate(all="ignore"):
        correlations = np.atleast_2d(np.corrcoef(complete, rowvar=False))
    varies = np.all(complete.max(axis=0) > complete.min(axis=0)) and np.isfinite(correlations).all()
    return correlations if varies else None


def _correlate(values: Values, composite: Values) -> Values:
    with np.errstate(all="ignore"):
        shifted, other = values - values.mean(axis=0), composite - composite.mean()
        return np.asarray(other @ shifted / np.sqrt((shifted**2).sum(axis=0) * (other**2).sum()))
