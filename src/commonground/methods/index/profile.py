"""Profiles: how the dimensions of an index combine into named approaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.arithmetic import combine
from commonground.methods.index.framework import Approach, Dimension, Profile
from commonground.methods.index.missing import count
from commonground.methods.index.names import unknown
from commonground.methods.index.rules import TOLERANCE, Mean, Require
from commonground.methods.index.scorecard import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One place in one period: each dimension's mean, whether it is met (None without a mean), and the approach."""

    means: Mapping[str, float | None]
    met: Mapping[str, bool | None]
    approach: Approach | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standings:
    """A profile of every place and period.

    ``means[dimension, place, period]`` are on the framework's scale, NaN where a child that applies has no
    score; ``met`` (same shape) is True where a mean reaches its threshold, within 1e-9.
    ``approaches[place, period]`` counts in ``profile.approaches``, -1 where none fits or a dimension has no mean.
    """

    card: Scorecard
    profile: Profile
    means: NDArray[np.float64]
    met: NDArray[np.bool_]
    approaches: NDArray[np.intp]

    def __getitem__(self, cell: tuple[str, str | int]) -> Standing:
        """The standing of (place, period); a ``KeyError`` for an unknown code."""
        _, place, period = self.card.at(self.card.nodes[0], *cell)
        codes = [dimension.code for dimension in self.profile.dimensions]
        means = [None if np.isnan(mean) else float(mean) for mean in self.means[:, place, period]]
        met = [None if mean is None else bool(met) for mean, met in zip(means, self.met[:, place, period], strict=True)]
        approach = int(self.approaches[place, period])
        return Standing(
            means=dict(zip(codes, means, strict=True)),
            met=dict(zip(codes, met, strict=True)),
            approach=self.profile.approaches[approach] if approach >= 0 else None,
        )


def profile(card: Scorecard, code: str) -> Standings:
    """The framework's profile called ``code`` for every place and period; a ``KeyError`` if there is none."""
    profiles = {each.code: each for each in card.framework.profiles}
    if code not in profiles:
        raise unknown("profile", code, profiles)
    found = profiles[code]
    means = np.stack([_mean(card, dimension) for dimension in found.dimensions])
    thresholds = np.array([[[dimension.threshold]] for dimension in found.dimensions])
    met = means >= thresholds - TOLERANCE
    return Standings(card=card, profile=found, means=means, met=met, approaches=_approaches(found, means, met))


def _mean(card: Scorecard, dimension: Dimension) -> NDArray[np.float64]:
    position = card.framework.structure.position
    rows = [position[child] for child in dimension.children]
    scores, coverage = (array[rows].reshape(len(rows), -1) for array in (card.scores, card.coverage))
    present = ~np.isnan(scores)
    children = count(Require(), np.where(present, scores, 0.0), present, ~np.isnan(coverage), coverage[0])
    mean = combine(Mean(), dimension.children, children.values, children.counts)
    return np.where(children.complete, mean, np.nan).reshape(card.scores.shape[1:])


def _approaches(found: Profile, means: NDArray[np.float64], met: NDArray[np.bool_]) -> NDArray[np.intp]:
    row = {dimension.code: index for index, dimension in enumerate(found.dimensions)}
    known = ~np.isnan(means).any(axis=0)
    approaches = np.full(known.shape, -1, np.intp)
    for index, approach in reversed(list(enumerate(found.approaches))):
        fits = known.copy()
        for dimension, needed in approach.when.items():
            fits &= met[row[dimension]] == needed
        approaches[fits] = index
    return approaches
