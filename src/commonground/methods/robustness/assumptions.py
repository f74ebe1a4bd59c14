"""The assumptions of a policy framework that a run may vary. Alternatives of one assumption are equally likely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from commonground.methods.index import Framework, Geometric, Lookup, Mean, Missing, Rule, Skip, Substitute, Weighted
from commonground.methods.index.structure import reachable
from commonground.methods.robustness.model import Factor, named
from commonground.methods.robustness.weights import Listed, Noise, Spread
from commonground.methods.seeds import generator

SETS = 1000
MINIMUM = 0.5
FEWEST = 2
"""Of two areas one would be left alone, so neither is dropped."""
NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """``sets`` drawn sets of weights for the children of ``groups``; None is every group that averages.

    Groups that average are those with a mean, a weighted or a geometric mean.
    """

    spread: Spread = field(default_factory=Noise)
    sets: int = SETS
    groups: tuple[str, ...] | None = None

    @classmethod
    def listed(cls, tables: Mapping[str, ArrayLike]) -> Weights:
        """The sets of ``tables[group]``, each ``[set, child]``, as the alternatives."""
        sets = {group: tuple(map(tuple, np.asarray(table, float).tolist())) for group, table in tables.items()}
        return cls(spread=Listed(tables=sets), sets=len(next(iter(sets.values()), ())), groups=tuple(sets))


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
        return self.factor_called("what is dropped")

    def factor_called(self, title: str) -> Factor:
        """The same under another title, which names a few nodes and counts many."""
        found = named("dropping", title, ("nothing", *self.nodes))
        many = f"{title} (nothing; one of {len(self.nodes)})"
        return replace(found, title=many) if len(self.nodes) > NAMED else found


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
        which = (generator(seed).random((draws, *number.shape)) * number).astype(np.intp)
        coder = np.take_along_axis(order, which, axis=0)
        return cls(points=np.take_along_axis(points, coder, axis=0))


Planned = Weights | Combination | MissingData | Dropping
"""Assumptions that are settings alone; the coders' disagreement is data."""

Assumption = Planned | Disagreement


def usual(framework: Framework) -> tuple[Planned, ...]:
    """What is varied where nobody says otherwise.

    Weights by a quarter; the arithmetic or the geometric mean where areas become an overall score (further down,
    one answer of 0 would decide a geometric mean); missing data by each group's own rule, left out, or counted as
    the lowest of the scale (both from half of the questions on); one question less, and one area less, where
    there are three or more.
    """
    averaging = [group.code for group in framework.groups if isinstance(group.rule, Mean | Weighted | Geometric)]
    overall = tuple(code for code in framework.aggregates if code in averaging)
    missing = (None, Skip(minimum=MINIMUM), Substitute(points=framework.scale[0], minimum=MINIMUM))
    found: list[Planned] = [Weights()] if averaging else []
    if overall:
        found.append(Combination(groups=overall))
    found.append(MissingData(alternatives=missing))
    return (*found, *(Dropping(nodes=nodes) for nodes in _droppable(framework) if len(nodes) > FEWEST))


def _droppable(framework: Framework) -> Iterator[tuple[str, ...]]:
    """The questions, with each lookup table as one of them since it has no row without a child; then the areas."""
    tables = [group.code for group in framework.groups if isinstance(group.rule, Lookup)]
    within = set(below(framework, tables))
    headline = framework.aggregates[0]
    reached = tuple(below(framework, (headline,)))
    parts = {node for node in reached if node in tables or node in framework.leaves(node)} - within
    yield tuple(node for node in framework.order if node in parts)
    children = framework.group(headline).children
    if headline not in tables and not parts >= set(children):
        yield children


def below(framework: Framework, groups: Iterable[str]) -> Iterator[str]:
    """All nodes below groups, each once."""
    children = {group.code: group.children for group in framework.groups}
    return reachable(children, [child for group in groups for child in children[group]])
