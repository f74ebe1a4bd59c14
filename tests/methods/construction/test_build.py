"""Whole builds: the steps in their order, panels, ASEM, and every refusal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.construction import (
    STEPS,
    Arithmetic,
    Budget,
    Counting,
    DistanceToMaximum,
    DistanceToReference,
    DistanceToTarget,
    Equal,
    Fixed,
    FractionOfMaximum,
    Generalised,
    Geometric,
    Goalposts,
    Influence,
    LevelRule,
    Linear,
    Log,
    Logarithm,
    MeanOfPlaces,
    MinMax,
    Normalise,
    PercentileRank,
    PrincipalComponent,
    Scaled,
    Screen,
    Spec,
    Treat,
    build,
    principal_component_weights,
)
from commonground.methods.construction.files import read_data, read_spec
from commonground.methods.errors import ConstructionError
from tests.methods.construction.sample import NAN, REPOSITORY, dataset, flat, panel, table, two_levels

ROWS = {"A": (0, 5), "B": (5, 10), "C": (10, 0)}


def small(**settings):
    """Two indicators under one top, as they are from 0 to 10."""
    return Spec(hierarchy=flat("x", "y"), **settings)


def built(rows=ROWS, **settings):
    return build(small(**settings), dataset(["x", "y"], rows))


def refused(rows=ROWS, hierarchy=None, **settings):
    with pytest.raises(ConstructionError) as error:
        build(Spec(hierarchy=hierarchy or flat("x", "y"), **settings), dataset(["x", "y"], rows))
    return [(problem.code, problem.place) for problem in error.value.problems]


def test_an_index_in_three_lines():
    index = built()
    assert index.scores()[:, 0].tolist() == [25, 75, 50]
    assert index.ranks()[:, 0].tolist() == [3, 1, 2]
    assert index.score("A") == 25
    assert index.score("C", "x", "") == 100


def test_names_that_are_not_there_are_told():
    with pytest.raises(KeyError, match='no place "Z"'):
        built().score("Z")
    with pytest.raises(KeyError, match='no period "1999"'):
        built().score("A", period="1999")


def test_every_step_has_its_table_and_nothing_can_be_written():
    index = built()
    assert tuple(index.tables) == STEPS
    assert index.tables["aggregated"].shape == (3, 1, 3)
    for array in (*index.tables.values(), index.kept, index.weights, index.applied, index.drawn):
        assert not array.flags.writeable


def test_screening_counts_before_or_after_imputation():
    rows = ROWS | {"D": (4, NAN)}
    observed = built(rows, screen=Screen(present=1), impute=(MeanOfPlaces(),))
    assert observed.kept[:, 0].tolist() == [True, True, True, False]
    assert observed.score("D") is None
    assert observed.scores()[:3].tolist() == built().scores().tolist()
    filled = built(rows, screen=Screen(present=1, counting=Counting.FILLED), impute=(MeanOfPlaces(),))
    assert filled.kept.all()
    assert filled.tables["imputed"][3, 0, 1] == 5
    left_out = built(rows, screen=Screen(present=1, counting=Counting.FILLED))
    assert left_out.kept[:, 0].tolist() == [True, True, True, False]


def test_indicators_may_have_settings_of_their_own():
    rows = {str(number): (number, 2**number) for number in range(1, 21)}
    plain = Treat(treatments=(Logarithm(kind=Log.PLAIN),), rule=None)
    index = built(
        rows,
        treat=Treat(overrides={"y": plain, "x": None}),
        normalise=Normalise(overrides={"y": Scaled(lower=0, upper=np.log(2))}),
    )
    assert index.applied.tolist() == [[0, 1]]
    assert index.tables["normalised"][:, 0, 1] == pytest.approx(np.arange(1, 21) * 100)


def test_without_treatment_nothing_is_treated():
    index = built(treat=None)
    assert index.applied.tolist() == [[0, 0]]
    assert np.array_equal(index.tables["treated"], index.tables["imputed"])


def test_weights_by_level():
    rows = {name: (3 * at, (at * at) % 7, (5 * at) % 8, 1 + (3 * at) % 5) for at, name in enumerate("ABCDEFGH")}
    data = dataset("abcd", rows)
    points = {"Ada": {"a": 3, "b": 1, "c": 1, "d": 2, "P": 1, "Q": 1}}
    levels = (LevelRule(weights=Budget(points=points)), LevelRule(weights=Equal(), threshold=0.5))
    index = build(Spec(hierarchy=two_levels(), aggregate=levels), data)
    assert index.weights[0].tolist() == [0.75, 0.25, 1, 1, 1, 1, 1]
    plain = index.tables["normalised"][:, 0]
    assert index.scores("P")[:, 0] == pytest.approx(plain[:, :2] @ [0.75, 0.25])
    index = build(Spec(hierarchy=two_levels(), aggregate=(LevelRule(weights=PrincipalComponent()),)), data)
    assert index.weights[0, :2] == pytest.approx(principal_component_weights(plain[:, :2]))


def test_influence_is_made_even_or_as_asked():
    rows = {name: (at, (at * 5) % 8) for at, name in enumerate("ABCDEFGH")}
    even = built(rows, aggregate=(LevelRule(weights=Influence()),))
    assert even.weights[0, :2] == pytest.approx([0.5, 0.5])
    more = built(rows, aggregate=(LevelRule(weights=Influence(importance={"x": 2})),))
    scores, parts = more.scores()[:, 0], more.tables["normalised"][:, 0]
    x, y = (np.corrcoef(part, scores)[0, 1] for part in parts.T)
    assert x == pytest.approx(2 * y, abs=1e-6)


PANEL = panel("x", {"A": (0, 10, 30), "B": (10, 20, 40), "C": (NAN, 15, NAN)}, ("1", "2", "3"))


def through_time(**settings):
    return build(Spec(hierarchy=flat("x"), **settings), PANEL).scores()


def test_a_moving_frame_takes_each_period_by_itself():
    assert through_time() == pytest.approx(np.array([[0, 0, 0], [100, 100, 100], [NAN, 50, NAN]]), nan_ok=True)


def test_a_fixed_frame_takes_all_periods_together():
    expected = np.array([[0, 25, 75], [25, 50, 100], [NAN, 37.5, NAN]])
    assert through_time(frame=Fixed()) == pytest.approx(expected, nan_ok=True)


def test_a_fixed_frame_may_be_some_periods():
    expected = np.array([[0, 100, 300], [100, 200, 400], [NAN, 150, NAN]])
    assert through_time(frame=Fixed(periods=("1",))) == pytest.approx(expected, nan_ok=True)


def test_gaps_in_a_panel_are_filled_before_the_frame_is_taken():
    filled = through_time(impute=(Linear(),), frame=Fixed())
    assert filled[2] == pytest.approx([37.5] * 3)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [(None, [[0, 0, 0], [1, 1, 1]]), (Fixed(), [[0, 0.25, 0.75], [0.25, 0.5, 1]]), (Fixed(periods=("1",)), None)],
)
def test_a_reference_place_in_a_frame(frame, expected):
    settings = {"frame": frame} if frame else {}
    scores = through_time(normalise=Normalise(method=DistanceToReference(place="B")), **settings)
    assert scores[:2] == pytest.approx(np.array(expected or [[0, 1, 3], [1, 2, 4]]))


def test_a_fixed_frame_where_every_indicator_has_its_own_method():
    data = panel("x", {"A": (1, 2), "B": (3, 5)}, ("1", "2"))
    spec = Spec(hierarchy=flat("x"), normalise=Normalise(overrides={"x": MinMax(upper=1)}), frame=Fixed())
    assert build(spec, data).scores().tolist() == [[0, 0.25], [0.5, 1]]


def test_outliers_are_judged_in_the_frame():
    rows = {f"P{at:02}": (at, at) for at in range(20)} | {"Z": (100, 19)}
    data = panel("x", rows, ("1", "2"))
    moving = build(Spec(hierarchy=flat("x"), treat=Treat()), data)
    fixed = build(Spec(hierarchy=flat("x"), treat=Treat(), frame=Fixed()), data)
    assert moving.applied[:, 0].tolist() == [1, 0]
    assert fixed.applied[:, 0].tolist() == [1, 1]
    assert moving.tables["treated"][-1, 0, 0] == fixed.tables["treated"][-1, 0, 0] == 19


def test_weights_follow_the_frame():
    values = np.random.default_rng(4).normal(size=(9, 2, 3))
    data = replace(dataset("xyz", {"A": (1, 2, 3)}), places=tuple("ABCDEFGHI"), periods=("1", "2"), values=values)
    spec = Spec(hierarchy=flat("x", "y", "z"), aggregate=(LevelRule(weights=PrincipalComponent()),))
    moving, fixed = build(spec, data), build(replace(spec, frame=Fixed()), data)
    assert not np.allclose(moving.weights[0], moving.weights[1])
    assert np.array_equal(fixed.weights[0], fixed.weights[1])
    pooled = fixed.tables["normalised"].reshape(-1, 3)
    assert fixed.weights[0, :3] == pytest.approx(principal_component_weights(pooled))


FLAT = {"A": (1, 5), "B": (1, 6), "C": (1, 7)}


@pytest.mark.parametrize(
    ("settings", "code", "place"),
    [
        ({"rows": FLAT}, "construction-normalisation", "x, A (and 2 more)"),
        (
            {"rows": FLAT, "normalise": Normalise(method=DistanceToReference(place="A"))},
            "construction-normalisation",
            "x, A (and 2 more)",
        ),
        (
            {"rows": {"A": (-1, 1), "B": (-2, 2)}, "normalise": Normalise(method=FractionOfMaximum())},
            "construction-normalisation",
            "x, A (and 1 more)",
        ),
        (
            {"hierarchy": flat("x", "y", target=0), "normalise": Normalise(method=DistanceToTarget())},
            "construction-normalisation",
            "x, A (and 2 more)",
        ),
        (
            {"rows": {"A": (1, 2)}, "normalise": Normalise(method=PercentileRank())},
            "construction-normalisation",
            "x, A",
        ),
        (
            {"treat": Treat(treatments=(Logarithm(kind=Log.PLAIN),), rule=None)},
            "construction-treatment",
            "x, A",
        ),
        ({"aggregate": (LevelRule(rule=Geometric()),)}, "construction-aggregation", "x, A"),
        (
            {
                "normalise": Normalise(method=MinMax(lower=0, upper=1e200)),
                "aggregate": (LevelRule(rule=Generalised(power=2)),),
            },
            "construction-aggregation",
            "top, A (and 2 more)",
        ),
        ({"aggregate": (LevelRule(weights=Budget(points={"Ada": {"top": 1}})),)}, "construction-weights", "top"),
        (
            {
                "rows": {"A": (1, 2), "B": (2, 1)},
                "aggregate": (LevelRule(weights=PrincipalComponent()),),
            },
            "construction-weights",
            "top",
        ),
        ({"frame": Fixed(periods=("1999",))}, "construction-data", "1999"),
        ({"screen": Screen(keep=("Z",))}, "construction-data", "Z"),
        ({"normalise": Normalise(method=DistanceToReference(place="Z"))}, "construction-data", "Z"),
    ],
)
def test_what_cannot_be_is_refused_by_name(settings, code, place):
    assert refused(**settings)[0] == (code, place)


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"aggregate": (LevelRule(), LevelRule())}, "aggregate"),
        ({"treat": Treat(overrides={"z": None})}, "treat"),
        ({"normalise": Normalise(overrides={"z": MinMax()})}, "normalise"),
        ({"aggregate": (LevelRule(weights=Influence(importance={"z": 1})),)}, "aggregate"),
        ({"aggregate": (LevelRule(weights=Budget(points={"Ada": {"z": 1}})),)}, "aggregate"),
        ({"normalise": Normalise(method=DistanceToTarget())}, "x"),
        ({"normalise": Normalise(overrides={"y": Goalposts()})}, "y"),
        ({"normalise": Normalise(overrides={"y": DistanceToReference(place="")})}, "y"),
    ],
)
def test_settings_that_do_not_fit_the_structure_are_refused(settings, place):
    with pytest.raises(ConstructionError) as error:
        small(**settings)
    assert (error.value.problems[0].code, error.value.problems[0].place) == ("construction-setting", place)


def test_a_threshold_is_a_share():
    with pytest.raises(ConstructionError, match="The data threshold is 2"):
        LevelRule(threshold=2)


def test_methods_may_be_mixed():
    index = built(normalise=Normalise(method=DistanceToMaximum(), overrides={"y": MinMax(upper=1)}))
    assert index.scores()[:, 0].tolist() == [0.25, 0.75, 0.5]


@pytest.fixture(scope="module")
def asem(shared_data):
    folder = shared_data / "coinr"
    file = read_spec(REPOSITORY / "examples" / "asem.yaml")
    return folder, build(file.spec, read_data(folder / "asem_input.csv", file))


@pytest.mark.parametrize("step", STEPS)
def test_asem_is_what_the_reference_gives(asem, step):
    folder, index = asem
    places, columns, expected = table(folder / f"asem_data_{step.capitalize()}.csv")
    hierarchy = index.spec.hierarchy
    nodes = hierarchy.nodes if step == "aggregated" else hierarchy.codes
    found = index.tables[step][[index.data.places.index(place) for place in places], 0]
    assert set(columns) == set(nodes)
    found = found[:, [nodes.index(column) for column in columns]]
    assert np.array_equal(np.isnan(found), np.isnan(expected))
    assert found == pytest.approx(expected, rel=1e-9, abs=0, nan_ok=True)


def test_asem_is_headed_by_switzerland(asem):
    _, index = asem
    assert index.ranks()[index.data.places.index("CHE"), 0] == 1
    assert round(index.score("CHE"), 4) == 68.3837
    assert index.kept.all()


def test_asem_keeps_its_order_under_other_rules(asem):
    """A generalised mean of power 1 is the arithmetic mean."""
    _, index = asem
    spec = replace(index.spec, aggregate=(LevelRule(rule=Generalised(power=1)), LevelRule(), LevelRule()))
    again = build(spec, index.data)
    assert again.scores() == pytest.approx(index.scores(), rel=1e-12)
    assert spec.rules[0].rule != Arithmetic()
