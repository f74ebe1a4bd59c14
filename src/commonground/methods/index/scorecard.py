"""The result of scoring: every score, coverage and rank, and the way to each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index.answers import Answers, read_only
from commonground.methods.index.framework import Band, Framework
from commonground.methods.index.names import unknown
from commonground.methods.index.part import Part
from commonground.methods.index.ranks import competition_ranks
from commonground.methods.index.rules import TOLERANCE
from commonground.methods.index.trace import trace

Cell = tuple[str, str, str | int]
"""(node, place, period)"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scorecard:
    """Scores of every node, place and period.

    ``scores[node, place, period]`` is on the framework's scale, NaN where there is no score. ``coverage``
    (same shape) is answered over applicable questions below the node, 0 to 1, NaN where none applies.
    ``nodes`` are in framework order; places and periods in the answers' order.
    """

    framework: Framework
    answers: Answers
    nodes: tuple[str, ...]
    scores: NDArray[np.float64]
    coverage: NDArray[np.float64]
    _ranks: list[NDArray[np.int32]] = field(init=False, repr=False, default_factory=list)
    _axes: tuple[Mapping[str, int], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("scores", "coverage"):
            object.__setattr__(self, name, read_only(getattr(self, name)))
        axes = (self.nodes, self.answers.places, self.answers.periods)
        object.__setattr__(self, "_axes", tuple({code: at for at, code in enumerate(axis)} for axis in axes))

    @property
    def ranks(self) -> NDArray[np.int32]:
        """Competition ranks ``[node, place, period]`` among the places of a node and period, once they are asked for.

        1 is the highest score, scores within 1e-9 tie, 0 is no rank.
        """
        if not self._ranks:
            self._ranks.append(read_only(competition_ranks(self.scores)))
        return self._ranks[0]

    def __getitem__(self, cell: Cell) -> float | None:
        """The score of (node, place, period) at full precision, or None; a ``KeyError`` for an unknown code."""
        return _number(self.scores[self.at(*cell)])

    def at(self, node: str, place: str, period: str | int) -> tuple[int, int, int]:
        """Where a cell stands in the arrays; a ``KeyError`` that suggests a name for an unknown code."""
        codes = {"node": node, "place": place, "period": str(period)}
        for (kind, code), axis in zip(codes.items(), self._axes, strict=True):
            if code not in axis:
                raise unknown(kind, code, axis)
        return self._axes[0][node], self._axes[1][place], self._axes[2][str(period)]

    def rank(self, node: str, place: str, period: str | int) -> int | None:
        """The competition rank of a place, or None where it has no score."""
        return int(self.ranks[self.at(node, place, period)]) or None

    def coverage_of(self, node: str, place: str, period: str | int) -> float | None:
        """Answered over applicable questions below the node, 0 to 1; None where no question applies."""
        return _number(self.coverage[self.at(node, place, period)])

    def band(self, score: float | None) -> Band | None:
        """The band a score lies in; None without a score, outside the scale, or in a framework without bands.

        A score within 1e-9 of a band's lower end has reached it.
        """
        bands = sorted(self.framework.bands, key=lambda band: band.lower)
        if score is None or not bands or score > bands[-1].upper + TOLERANCE:
            return None
        reached = [band for band in bands if score >= band.lower - TOLERANCE]
        return reached[-1] if reached else None

    def trace(self, node: str, place: str, period: str | int) -> Part:
        """How a score came about, down to the answers; or why there is none."""
        self.at(node, place, period)
        return trace(self, node, place, str(period))


def _number(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
