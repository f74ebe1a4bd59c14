"""The assumptions of a numeric index that a run may vary, beside ``Weights``, ``Dropping`` and ``Disagreement``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from commonground.methods.construction.aggregate import Aggregation, Arithmetic, Geometric
from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.impute import Imputation
from commonground.methods.construction.normalise import MinMax, Rank
from commonground.methods.construction.spec import Normalise, Spec
from commonground.methods.construction.treat import Treat
from commonground.methods.robustness.assumptions import FEWEST, Disagreement, Dropping, Weights
from commonground.methods.robustness.model import NOMINAL, Factor, named
from commonground.methods.robustness.wording import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Imputations:
    """Other ways to fill gaps, each as ``Spec.impute`` has them; an empty one leaves the gaps."""

    alternatives: tuple[tuple[Imputation, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatments:
    """Other treatments of outliers, such as other limits; None treats nothing."""

    alternatives: tuple[Treat | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisations:
    """Other ways to normalise."""

    alternatives: tuple[Normalise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregations:
    """Other rules of aggregation at ``levels`` (1 is the lowest); None is all of them. Weights stay."""

    alternatives: tuple[Aggregation, ...]
    levels: tuple[int, ...] | None = None


PlannedStep = Imputations | Treatments | Normalisations | Aggregations
"""Steps that are settings alone; the coders' disagreement is data."""

Step = PlannedStep | Disagreement
PlannedOfBuild = PlannedStep | Weights | Dropping
NumericAssumption = PlannedOfBuild | Disagreement

_NAMES: dict[type, tuple[str, str, str]] = {
    Imputations: ("imputation", "imputation", ""),
    Treatments: ("treatment", "treatment of outliers", "treatments"),
    Normalisations: ("normalisation", "normalisation", "method"),
    Aggregations: ("aggregation", "aggregation", ""),
}


def step_factor(step: Step) -> Factor:
    """A step as an assumption of the runs."""
    if isinstance(step, Disagreement):
        return Factor(code="disagreement", title="the coders' disagreement", size=len(step.points))
    code, title, told_by = _NAMES[type(step)]
    labels = tuple(words(each, only=told_by) for each in step.alternatives)
    return named(code, title, labels)


def changed(spec: Spec, data: Dataset, steps: Sequence[Step], settings: Sequence[int]) -> tuple[Spec, Dataset]:
    """Specification and data under one alternative of each step."""
    for step, setting in zip(steps, settings, strict=True):
        if setting == NOMINAL:
            continue
        match step:
            case Imputations(alternatives=alternatives):
                spec = replace(spec, impute=alternatives[setting])
            case Treatments(alternatives=alternatives):
                spec = replace(spec, treat=alternatives[setting])
            case Normalisations(alternatives=alternatives):
                spec = replace(spec, normalise=alternatives[setting])
            case Aggregations(alternatives=alternatives, levels=levels):
                spec = _aggregated(spec, alternatives[setting], levels)
            case _:
                data = replace(data, values=step.points[setting])
    return spec, data


def _aggregated(spec: Spec, rule: Aggregation, levels: tuple[int, ...] | None) -> Spec:
    every = levels or tuple(range(1, len(spec.rules) + 1))
    rules = tuple(
        replace(level, rule=rule) if number in every else level for number, level in enumerate(spec.rules, start=1)
    )
    return replace(spec, aggregate=rules)


def usual_steps(spec: Spec) -> tuple[PlannedOfBuild, ...]:
    """What is varied of a numeric index where nobody says otherwise.

    Normalisation by min-max to 1-100 or by ranks, both above 0 so that every mean can take them; weights by a
    quarter; arithmetic or geometric means; one child of the top less, where it has three or more.
    """
    ways = (Normalise(method=MinMax(lower=1.0)), Normalise(method=Rank()))
    found: list[PlannedOfBuild] = [
        Normalisations(alternatives=ways),
        Weights(),
        Aggregations(alternatives=(Arithmetic(), Geometric())),
    ]
    children = spec.hierarchy.children(spec.hierarchy.top)
    if len(children) > FEWEST:
        found.append(Dropping(nodes=children))
    return tuple(found)
