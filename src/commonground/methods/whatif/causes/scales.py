"""The same answer on the scales of two editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index import TOLERANCE, Framework, Geometric, Group, Lookup, Missing, Row, Rule, Substitute


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """From the points of one framework to those of another.

    The points of a question become those of the option with the same code; where no option of the same code has
    them, they keep their place on the scale.
    """

    source: Framework
    target: Framework

    def question(self, code: str, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of a question, of any shape; NaN stays."""
        result = self.scale(points)
        for old, new in self._options(code).items():
            result = np.where(np.abs(points - old) <= TOLERANCE, new, result)
        return result

    def same(self, code: str, points: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Where ``points`` in the one may be the same answer to a question as ``others`` in the other.

        That is where an option that both have carries them, of several with the same points any one.
        """
        result = np.abs(self.question(code, points) - others) <= TOLERANCE
        new = _points(self.target, code)
        for option, old in _points(self.source, code).items():
            if option in new:
                result |= (np.abs(points - old) <= TOLERANCE) & (np.abs(others - new[option]) <= TOLERANCE)
        return result

    def scale(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Values of the whole scale: its ends become the other's ends."""
        if self.source.scale == self.target.scale:
            return values
        (low, high), (new_low, new_high) = self.source.scale, self.target.scale
        return new_low + (values - low) * ((new_high - new_low) / (high - low))

    def _options(self, code: str) -> Mapping[float, float]:
        """Old points to new, of the options that both have; the first option of several with the same points."""
        new = _points(self.target, code)
        pairs: dict[float, float] = {}
        for option, points in _points(self.source, code).items():
            if option in new:
                pairs.setdefault(points, new[option])
        return pairs

    def rule(self, group: Group) -> Rule:
        """A rule with the points that it names on the other scale."""
        if isinstance(group.rule, Lookup):
            return Lookup(rows=tuple(self._row(row) for row in group.rule.rows))
        if isinstance(group.rule, Geometric) and (floor := self._number(group.rule.floor)) > 0:
            return Geometric(floor=floor)
        return group.rule

    def missing(self, missing: Missing) -> Missing:
        """A rule for missing data with the points that it names on the other scale."""
        if isinstance(missing, Substitute):
            return Substitute(points=self._number(missing.points), minimum=missing.minimum)
        return missing

    def _row(self, row: Row) -> Row:
        when = {code: tuple(self._point(code, each) for each in points) for code, points in row.when.items()}
        return Row(when=when, score=self._number(row.score))

    def _point(self, code: str, point: float) -> float:
        if code in _questions(self.source):
            return float(self.question(code, np.array([point]))[0])
        return self._number(point)

    def _number(self, value: float) -> float:
        return float(self.scale(np.array([value]))[0])


def _questions(framework: Framework) -> set[str]:
    return {question.code for question in framework.questions}


def _points(framework: Framework, code: str) -> dict[str, float]:
    if code not in _questions(framework):
        return {}
    return {option.code: option.points for option in framework.question(code).options if option.points is not None}
