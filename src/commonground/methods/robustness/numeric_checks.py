"""What is wrong with the assumptions for a numeric index, before any run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonground.methods.construction.dataset import Dataset
from commonground.methods.construction.spec import Spec
from commonground.methods.errors import Problem
from commonground.methods.robustness.assumptions import Disagreement, Dropping, Weights
from commonground.methods.robustness.checks import (
    draw_problems,
    no_alternative,
    overlaps,
    unknown_code,
    weight_problems,
)
from commonground.methods.robustness.nodes import composites
from commonground.methods.robustness.steps import Aggregations, NumericAssumption


def numeric_problems(spec: Spec, data: Dataset, assumptions: Sequence[NumericAssumption]) -> Iterator[Problem]:
    """All that is wrong with the assumptions."""
    known = composites(spec.hierarchy)
    yield from overlaps(assumptions, known)
    for assumption in assumptions:
        match assumption:
            case Weights(groups=groups):
                yield from _known("composite", groups or (), known)
                yield from weight_problems(assumption, {code: spec.hierarchy.children(code) for code in known})
            case Dropping(nodes=nodes):
                if not nodes:
                    yield no_alternative("what is dropped")
                yield from _known("node below the top", nodes, spec.hierarchy.nodes[:-1])
            case Disagreement(points=points):
                yield from draw_problems(points, data.values.shape, "place, period and indicator")
            case _:
                if not assumption.alternatives:
                    yield no_alternative(type(assumption).__name__.lower())
                if isinstance(assumption, Aggregations):
                    yield from _levels(spec, assumption)


def _known(kind: str, codes: Sequence[str], known: Sequence[str]) -> Iterator[Problem]:
    return (unknown_code(kind, code, known) for code in codes if code not in known)


def _levels(spec: Spec, assumption: Aggregations) -> Iterator[Problem]:
    number = len(spec.rules)
    for level in assumption.levels or ():
        if not 1 <= level <= number:
            yield unknown_code("level", str(level), [str(each) for each in range(1, number + 1)])
