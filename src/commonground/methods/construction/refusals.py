"""What steps cannot do with the data at hand: each refusal names the indicator, the place and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from commonground.methods.construction.aggregate import Aggregation, refuses
from commonground.methods.construction.dataset import Dataset, Values
from commonground.methods.construction.hierarchy import Level
from commonground.methods.construction.normalise import (
    DistanceToReference,
    DistanceToTarget,
    FractionOfMaximum,
    Goalposts,
    Normalisation,
    PercentileRank,
    Scaled,
)
from commonground.methods.construction.spec import Fixed, Spec
from commonground.methods.construction.weights import Budget, Weighting
from commonground.methods.errors import ConstructionError, Problem

Flags = NDArray[np.bool_]


def check_names(spec: Spec, data: Dataset) -> None:
    """Refuse settings that name places or periods that the data do not have."""
    methods = (spec.normalise.method, *spec.normalise.overrides.values())
    references = [method.place for method in methods if isinstance(method, DistanceToReference)]
    screened = (*spec.screen.keep, *spec.screen.leave_out) if spec.screen else ()
    periods = spec.frame.periods if isinstance(spec.frame, Fixed) else ()
    _raise(
        [
            *_unknown("place", (*references, *screened), data.places),
            *_unknown("period", periods, data.periods),
        ]
    )


def check_treated(spec: Spec, data: Dataset, before: Values, after: Values) -> None:
    """Refuse treatment that leaves no value where there was one."""
    problem = Problem(
        code="construction-treatment",
        message="The treatment cannot take a value of this indicator, such as the logarithm of 0.",
        remedy="Choose another treatment for the indicator, or correct the value.",
    )
    _raise(_placed(problem, spec.hierarchy.codes, data, ~np.isnan(before) & np.isnan(after)))


def check_normalised(spec: Spec, data: Dataset, before: Values, after: Values) -> None:
    """Refuse normalisation that gives no score where there was a value."""
    lost = ~np.isnan(before) & np.isnan(after)
    problems: list[Problem] = []
    for at, code in enumerate(spec.hierarchy.codes):
        message, remedy = _no_score(spec.normalise.method_of(code))
        problem = Problem(code="construction-normalisation", message=message, remedy=remedy)
        problems.extend(_placed(problem, (code,), data, lost[..., at : at + 1]))
    _raise(problems)


def _no_score(method: Normalisation) -> tuple[str, str]:
    match method:
        case DistanceToReference():
            message = "The reference place has no value here, or none above the lowest."
            return message, "Choose another reference, or another normalisation for the indicator."
        case DistanceToTarget():
            return "The target lies beyond all values, at the low end.", "Correct the target or the direction."
        case FractionOfMaximum():
            return "A fraction of the maximum needs values above 0.", "Choose another normalisation for the indicator."
        case Goalposts() | Scaled():
            return "The value and the ends of the scale lie too far apart.", "Correct the value or the ends."
        case PercentileRank():
            return "There is one value only, so no percentile.", "Choose another normalisation for the indicator."
        case _:
            remedy = "Take the indicator out, or normalise it by goalposts."
            return "The indicator has the same value everywhere, or values too far apart.", remedy


def check_children(spec: Spec, data: Dataset, level: Level, rule: Aggregation, values: Values) -> None:
    """Refuse values ``[period, place, child]`` that the level's rule cannot take."""
    problem = Problem(
        code="construction-aggregation",
        message=f"The {type(rule).__name__.lower()} mean cannot take a value this low.",
        remedy="Normalise to a range above 0, such as 1 to 100, or use the arithmetic mean.",
    )
    codes = [spec.hierarchy.nodes[at] for at in level.children]
    _raise(_placed(problem, codes, data, refuses(rule, values).swapaxes(0, 1)))


def check_aggregated(spec: Spec, data: Dataset, scores: Values) -> None:
    """Refuse scores ``[place, period, node]`` that are too large to be numbers."""
    problem = Problem(
        code="construction-aggregation",
        message="The score is too large to be a number.",
        remedy="Normalise to a smaller range.",
    )
    _raise(_placed(problem, spec.hierarchy.nodes, data, np.isinf(scores)))


def unweighable(composite: str, weighting: Weighting) -> Problem:
    """The problem of a composite whose weights cannot be worked out."""
    message = "Its weights cannot be worked out: they need three places with all children, and children that vary."
    if isinstance(weighting, Budget):
        message = "No expert gave points to its children."
    remedy = "Give the weights, or use equal ones, on this level."
    return Problem(code="construction-weights", place=composite, message=message, remedy=remedy)


def _unknown(kind: str, named: Iterable[str], known: Sequence[str]) -> Iterator[Problem]:
    for code in named:
        if code not in known:
            yield Problem(
                code="construction-data",
                place=code,
                message=f"The settings name this {kind}, which the data do not have.",
                remedy="Correct the code, or add it to the data.",
            )


def _placed(problem: Problem, names: Sequence[str], data: Dataset, cells: Flags) -> Iterator[Problem]:
    """The problem once for each node with a cell in ``cells[place, period, node]``: the first, and how many more."""
    for at, name in enumerate(names):
        found = np.argwhere(cells[..., at])
        if len(found):
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            yield replace(problem, place=f"{name}, {data.where(*found[0])}{more}")


def _raise(problems: Iterable[Problem]) -> None:
    found = list(problems)
    if found:
        raise ConstructionError(*found)
