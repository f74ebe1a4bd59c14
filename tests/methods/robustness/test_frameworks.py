"""Policy frameworks under other assumptions: every run is what ``score`` gives for the framework so changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.index import (
    Answers,
    Framework,
    Geometric,
    Lookup,
    Maximum,
    Mean,
    Median,
    Minimum,
    Missing,
    Require,
    Row,
    Rule,
    Skip,
    Substitute,
    Weighted,
    score,
)
from commonground.methods.robustness import (
    NOMINAL,
    Combination,
    Disagreement,
    Dropping,
    FrameworkModel,
    MissingData,
    Noise,
    RobustnessError,
    Simplex,
    Weights,
    acceptability,
    simulate,
    stability_intervals,
    usual,
)
from tests.methods.index.notation import answers, index

TREE = index(
    """
    overall = mean(a, b, c)
    other   = minimum(a, b)
    a       = mean(a1, a2, a3) skip 0.5
    b       = weighted(0.7 b1, 0.3 b2) substitute 0 0.5
    c       = lookup(c1, c2)
    """.replace("lookup", "mean"),
    rules={"c": Lookup(rows=(Row(when={"c1": (0,)}, score=10), Row(when={"c1": (50,), "c2": (50, 100)}, score=60)))},
    aggregates=("overall", "other"),
)
GIVEN = answers(
    """
        place period  a1  a2  a3  b1  b2  c1  c2
        XA    2020   100  50   0  40  80   0   -
        XB    2020    50   -   0  40   -  50  50
        XC    2020   n/a 100  50   -  80  50 100
        XA    2024     0  50   0  40  80   0   -
        XB    2024    50   - 100   0   -  50  50
        XC    2024   n/a 100  50  10  80  50 100
    """,
    withheld=[("XB", "2020", "overall")],
)


def model(*assumptions: object, given: Answers = GIVEN, **more: object) -> FrameworkModel:
    return FrameworkModel(framework=TREE, answers=given, assumptions=assumptions, seed=3, **more)


def scored(framework: Framework, given: Answers = GIVEN, period: str = "2024", node: str = "overall") -> np.ndarray:
    card = score(framework, given)
    return card.scores[card.nodes.index(node), :, given.periods.index(period)]


def changed(
    codes: Iterable[str], *, rule: Rule | None = None, missing: Missing | None = None, framework: Framework = TREE
) -> Framework:
    groups = tuple(
        replace(group, rule=rule or group.rule, missing=missing or group.missing) if group.code in codes else group
        for group in framework.groups
    )
    return replace(framework, groups=groups)


def run(found: FrameworkModel, *settings: int) -> np.ndarray:
    return found.run(np.array([settings], np.intp))[0]


def same(left: np.ndarray, right: np.ndarray) -> None:
    np.testing.assert_allclose(left, right, rtol=1e-12)


@pytest.mark.parametrize(("period", "node"), [("2024", "overall"), ("2020", "overall"), ("2020", "a"), ("2024", "c")])
def test_the_index_as_it_is_has_the_published_scores(period, node):
    found = model(*usual(TREE), period=period, node=node)
    same(run(found, *[NOMINAL] * len(found.factors)), scored(TREE, period=period, node=node))


def test_last_period_and_headline_unless_named():
    assert (model().period, model().node, model().units) == ("2024", "overall", ("XA", "XB", "XC"))


@pytest.mark.parametrize("rule", [Geometric(floor=2.0), Median(), Minimum(), Maximum()])
def test_another_rule_of_combination(rule):
    found = model(Combination(alternatives=(Mean(), rule), groups=("overall", "a")))
    same(run(found, 0), scored(TREE))
    same(run(found, 1), scored(changed({"overall", "a"}, rule=rule)))


def test_another_rule_keeps_the_weights_of_a_weighted_group():
    found = model(Combination(groups=("b",)), node="b")
    same(run(found, 0), scored(TREE, node="b"))
    assert run(found, 1)[0] == pytest.approx(40**0.7 * 80**0.3)


@pytest.mark.parametrize("missing", [Require(), Skip(minimum=0.9), Substitute(points=20.0, minimum=0.1)])
def test_another_rule_for_missing_data(missing):
    found = model(MissingData(alternatives=(None, missing)), period="2020", node="a")
    same(run(found, 0), scored(TREE, period="2020", node="a"))
    every = {"overall", "other", "a", "b"}
    same(run(found, 1), scored(changed(every, missing=missing), period="2020", node="a"))
    whole = model(MissingData(alternatives=(missing,), groups=("b",)))
    same(run(whole, 0), scored(changed({"b"}, missing=missing)))


def test_other_weights_are_those_of_a_weighted_group():
    found = model(Weights(spread=Simplex(), sets=5, groups=("overall",)))
    sets = found.run(np.arange(5)[:, np.newaxis])
    parts = found.parts()
    for at in range(5):
        # Three places tell the three weights.
        weights = np.linalg.solve(parts.values, sets[at])
        assert weights.sum() == pytest.approx(1)
        rule = Weighted(weights=dict(zip(parts.children, weights.tolist(), strict=True)))
        same(sets[at], scored(changed({"overall"}, rule=rule)))


def test_given_weights_are_those_of_a_weighted_group():
    children = TREE.group("overall").children
    sets = [range(1, len(children) + 1), [3] * len(children)]
    found = model(Weights.listed({"overall": sets}))
    for at, given in enumerate(sets):
        rule = Weighted(weights={child: weight / sum(given) for child, weight in zip(children, given, strict=True)})
        same(run(found, at), scored(changed({"overall"}, rule=rule)))


def test_noise_of_nothing_leaves_the_scores_as_they_are_under_every_rule():
    found = model(Weights(spread=Noise(share=0.0), sets=2), Combination())
    same(run(found, 0, NOMINAL), scored(TREE))
    same(run(found, 1, 1), run(found, NOMINAL, 1))


def test_weights_of_missing_children_go_to_the_others():
    skipping = MissingData(alternatives=(Skip(),), groups=("b",))
    found = model(Weights(sets=3, groups=("b",)), skipping, period="2020", node="b")
    assert run(found, 2, 0)[1] == 40


@pytest.mark.parametrize(("at", "node"), [(1, "a"), (2, "a1"), (3, "c")])
def test_what_is_dropped_leaves_its_group(at, node):
    found = model(Dropping(nodes=("a", "a1", "c")))
    leaves = TREE.leaves(node)
    kept = replace(
        GIVEN,
        points=np.where([question in leaves for question in GIVEN.questions], np.nan, GIVEN.points),
        applicable=GIVEN.applicable & [question not in leaves for question in GIVEN.questions],
    )
    same(run(found, at), scored(TREE, kept))
    same(run(found, 0), scored(TREE))


def test_drawn_answers_stand_in_the_place_of_those_given():
    random = np.random.default_rng(1)
    points = np.where(GIVEN.applicable, random.integers(0, 101, (4, *GIVEN.points.shape)).astype(float), np.nan)
    points[:, :, :, 5:] = GIVEN.points[..., 5:]
    found = model(Disagreement(points=points))
    for draw in range(4):
        same(run(found, draw), scored(TREE, replace(GIVEN, points=points[draw])))
    same(run(found, NOMINAL), scored(TREE))


def test_coders_answers_are_drawn_cell_by_cell():
    coders = np.full((3, 1, 1, 2), np.nan)
    coders[0, 0, 0], coders[2, 0, 0] = [10, np.nan], [30, np.nan]
    drawn = Disagreement.from_coders(coders, draws=4000, seed=1).points
    assert drawn.shape == (4000, 1, 1, 2)
    values, counts = np.unique(drawn[:, 0, 0, 0], return_counts=True)
    assert values.tolist() == [10, 30]
    assert counts == pytest.approx(2000, abs=130)
    assert np.isnan(drawn[:, 0, 0, 1]).all()


def test_many_runs_are_cut_into_blocks_and_come_back_in_their_order():
    missing = MissingData(alternatives=(None, Skip()))
    found = model(Weights(), Combination(), missing, Dropping(nodes=("a", "b")))
    settings = np.random.default_rng(1).integers(0, [factor.size for factor in found.factors], (12_000, 4))
    whole = found.run(settings)
    some = [0, 1, 5_000, 11_999]
    same(whole[some], found.run(settings[some]))


def test_a_withheld_figure_has_no_score_in_any_run():
    found = simulate(model(*usual(TREE), period="2020"), runs=300, seed=1)
    assert np.isnan(found.scores[:, 1]).all()
    assert (found.ranks[:, 1] == 0).all()


def test_questions_that_only_one_side_has_are_missing_or_left_aside():
    fewer = answers("place a1 a2 a3 b1 zz\nXA 100 50 0 40 9\nXB 10 20 30 40 9")
    draws = Disagreement(points=np.repeat(fewer.points[np.newaxis], 2, axis=0))
    found = model(draws, given=fewer, node="a")
    same(run(found, 1), scored(TREE, fewer, period="2020", node="a"))


def test_parts_are_the_scores_over_the_children():
    parts = model().parts()
    assert (parts.group, parts.children) == ("overall", ("a", "b", "c"))
    same(parts.values @ parts.weights, scored(TREE))
    inner = model().parts("b")
    assert inner.weights.tolist() == [0.7, 0.3]
    same(inner.values[[0, 2]] @ inner.weights, scored(TREE)[[0, 2]])
    assert stability_intervals(inner)[0].weight == 0.7


@pytest.mark.parametrize(
    ("node", "group", "code"),
    [
        ("other", "", "robustness-not-linear"),
        ("other", "a", "robustness-not-linear"),
        ("a", "b", "robustness-unknown"),
        ("overall", "a1", "robustness-unknown"),
        ("overall", "nowhere", "robustness-unknown"),
    ],
)
def test_parts_of_what_is_not_linear_are_refused(node, group, code):
    with pytest.raises(RobustnessError, match=code):
        model(node=node).parts(group)


def test_over_all_weights_a_place_can_only_lead_where_it_has_a_best_child():
    weighted = model().all_weights(500)
    assert weighted is not None
    reached = acceptability(simulate(weighted, runs=500, seed=1))
    assert reached.sum(axis=1) == pytest.approx(1)
    assert reached[0, 0] < 0.2  # XA leads on the weighted mean of b alone
    assert model(node="c").all_weights(5) is None


def test_usual_assumptions():
    weights, combination, missing, question, area = usual(TREE)
    assert (weights, combination) == (Weights(), Combination(groups=("overall",)))
    assert isinstance(missing, MissingData)
    assert question == Dropping(nodes=("a1", "a2", "a3", "b1", "b2", "c"))  # a lookup table is left out whole
    assert area == Dropping(nodes=("a", "b", "c"))
    two = index("overall = mean(a, b)\na = mean(p, q)\nb = mean(r, s)")
    assert len(usual(two)) == 4
    flat = index("overall = mean(p, q, r)")
    assert usual(flat)[3:] == (Dropping(nodes=("p", "q", "r")),)
    rows = (Row(when={"p": (0,)}, score=10),)
    table = index("overall = mean(p, q)", rules={"overall": Lookup(rows=rows)})
    assert [type(each) for each in usual(table)] == [MissingData]
    labels = model(*usual(TREE)).factors[2].labels
    assert labels == ("as it is", "skip minimum 0.5", "substitute points 0 minimum 0.5")


def test_unknown_period_and_node_are_told_at_once():
    with pytest.raises(RobustnessError) as found:
        model(period="2023", node="overal")
    assert [problem.code for problem in found.value.problems] == ["robustness-unknown"] * 2
    assert 'Did you mean "overall"?' in str(found.value)
