"""What an index is built by: its structure and the settings of every step, in the order in which they are taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from commonground.methods.construction.aggregate import Aggregation, Arithmetic
from commonground.methods.construction.hierarchy import Hierarchy
from commonground.methods.construction.impute import Imputation
from commonground.methods.construction.normalise import (
    DistanceToReference,
    DistanceToTarget,
    Goalposts,
    MinMax,
    Normalisation,
)
from commonground.methods.construction.require import require_share
from commonground.methods.construction.screen import Screen
from commonground.methods.construction.treat import Treat
from commonground.methods.construction.weights import Budget, Given, Influence, Weighting
from commonground.methods.errors import ConstructionError, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalise:
    """The ``method`` for all indicators but those that ``overrides`` names with methods of their own."""

    method: Normalisation = field(default_factory=MinMax)
    overrides: Mapping[str, Normalisation] = field(default_factory=dict)

    def method_of(self, indicator: str) -> Normalisation:
        """The method that an indicator is normalised by."""
        return self.overrides.get(indicator, self.method)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRule:
    """How the composites of a level follow from their children.

    A composite exists where at least the share ``threshold`` of its children has a value.
    """

    rule: Aggregation = field(default_factory=Arithmetic)
    weights: Weighting = field(default_factory=Given)
    threshold: float = 0.0

    def __post_init__(self) -> None:
        require_share("The data threshold", self.threshold)


@dataclass(frozen=True, slots=True)
class Moving:
    """Each period is treated, normalised and weighted by itself: scores compare places, not years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """All periods are treated, normalised and weighted by the values of ``periods`` together; of all, if left out.

    So scores can be compared from one period to another.
    """

    periods: tuple[str, ...] = ()


Frame = Moving | Fixed


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Structure and steps of a numeric index.

    The steps, in order: denominators (named by the indicators), screening where it counts what was observed,
    ``impute`` (the first method that can fill a gap does), screening where it counts what is filled, ``treat``,
    ``normalise``, ``aggregate`` (one rule for every level, lowest first, or one for all). ``None``, or nothing
    to impute by, leaves a step out. Raises ``ConstructionError`` with every problem found.
    """

    hierarchy: Hierarchy
    code: str = "index"
    title: str = ""
    version: str = "1"
    screen: Screen | None = None
    impute: tuple[Imputation, ...] = ()
    treat: Treat | None = None
    normalise: Normalise = Normalise()
    aggregate: tuple[LevelRule, ...] = (LevelRule(),)
    frame: Frame = Moving()

    def __post_init__(self) -> None:
        problems = [*_level_problems(self), *_strangers(self), *_needs(self)]
        if problems:
            raise ConstructionError(*problems)

    @property
    def rules(self) -> tuple[LevelRule, ...]:
        """A rule for each level of the hierarchy."""
        levels = len(self.hierarchy.levels)
        return self.aggregate * levels if len(self.aggregate) == 1 else self.aggregate


def _level_problems(spec: Spec) -> Iterator[Problem]:
    levels = len(spec.hierarchy.levels)
    if len(spec.aggregate) not in {1, levels}:
        message = f"There are {len(spec.aggregate)} rules of aggregation for {levels} levels."
        yield _misfit("aggregate", message, f"Give one for all levels, or {levels}, the lowest first.")


def _strangers(spec: Spec) -> Iterator[Problem]:
    """Names of indicators and nodes that the hierarchy does not have."""
    treated = spec.treat.overrides if spec.treat else ()
    yield from _unknown("treat", treated, spec.hierarchy.codes)
    yield from _unknown("normalise", spec.normalise.overrides, spec.hierarchy.codes)
    for step in spec.aggregate:
        if isinstance(step.weights, Influence):
            yield from _unknown("aggregate", step.weights.importance, spec.hierarchy.nodes)
        if isinstance(step.weights, Budget):
            named = dict.fromkeys(code for points in step.weights.points.values() for code in points)
            yield from _unknown("aggregate", named, spec.hierarchy.nodes)


def _unknown(step: str, named: Iterable[str], known: tuple[str, ...]) -> Iterator[Problem]:
    for code in named:
        if code not in known:
            yield _misfit(step, f'The structure has no "{code}".', "Correct the code, or take it out.")


def _needs(spec: Spec) -> Iterator[Problem]:
    """Targets and goalposts that a method asks for and an indicator lacks."""
    for indicator in spec.hierarchy.indicators:
        method = spec.normalise.method_of(indicator.code)
        if isinstance(method, DistanceToTarget) and indicator.target is None:
            yield _misfit(indicator.code, "It is normalised by its target and has none.", 'Give it a "target".')
        if isinstance(method, Goalposts) and indicator.goalposts is None:
            message, remedy = "It is normalised between its goalposts and has none.", 'Give it "goalposts".'
            yield _misfit(indicator.code, message, remedy)
        if isinstance(method, DistanceToReference) and not method.place:
            yield _misfit(indicator.code, "The reference names no place.", 'Name a "place".')


def _misfit(place: str, message: str, remedy: str) -> Problem:
    return Problem(code="construction-setting", place=place, message=message, remedy=remedy)
