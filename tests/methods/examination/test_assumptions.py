"""The audit of a numeric index varies means that its own values can take."""

from __future__ import annotations

import pytest

from commonground.methods.construction import Arithmetic, Geometric, MinMax, Normalise, Spec, ZScore, build
from commonground.methods.examination import usual_of_build
from commonground.methods.examination.assumptions import HALFWAY
from commonground.methods.robustness import Aggregations, BuildModel, robustness_of
from tests.methods.construction.sample import dataset, two_levels

ROWS = {"X": (1, 2, 3, 4), "Y": (4, 3, 2, 1), "Z": (2, 2, 5, 9), "W": (3, 1, 4, 2)}


@pytest.mark.parametrize(
    ("method", "means"),
    [
        (MinMax(lower=1.0), (Arithmetic(), Geometric())),
        (MinMax(), (Arithmetic(), HALFWAY)),
        (ZScore(), None),
    ],
)
def test_means_fit_the_values(method, means):
    found = build(Spec(hierarchy=two_levels(), normalise=Normalise(method=method)), dataset("abcd", ROWS))
    usual = usual_of_build(found)
    aggregations = [each for each in usual if isinstance(each, Aggregations)]
    assert [each.alternatives for each in aggregations] == ([means] if means else [])
    model = BuildModel(spec=found.spec, data=found.data, assumptions=usual, seed=1)
    assert robustness_of(model, runs=5, base=4, seed=1).intervals.runs == 5
