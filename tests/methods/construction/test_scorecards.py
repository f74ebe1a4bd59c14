"""A build read as a scorecard, and one value followed through its steps."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import (
    Constant,
    Copeland,
    DistanceToMaximum,
    DistanceToReference,
    Generalised,
    Geometric,
    Goalposts,
    Indicator,
    LevelRule,
    MeanOfPlaces,
    MedianOfPlaces,
    MinMax,
    Normalise,
    Rank,
    Scaled,
    Screen,
    Spec,
    Treat,
    Winsorise,
    ZScore,
    build,
    framework_of,
    scored,
    trace_value,
)
from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.index import Operation, Why
from tests.methods.construction.sample import NAN, REPOSITORY, dataset, flat, panel, two_levels

ROWS = {"A": (1, 2, 3, 4), "B": (3, NAN, 1, 2), "C": (2, 4, 2, NAN), "D": (NAN, NAN, NAN, NAN), "E": (2.5, 3, 2.5, 3)}


def card(rows=ROWS, **steps):
    hierarchy = two_levels()
    return scored(build(Spec(hierarchy=hierarchy, title="Small", **steps), dataset(hierarchy.codes, rows)))


def test_figures_are_those_of_the_build():
    found = card()
    assert found.framework.aggregates == ("top",)
    assert found.framework.areas == ("P", "Q")
    for node in found.nodes:
        for place in found.answers.places:
            assert found[node, place, ""] == found.build.score(place, node)
    assert found.coverage_of("P", "B", "") == 0.5
    assert found.rank("top", "A", "") == found.build.ranks()[0, 0]


def test_a_trace_has_the_weights_that_were_used():
    part = card().trace("top", "A", "")
    terms = {term.node: term.weight for term in part.formula.terms}
    assert terms == {"P": 0.5, "Q": 0.25, "d": 0.25}
    assert part.value == pytest.approx(sum(term.weight * term.value for term in part.formula.terms), abs=1e-12)
    assert part.formula.operation is Operation.WEIGHTED
    assert [child.node for child in part.children] == ["d", "P", "Q"]
    missing = card().trace("P", "B", "")
    assert [term.node for term in missing.formula.terms] == ["a"]
    assert {child.node: child.why for child in missing.children} == {"a": None, "b": Why.NO_VALUE}


def test_why_there_is_no_figure():
    assert card().trace("top", "D", "").why is Why.SCREENED_OUT
    screened = card(screen=Screen(leave_out=("B",)))
    assert screened.trace("P", "B", "").why is Why.SCREENED_OUT
    sparse = card(aggregate=(LevelRule(threshold=1.0),))
    assert sparse.trace("P", "B", "").why is Why.BELOW_MINIMUM_COVERAGE
    assert Why.NO_VALUE.sentence
    assert Why.SCREENED_OUT.sentence


@pytest.mark.parametrize(
    ("rule", "operation", "power"),
    [
        (Geometric(), Operation.GEOMETRIC, None),
        (Generalised(power=2.0), Operation.GENERALISED, 2.0),
        (Copeland(), Operation.COPELAND, None),
    ],
)
def test_every_rule_is_told(rule, operation, power):
    formula = (
        card(normalise=Normalise(method=MinMax(lower=1.0)), aggregate=(LevelRule(rule=rule),))
        .trace("P", "A", "")
        .formula
    )
    assert (formula.operation, formula.power) == (operation, power)


@pytest.mark.parametrize(
    ("method", "scale"),
    [
        (MinMax(lower=1.0), (1.0, 100.0)),
        (Scaled(), (0.0, 100.0)),
        (DistanceToMaximum(), (0.0, 1.0)),
        (Rank(), None),
        (ZScore(), None),
    ],
)
def test_the_scale_is_that_of_the_normalisation_where_it_has_one(method, scale):
    found = card(normalise=Normalise(method=method))
    low, high = found.framework.scale
    assert (low, high) == scale if scale else low == np.nanmin(found.scores)
    assert card(aggregate=(LevelRule(rule=Copeland()),)).framework.scale != (0.0, 100.0)


def test_goalposts_and_an_index_without_areas():
    hierarchy = flat("a", "b", goalposts=(0.0, 10.0))
    spec = Spec(hierarchy=hierarchy, normalise=Normalise(method=Goalposts(top=10.0)))
    found = scored(build(spec, dataset(("a", "b"), {"A": (5, 5), "B": (5, 5)})))
    assert found.framework.scale == (0.0, 10.0)
    assert found.framework.areas == ()
    tied = Spec(hierarchy=flat("a", "b"), normalise=Normalise(method=ZScore()))
    level = scored(build(tied, dataset(("a", "b"), {"A": (1, 2), "B": (2, 1)})))
    assert level.framework.scale == pytest.approx((-(0.5**0.5), 0.5**0.5))
    assert framework_of(Spec(hierarchy=flat("a"), code="one")).title == "one"


def test_one_value_on_its_way():
    rows = {"A": (1, 1), "B": (2, 2), "C": (3, 3), "D": (4, 4), "E": (100, 5), "F": (NAN, 6)}
    hierarchy = flat("a", "b", denominator="area", per=10)
    data = dataset(("a", "b"), rows, denominators={"area": np.full((6, 1), 10.0)})
    spec = Spec(
        hierarchy=hierarchy, impute=(Constant(), MedianOfPlaces()), treat=Treat(treatments=(Winsorise(points=1),))
    )
    found = build(spec, data)
    top = trace_value(found, "E", "a")
    assert (top.raw, top.divisor, top.denominated, top.imputed, top.treated) == (100, 10, 100, 100, 4)
    assert (top.treatment, top.drawn, top.filled_by, top.normalised) == (Winsorise(points=1), 1, None, 100)
    assert (top.before.highest, top.after.highest, top.after.count) == (100, 4, 6)
    gap = trace_value(found, "F", "a")
    assert (gap.raw, gap.denominated, gap.imputed, gap.filled_by) == (None, None, 3, MedianOfPlaces())
    assert gap.kept


def test_who_filled_a_gap_after_screening():
    rows = {"A": (1, 2), "B": (NAN, 4), "C": (NAN, NAN)}
    spec = Spec(hierarchy=flat("a", "b"), screen=Screen(present=0.5), impute=(MeanOfPlaces(),))
    found = build(spec, dataset(("a", "b"), {**rows, "D": (3, 3)}))
    assert trace_value(found, "B", "a").filled_by == MeanOfPlaces()
    lost = trace_value(found, "C", "a")
    assert (lost.kept, lost.filled_by, lost.normalised) == (False, None, None)
    assert (lost.settings, lost.treatment) == (None, None)


def test_a_reference_and_a_frame():
    data = panel("a", {"A": (1, 2), "B": (3, 6)}, ("2020", "2024"))
    hierarchy = flat("a")
    spec = Spec(hierarchy=hierarchy, normalise=Normalise(method=DistanceToReference(place="B")))
    assert trace_value(build(spec, data), "A", "a", "2020").reference == 3
    assert trace_value(build(spec, data), "A", "a").after.highest == 6


@pytest.mark.parametrize("asked", [("Z", "a", ""), ("A", "z", ""), ("A", "a", "1999")])
def test_unknown_names_suggest_others(asked):
    found = build(Spec(hierarchy=flat("a")), dataset(("a",), {"A": (1,), "B": (2,)}))
    with pytest.raises(KeyError):
        trace_value(found, *asked)


def test_asem_as_a_scorecard(shared_data):
    file = read_spec(REPOSITORY / "examples" / "asem.yaml")
    found = scored(build(file.spec, read_data(shared_data / "coinr" / "asem_input.csv", file)))
    assert round(found["Index", "CHE", "2018"], 4) == 68.3837
    assert found.rank("Index", "CHE", "2018") == 1
    assert found.framework.scale == (0.0, 100.0)
    part = found.trace("Index", "CHE", "2018")
    assert part.value == pytest.approx(sum(term.weight * term.value for term in part.formula.terms), abs=1e-12)
    assert isinstance(file.spec.hierarchy.indicators[0], Indicator)
