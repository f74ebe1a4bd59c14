"""Whatever numbers come in: a build or an error that names its remedy, never a warning, never an infinite score."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from commonground.methods.construction import (
    Aggregation,
    BoxCox,
    Budget,
    Constant,
    Dataset,
    DistanceToReference,
    Fixed,
    Generalised,
    LevelRule,
    Linear,
    Log,
    Logarithm,
    MeanOfPlaces,
    MedianOfPlaces,
    Moving,
    Normalisation,
    Normalise,
    Spec,
    Treat,
    Weighting,
    Winsorise,
    build,
)
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import flat

NEEDS = {
    DistanceToReference: {"place": "A"},
    Generalised: {"power": -3},
    Budget: {"points": {"Ada": {"x": 1, "y": 0}}},
}


def every(union):
    return [kind(**NEEDS.get(kind, {})) for kind in get_args(union)]


TREATMENTS = [Winsorise(), BoxCox(), BoxCox(power=-2), *(Logarithm(kind=kind) for kind in Log)]
ordinary = st.floats(-100, 100)
extreme = st.floats(allow_nan=True, allow_infinity=False)
cells = arrays(np.float64, (6, 2, 2), elements=st.one_of(ordinary, extreme, st.sampled_from([0.0, 1.0])))
frames = st.sampled_from([Moving(), Fixed(), Fixed(periods=("2",))])
fillings = st.sampled_from([(), (MeanOfPlaces(),), (Linear(), MedianOfPlaces()), (Constant(),)])


def sound(values, **settings):
    spec = Spec(hierarchy=flat("x", "y", target=50, goalposts=(0, 100)), **settings)
    data = Dataset(places=tuple("ABCDEF"), periods=("1", "2"), indicators=("x", "y"), values=values)
    tables, problems = {}, ()
    try:
        tables = build(spec, data).tables
    except ConstructionError as error:
        problems = error.problems
    assert tables or problems
    assert all(problem.message and problem.remedy for problem in problems)
    assert not any(np.isinf(table).any() for table in tables.values())


@given(cells, frames, fillings, st.booleans())
@pytest.mark.parametrize("treatment", TREATMENTS, ids=str)
def test_treatment(treatment, values, frame, filling, always):
    settings = Treat(treatments=(treatment,), rule=None) if always else Treat(treatments=(treatment,))
    sound(values, frame=frame, impute=filling, treat=settings)


@given(cells, frames, fillings)
@pytest.mark.parametrize("method", every(Normalisation), ids=str)
def test_normalisation(method, values, frame, filling):
    sound(values, frame=frame, impute=filling, normalise=Normalise(method=method))


@given(cells, frames, fillings, st.sampled_from(every(Weighting)))
@pytest.mark.parametrize("rule", every(Aggregation), ids=str)
def test_aggregation(rule, values, frame, filling, weights):
    level = LevelRule(rule=rule, weights=weights, threshold=0.5)
    sound(values, frame=frame, impute=filling, aggregate=(level,))
