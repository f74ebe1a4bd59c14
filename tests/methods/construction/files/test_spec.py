"""Build specifications: every key, and every fault with its line."""

from __future__ import annotations

import pytest

from commonground.methods.construction import (
    Arithmetic,
    Borda,
    BoxCox,
    Budget,
    Constant,
    Counting,
    Fixed,
    Generalised,
    Goalposts,
    Influence,
    Latest,
    LevelRule,
    Log,
    Logarithm,
    MeanOfPlaces,
    MinMax,
    Moving,
    Normalise,
    Screen,
    SkewKurtosis,
    Treat,
    Winsorise,
    ZScore,
)
from commonground.methods.construction.files import Columns, read_spec
from commonground.methods.errors import CommongroundError

HEAD = "code: piers\ntitle: Piers\n"
TREE = """\
indicators:
  - {code: x, parent: P}
  - {code: y, parent: P, direction: -1, weight: 2, denominator: people, per: 1000, target: 5, goalposts: [1, 9]}
composites:
  - {code: P, parent: top, title: Part, weight: 3}
  - {code: top, title: Whole}
"""


@pytest.fixture
def read(tmp_path):
    def read(steps="", tree=TREE, head=HEAD):
        path = tmp_path / "piers.yaml"
        path.write_text(f"{head}{tree}{steps}", encoding="utf-8")
        return read_spec(path)

    return read


@pytest.fixture
def steps(read):
    def steps(text):
        return read("steps:\n" + "".join(f"  {line}\n" for line in text.splitlines())).spec

    return steps


@pytest.fixture
def faults(read):
    def faults(*words, **named):
        with pytest.raises(CommongroundError) as error:
            read(*words, **named)
        return [str(problem) for problem in error.value.problems]

    return faults


def test_structure_and_defaults(read):
    file = read()
    spec, y = file.spec, file.spec.hierarchy.indicators[1]
    assert (spec.code, spec.title, spec.version) == ("piers", "Piers", "1")
    assert (y.direction, y.weight, y.denominator, y.per, y.target, y.goalposts) == (-1, 2, "people", 1000, 5, (1, 9))
    assert spec.hierarchy.composites[0].weight == 3
    assert (spec.screen, spec.impute, spec.treat) == (None, (), None)
    assert (spec.normalise, spec.aggregate, spec.frame) == (Normalise(), (LevelRule(),), Moving())
    assert file.columns == Columns()


def test_columns(read):
    data = "data: {place: c, name: n, period: t, denominators: [people], groups: [side], ignore: [z]}\n"
    expected = Columns(place="c", name="n", period="t", denominators=("people",), groups=("side",), ignore=("z",))
    assert read(data).columns == expected


def test_screening_and_imputation(steps):
    spec = steps("screen: {present: 0.8, nonzero: 0.1, counting: filled, keep: [A], leave_out: [B]}")
    assert spec.screen == Screen(present=0.8, nonzero=0.1, counting=Counting.FILLED, keep=("A",), leave_out=("B",))
    spec = steps("impute: [{latest: {limit: 2}}, constant, {mean: {group: side}}]")
    assert spec.impute == (Latest(limit=2), Constant(), MeanOfPlaces(group="side"))


def test_treatment(steps):
    assert steps("treat: {}").treat == Treat()
    text = "treat: {skewness: 1, treatments: [{winsorise: {points: 2}}, {logarithm: {kind: skewed}}], combine: true}"
    assert steps(text).treat == Treat(
        treatments=(Winsorise(points=2), Logarithm(kind=Log.SKEWED)), rule=SkewKurtosis(skewness=1), combine=True
    )
    spec = steps("treat: {always: true, treatments: [{box_cox: {power: 0.5}}]}")
    assert spec.treat == Treat(treatments=(BoxCox(power=0.5),), rule=None)


def test_normalisation(steps):
    assert steps("normalise: {z_score: {mean: 10, sd: 2}}").normalise.method == ZScore(mean=10, sd=2)
    assert steps("normalise: borda").normalise.method == Borda()


def test_aggregation(steps):
    both = steps("aggregate:\n  - {rule: {generalised: {power: 2}}, weights: influence}\n  - {threshold: 0.5}")
    assert both.rules == (
        LevelRule(rule=Generalised(power=2), weights=Influence()),
        LevelRule(rule=Arithmetic(), threshold=0.5),
    )
    budget = steps("aggregate: {weights: {budget: {points: {Ada: {x: 1, y: 2}}}}}")
    assert budget.rules == (LevelRule(weights=Budget(points={"Ada": {"x": 1, "y": 2}})),) * 2


def test_frames(steps):
    assert steps("frame: moving").frame == Moving()
    assert steps("frame: fixed").frame == Fixed()
    assert steps("frame: {fixed: {periods: [2020]}}").frame == Fixed(periods=("2020",))


def test_indicators_with_settings_of_their_own(read):
    tree = TREE.replace("code: x, parent: P", "code: x, parent: P, normalise: rank, treat: {always: true}")
    assert read(tree=tree).spec.normalise.overrides == {"x": read("steps: {normalise: rank}").spec.normalise.method}
    alone = read(tree=tree).spec.treat
    assert (alone.overrides["x"].rule, alone.overrides["y"]) == (None, None)
    beside = read("steps: {treat: {}}", tree=tree.replace("direction: -1", "treated: false")).spec.treat
    assert (beside.overrides["x"].rule, beside.overrides["y"], beside.rule) == (None, None, SkewKurtosis())


def test_goalposts_of_an_indicator(read):
    tree = TREE.replace("goalposts: [1, 9]", "goalposts: [1, 9], normalise: {goalposts: {top: 10}}")
    assert read(tree=tree).spec.normalise == Normalise(method=MinMax(), overrides={"y": Goalposts(top=10)})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("steps: {normalize: rank}", 'piers.yaml:9: "normalize" is not a key'),
        ("steps: {normalise: {min_max: {lower: a}}}", 'piers.yaml:9: lower: "a" is not a number.'),
        ("steps: {normalise: {rank: {}, borda: {}}}", "piers.yaml:9: normalise: what stands here must name exactly"),
        ("steps:\n  screen: {present: 2}", "piers.yaml:10: The share of indicators present is 2"),
        ("steps:\n  impute: [mean, {latest: {limit: 0}}]", "piers.yaml:10: The limit is 0"),
        ("steps:\n\n  treat: {treatments: [{winsorise: {points: 0}}]}", "piers.yaml:11: The number of points is 0"),
        ("steps:\n  normalise: {min_max: {lower: 9, upper: 1}}", "piers.yaml:10: The range does not run"),
        ("steps:\n  aggregate: [{threshold: 0}, {threshold: 3}]", "piers.yaml:10: The data threshold is 3"),
        (
            "steps:\n  aggregate: [{}, {}, {}]",
            "piers.yaml:10 aggregate: There are 3 rules of aggregation for 2 levels.",
        ),
        ("steps: {normalise: goalposts}", "piers.yaml:4 x: It is normalised between its goalposts and has none."),
    ],
)
def test_faults_of_steps_name_their_line(faults, text, line):
    assert [said for said in faults(text) if said.startswith(line)]


def test_faults_of_the_structure_name_line_and_node(faults):
    tree = TREE.replace("weight: 2", "weight: -2").replace("code: x, parent: P", "code: x, parent: R")
    assert [said.partition(" [")[0].partition(". ")[0] for said in faults(tree=tree)] == [
        'piers.yaml:4 x: Its parent "R" is no composite',
        "piers.yaml:5 y: The weight -2 is not above 0",
    ]


def test_all_that_is_wrong_is_said_at_once(faults):
    tree = TREE.replace("code: x", "code: x, normalise: {z_score: {sd: 0}}, treat: {skewness: -1}")
    found = faults("steps:\n  screen: {present: 2}\n  frame: moving", tree=tree)
    assert sorted(said.split(":")[1] for said in found) == ["10", "4", "4"]


def test_faults_of_the_yaml_are_told_beside_those_of_the_form(faults):
    assert faults("code: again\n") == [
        'piers.yaml:9: "code" was already given on line 1. Keep one of the two. [yaml-repeated-key]'
    ]
    assert len(faults("code: again\nextra: 1\n")) == 2
