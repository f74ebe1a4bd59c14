"""Numeric indices under other assumptions: every run is what ``build`` gives for the specification so changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.construction import (
    Arithmetic,
    BoxCox,
    Composite,
    Dataset,
    Generalised,
    Geometric,
    Goalposts,
    Hierarchy,
    Indicator,
    MinMax,
    Rank,
    Scaled,
    Winsorise,
    ZScore,
)
from commonground.methods.construction.build import build
from commonground.methods.construction.impute import MeanOfPlaces, MedianOfPlaces
from commonground.methods.construction.spec import LevelRule, Normalise, Spec
from commonground.methods.construction.treat import Treat
from commonground.methods.errors import ConstructionError
from commonground.methods.index import Geometric as Product
from commonground.methods.index import Require, Skip, Substitute
from commonground.methods.robustness import (
    NOMINAL,
    Aggregations,
    BuildModel,
    Disagreement,
    Dropping,
    Imputations,
    MissingData,
    Noise,
    Normalisations,
    NumericAssumption,
    Plan,
    RobustnessError,
    Treatments,
    Weights,
    acceptability,
    robustness_of,
    simulate,
    usual_steps,
)
from commonground.methods.robustness.wording import words

TREE = Hierarchy(
    indicators=(
        Indicator(code="p", parent="A"),
        Indicator(code="q", parent="A", weight=2.0),
        Indicator(code="r", parent="B", direction=-1),
        Indicator(code="s", parent="B"),
        Indicator(code="t", parent="top"),
    ),
    composites=(
        Composite(code="A", parent="top", weight=3.0),
        Composite(code="B", parent="top"),
        Composite(code="top"),
    ),
)
VALUES = np.random.default_rng(4).gamma(2.0, size=(9, 2, 5))
DATA = Dataset(
    places=tuple("abcdefghi"),
    indicators=TREE.codes,
    values=VALUES,
    periods=("2020", "2024"),
    groups={},
    denominators={},
)
SPEC = Spec(hierarchy=TREE, normalise=Normalise(method=MinMax(lower=1.0)))


def model(*assumptions: NumericAssumption, data: Dataset = DATA, spec: Spec = SPEC, **more: str) -> BuildModel:
    return BuildModel(spec=spec, data=data, assumptions=assumptions, seed=2, **more)


def run(found: BuildModel, *settings: int) -> np.ndarray:
    return found.run(np.array([settings], np.intp))[0]


def same(left: np.ndarray, right: np.ndarray) -> None:
    np.testing.assert_allclose(left, right, rtol=1e-12)


def reweighted(**weights: float) -> Spec:
    indicators = tuple(replace(each, weight=weights.get(each.code, each.weight)) for each in TREE.indicators)
    composites = tuple(replace(each, weight=weights.get(each.code, each.weight)) for each in TREE.composites)
    return replace(SPEC, hierarchy=Hierarchy(indicators=indicators, composites=composites))


@pytest.mark.parametrize(("period", "at"), [("", 1), ("2020", 0)])
@pytest.mark.parametrize("node", ["top", "B"])
def test_the_index_as_it_is(period, at, node):
    found = model(*usual_steps(SPEC), period=period, node=node)
    same(run(found, *[NOMINAL] * len(found.factors)), build(SPEC, DATA).scores(node)[:, at])
    assert found.units == DATA.places


def test_every_step_is_changed_alone():
    gaps = VALUES.copy()
    gaps[3, 1, 2] = np.nan
    gappy = replace(DATA, values=gaps)
    filled = replace(SPEC, impute=(MeanOfPlaces(),))
    treat = Treat(treatments=(Winsorise(points=1),))
    steps = (
        Imputations(alternatives=((MedianOfPlaces(),), ())),
        Treatments(alternatives=(None, treat)),
        Normalisations(alternatives=(Normalise(method=ZScore(mean=10.0, sd=2.0)),)),
        Aggregations(alternatives=(Geometric(),)),
        Disagreement(points=np.stack([gaps, gaps + 0.5])),
    )
    found = model(*steps, data=gappy, spec=filled)
    codes = ["imputation", "treatment", "normalisation", "aggregation", "disagreement"]
    assert [factor.code for factor in found.factors] == codes
    assert found.factors[0].labels == ("median of places", "none")
    expected = {
        (0, 0): replace(filled, impute=(MedianOfPlaces(),)),
        (0, 1): replace(filled, impute=()),
        (1, 1): replace(filled, treat=treat),
        (2, 0): replace(filled, normalise=Normalise(method=ZScore(mean=10.0, sd=2.0))),
        (3, 0): replace(filled, aggregate=(LevelRule(rule=Geometric()),)),
    }
    for (column, setting), spec in expected.items():
        settings = [NOMINAL] * 5
        settings[column] = setting
        same(run(found, *settings), build(spec, gappy).scores()[:, 1])
    other = build(filled, replace(gappy, values=gaps + 0.5)).scores()[:, 1]
    same(run(found, *[NOMINAL] * 4, 1), other)


def test_one_level_may_be_aggregated_otherwise():
    found = model(Aggregations(alternatives=(Geometric(),), levels=(2,)))
    rules = (LevelRule(), LevelRule(rule=Geometric()))
    same(run(found, 0), build(replace(SPEC, aggregate=rules), DATA).scores()[:, 1])


def test_noise_multiplies_the_weights():
    found = model(Weights(spread=Noise(share=0.5), sets=4, groups=("top",)))
    drawn = found.run(np.arange(4)[:, np.newaxis])
    parts = found.parts()
    for scores in drawn:
        weights = np.linalg.lstsq(parts.values, scores, rcond=None)[0]
        spec = reweighted(**dict(zip(parts.children, weights.tolist(), strict=True)))
        same(scores, build(spec, DATA).scores()[:, 1])
        ratios = weights / parts.weights
        assert ratios.max() / ratios.min() <= 3
    assert np.ptp(drawn, axis=0).min() > 0


def test_given_weights_take_the_place_of_those_of_the_index():
    parts = model().parts()
    sets = [range(1, len(parts.children) + 1), [2.5] * len(parts.children)]
    found = model(Weights.listed({"top": sets}))
    for at, given in enumerate(sets):
        spec = reweighted(**dict(zip(parts.children, given, strict=True)))
        same(run(found, at), build(spec, DATA).scores()[:, 1])


def test_noise_goes_with_the_weights_of_every_alternative():
    equal = Weights(spread=Noise(share=0.0), sets=1)
    found = model(equal, Aggregations(alternatives=(Arithmetic(),)))
    same(run(found, 0, 0), build(SPEC, DATA).scores()[:, 1])


def test_all_weights_take_the_place_of_those_given():
    weighted = model().all_weights(800)
    done = simulate(weighted, runs=800, seed=1)
    assert acceptability(done).sum(axis=1) == pytest.approx(1)
    values = model().parts().values
    drawn = np.linalg.lstsq(values, done.scores.T, rcond=None)[0]
    assert drawn.sum(axis=0) == pytest.approx(1)
    assert drawn.mean(axis=1) == pytest.approx(1 / 3, abs=0.03)
    same(weighted.run(np.array([[NOMINAL]])), build(SPEC, DATA).scores()[:, 1][np.newaxis])


@pytest.mark.parametrize(("at", "node"), [(1, "q"), (2, "B"), (3, "t")])
def test_what_is_dropped_has_no_weight(at, node):
    found = model(Dropping(nodes=("q", "B", "t")))
    tiny = build(reweighted(**{node: 1e-15}), DATA).scores()[:, 1]
    np.testing.assert_allclose(run(found, at), tiny, rtol=1e-9)
    same(run(found, 0), build(SPEC, DATA).scores()[:, 1])


def test_a_composite_that_loses_all_its_children_is_left_out():
    found = model(Dropping(nodes=("r",)), Dropping(nodes=("s",)))
    np.testing.assert_allclose(run(found, 1, 1), build(reweighted(B=1e-15), DATA).scores()[:, 1], rtol=1e-9)
    assert [factor.code for factor in found.factors] == ["dropping", "dropping-2"]


def test_parts_are_the_scores_over_the_children():
    parts = model().parts()
    same(parts.values @ parts.weights, build(SPEC, DATA).scores()[:, 1])
    assert dict(zip(parts.children, parts.weights.tolist(), strict=True)) == pytest.approx(
        {"t": 0.2, "A": 0.6, "B": 0.2}
    )
    inner = model().parts("A")
    same(inner.values @ inner.weights, build(SPEC, DATA).scores()[:, 1])


@pytest.mark.parametrize(
    ("spec", "group", "code"),
    [
        (replace(SPEC, aggregate=(LevelRule(), LevelRule(rule=Geometric()))), "A", "robustness-not-linear"),
        (SPEC, "q", "robustness-unknown"),
        (SPEC, "nowhere", "robustness-unknown"),
    ],
)
def test_parts_of_what_is_not_linear_are_refused(spec, group, code):
    with pytest.raises(RobustnessError, match=code):
        model(spec=spec).parts(group)


@pytest.mark.parametrize(
    ("assumption", "code", "said"),
    [
        (Weights(groups=("q",)), "robustness-unknown", 'no composite "q"'),
        (Weights(sets=0), "robustness-alternative", "no alternative for weights"),
        (Weights.listed({"q": [[1]]}), "robustness-unknown", 'no composite "q"'),
        (Weights.listed({"top": [[1]]}), "robustness-alternative", '"top" has'),
        (Dropping(nodes=("top",)), "robustness-unknown", 'no node below the top "top"'),
        (Dropping(nodes=()), "robustness-alternative", "no alternative"),
        (Normalisations(alternatives=()), "robustness-alternative", "no alternative for normalisations"),
        (Aggregations(alternatives=(Geometric(),), levels=(3,)), "robustness-unknown", 'no level "3"'),
        (Disagreement(points=np.zeros((2, 1))), "robustness-shape", "(2, 1)"),
    ],
)
def test_what_is_refused(assumption, code, said):
    with pytest.raises(RobustnessError) as found:
        model(assumption)
    (problem,) = found.value.problems
    assert problem.code == code
    assert said in str(problem)


def test_unknown_period_and_node_are_refused():
    with pytest.raises(RobustnessError) as found:
        model(period="2021", node="q")
    assert len(found.value.problems) == 2


def test_a_mix_that_cannot_be_built_names_indicator_and_place():
    low = Normalisations(alternatives=(Normalise(method=MinMax()),))
    found = model(low, Aggregations(alternatives=(Geometric(),)))
    with pytest.raises(ConstructionError, match="Normalise to a range above 0"):
        run(found, 0, 0)


def test_usual_steps():
    names = [type(each).__name__ for each in usual_steps(SPEC)]
    assert names == ["Normalisations", "Weights", "Aggregations", "Dropping"]
    two = Hierarchy(
        indicators=(Indicator(code="p", parent="top"), Indicator(code="q", parent="top")),
        composites=(Composite(code="top"),),
    )
    assert len(usual_steps(Spec(hierarchy=two))) == 3


def test_the_whole_of_a_numeric_index():
    found = robustness_of(model(*usual_steps(SPEC)), runs=200, seed=1, base=16)
    assert found.changes is not None
    assert found.acceptability is not None
    assert [factor.code for factor in found.simulation.factors] == [
        "normalisation",
        "weights",
        "aggregation",
        "dropping",
    ]


def test_settings_in_words():
    assert words(MinMax(lower=1.0)) == "min-max from 1 to 100"
    assert words(Rank()) == "rank"
    assert words(()) == words(None) == words(None, only="method") == "none"
    assert words(MeanOfPlaces(group="shore")) == "mean of places of the same shore"
    assert words(Treat(), only="treatments") == "winsorising up to 5 values, scaled logarithm"
    assert words(MinMax(lower=1.0), only="upper") == "100.0"
    assert words(Generalised(power=2.0)) == "generalised mean with power 2"
    assert words(Goalposts(top=10.0)) == "goalposts from 0 to 10"
    assert words(BoxCox(power=0.5)) == "Box-Cox with power 0.5"
    assert words(Scaled(lower=0.0, upper=1.0)) == "scaled lower 0 upper 1"
    assert words(Product()) == "geometric mean"
    assert words(Product(floor=2.0)) == "geometric mean, with 2 as the lowest value"
    assert words(Skip(minimum=0.75)) == "left out where at least 75% is answered"
    assert words(Substitute(points=50.0)) == "counted as 50"


@pytest.mark.parametrize(
    ("assumption", "of", "other"),
    [
        (MissingData(alternatives=(Require(),)), "of_build", "a policy index"),
        (usual_steps(SPEC)[0], "of_framework", "a numeric"),
    ],
)
def test_a_plan_of_the_other_kind_of_index_is_refused(assumption, of, other):
    with pytest.raises(RobustnessError, match=f"an assumption of {other}"):
        getattr(Plan(assumptions=(assumption,), seed=1), of)
