"""The audit of a numeric index varies means that its own values can take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonground.methods.construction import (
    Arithmetic,
    Fixed,
    Geometric,
    Goalposts,
    LevelRule,
    MinMax,
    Normalise,
    Rank,
    Spec,
    ZScore,
    build,
)
from commonground.methods.examination import usual_of_build
from commonground.methods.examination.assumptions import HALFWAY
from commonground.methods.robustness import Aggregations, BuildModel, Normalisations, robustness_of
from tests.methods.construction.sample import dataset, flat, panel, two_levels

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


def varied(found):
    """The alternatives of normalisation, once every mix of assumptions has been run."""
    usual = usual_of_build(found)
    model = BuildModel(spec=found.spec, data=found.data, assumptions=usual, seed=1)
    assert robustness_of(model, runs=20, base=8, seed=1).intervals.runs == 20
    return next(each.alternatives for each in usual if isinstance(each, Normalisations))


def test_an_indicator_without_spread_keeps_its_goalposts():
    posts = Normalise(method=Goalposts())
    spec = Spec(hierarchy=flat("x", "y", goalposts=(0, 10)), normalise=posts)
    found = build(spec, dataset("xy", {"A": (1, 5), "B": (2, 5), "C": (9, 5)}))
    first, second = varied(found)
    assert (first.method, dict(first.overrides)) == (MinMax(lower=1.0), {"y": Goalposts()})
    assert second == Normalise(method=Rank())


def test_a_normalisation_that_the_index_s_own_means_cannot_take_is_not_varied():
    # What lies below the lowest value of the fixed frame would have a score below 0.
    data = panel("x", {"A": (1, 2), "B": (2, -9), "C": (3, 3)}, ("1", "2"))
    spec = Spec(
        hierarchy=flat("x", goalposts=(-10, 10)),
        normalise=Normalise(method=Goalposts()),
        aggregate=(LevelRule(rule=Geometric()),),
        frame=Fixed(periods=("1",)),
    )
    assert varied(build(spec, data)) == (Normalise(method=Rank()), spec.normalise)
    ranked = build(replace(spec, normalise=Normalise(method=Rank())), data)
    assert not any(isinstance(each, Normalisations) for each in usual_of_build(ranked))
