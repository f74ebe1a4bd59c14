"""The assumptions of a policy framework that a run may vary. Alternatives of one assumption are equally likely."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from commonground.methods.index import Framework, Geometric, Lookup, Mean, Missing, Rule, Skip, Substitute
from commonground.methods.robustness.model import Factor, named
from commonground.methods.robustness.weights import Noise, Spread

SETS = 1000
MINIMUM = 0.5
FEWEST = 2
"""Of two areas one would be left alone, so neither is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """``sets`` drawn sets of weights for the children of ``groups``; None is every group that averages.

    Groups that average are those with a mean, a weighted or a geometric mean.
    """

    spread: Spread = field(default_factory=Noise)
    sets: int = SETS
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """Other rules in the place of ``groups``' own; None is every group that averages. Weights stay as they are."""

    alternatives: tuple[Rule, ...] = (Mean(), Geometric())
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingData:
    """Other rules for missing data in ``groups``; None among the alternatives is each group's own.

    ``groups`` None is every group but lookups, which their rows decide.
    """

    alternatives: tuple[Missing | None, ...]
    groups: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropping:
    """Nothing dropped, or one of ``nodes`` (questions or groups) with all below it, as if it did not apply."""

    nodes: tuple[str, ...]

    @property
    def factor(self) -> Factor:
        """The assumption as the runs see it."""
        return named("dropping", "what is dropped", ("nothing", *self.nodes))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Disagreement:
    """Other answers: ``points[draw, place, period, question]`` along the axes of the answers.

    They may be draws from a rater model, or from the coders' own answers (``from_coders``). NaN is no answer;
    a question that does not apply to a place stays so in every draw.
    """

    points: NDArray[np.float64]

    @classmethod
    def from_coders(cls, points: NDArray[np.float64], *, draws: int = SETS, seed: int) -> Disagreement:
        """Draws in which every cell has the answer of one of its coders, each equally likely.

        ``points[coder, place, period, question]`` are NaN where a coder gave no answer; a cell that no coder
        answered has none in any draw. The same works for alternatives of an answer that are no coders'.
        """
        given = ~np.isnan(points)
        number = given.sum(axis=0)
        # The coders of each cell who answered, first.
        order = np.argsort(~given, axis=0, kind="stable")
        which = (np.random.default_rng(seed).random((draws, *number.shape)) * number).astype(np.intp)
        coder = np.take_along_axis(order, which, axis=0)
        return cls(points=np.take_along_axis(points, coder, axis=0))


Assumption = Weights | Combination | MissingData | Dropping | Disagreement


def usual(framework: Framework) -> tuple[Assumption, ...]:
    """What is varied where nobody says otherwise.

    Weights by a quarter; arithmetic or geometric means; missing data by each group's own rule, left out, or
    counted as the lowest of the scale (both from half of the questions on); and one area less, where the
    headline has three or more.
    """
    missing = (None, Skip(minimum=MINIMUM), Substitute(points=framework.scale[0], minimum=MINIMUM))
    found: list[Assumption] = [Weights(), Combination(), MissingData(alternatives=missing)]
    headline = framework.group(framework.aggregates[0])
    if len(headline.children) > FEWEST and not isinstance(headline.rule, Lookup):
        found.append(Dropping(nodes=headline.children))
    return tuple(found)
