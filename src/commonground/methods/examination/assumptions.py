"""The assumptions that the statistical audit of a numeric index varies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from commonground.methods.construction import (
    Arithmetic,
    Build,
    Generalised,
    MinMax,
    Scale,
    build,
    normalise,
)
from commonground.methods.construction.framing import Panel
from commonground.methods.errors import ConstructionError
from commonground.methods.robustness import Aggregations, Normalisations, PlannedOfBuild, usual_steps
from commonground.methods.robustness.model import NOMINAL
from commonground.methods.robustness.steps import changed

HALFWAY = Generalised(power=0.5)
"""A mean half way between the arithmetic and the geometric one, which can take 0."""

Varied = Normalisations | Aggregations


def usual_of_build(found: Build) -> tuple[PlannedOfBuild, ...]:
    """The usual assumptions, so far as the index's own data can be built under them.

    An indicator with one value only keeps its own normalisation beside min-max. Where values of 0 occur, the power
    mean of 1/2 stands in for the geometric mean, which would be 0 whatever else a place has; where values below 0
    occur, aggregation is left as it is. So is normalisation where the index's own means cannot take another.
    """
    kept: list[PlannedOfBuild] = []
    ways: list[Varied] = []
    for assumption in usual_steps(found.spec):
        match assumption:
            case Normalisations():
                ways.extend(_normalisations(found, assumption))
                kept.extend(ways)
            case Aggregations():
                kept.extend(_aggregations(found, assumption, ways))
            case _:
                kept.append(assumption)
    return tuple(kept)


def _normalisations(found: Build, usual: Normalisations) -> Iterator[Normalisations]:
    own = found.spec.normalise
    flat = {code: own.method_of(code) for code in _flat(found)}
    ways = [replace(way, overrides=flat) if isinstance(way.method, MinMax) else way for way in usual.alternatives]
    possible = [way for way in ways if _can_be_built(found, [Normalisations(alternatives=(way,))])]
    if len(possible) == 1 and possible != [own]:
        possible.append(own)
    if len(possible) > 1:
        yield Normalisations(alternatives=tuple(possible))


def _flat(found: Build) -> Iterator[str]:
    """Indicators that min-max cannot take, in a period at least."""
    panel = Panel(data=found.data, frame=found.spec.frame)
    treated = found.tables["treated"]
    values = panel.by_period(treated)
    scale = Scale(directions=found.spec.hierarchy.directions, frame=panel.framed(treated))
    lost = np.isnan(normalise(MinMax(), values, scale)) & ~np.isnan(values)
    return (found.spec.hierarchy.codes[at] for at in np.unique(np.nonzero(lost)[-1]))


def _aggregations(found: Build, usual: Aggregations, ways: Sequence[Varied]) -> Iterator[Aggregations]:
    for means in (usual, replace(usual, alternatives=(Arithmetic(), HALFWAY))):
        if _can_be_built(found, [*ways, means]):
            yield means
            return


def _can_be_built(found: Build, steps: Sequence[Varied]) -> bool:
    """Whether every mix of the alternatives, the index's own among them, can."""
    for mix in product(*(range(NOMINAL, len(step.alternatives)) for step in steps)):
        try:
            build(*changed(found.spec, found.data, steps, mix))
        except ConstructionError:
            return False
    return True
