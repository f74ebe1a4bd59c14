"""Laws that every index obeys, whatever its tree and its answers."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.methods.index import (
    Answers,
    Framework,
    Geometric,
    Group,
    Maximum,
    Mean,
    Median,
    Minimum,
    Part,
    Question,
    Require,
    Scorecard,
    Skip,
    Substitute,
    Weighted,
    score,
)

POINTS = st.sampled_from([0.0, 25.0, 50.0, 100 / 3, 100.0])
PLAIN = [Mean(), Minimum(), Maximum(), Median(), Geometric(floor=1.0)]
GAPS = [Require(), Skip(minimum=0.0), Skip(minimum=0.5), Substitute(points=20.0, minimum=0.3)]


@st.composite
def frameworks(draw, rules=PLAIN, gaps=GAPS) -> Framework:
    """A tree of two levels of groups under one aggregate, each with a rule of its own."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    groups = [
        Group(
            code=f"g{area}",
            title="",
            children=tuple(f"g{area}q{number}" for number in range(size)),
            rule=draw(st.sampled_from(rules)),
            missing=draw(st.sampled_from(gaps)),
        )
        for area, size in enumerate(sizes)
    ]
    areas = tuple(group.code for group in groups)
    rule = draw(st.sampled_from([*rules, None])) or Weighted(weights=_weights(draw, areas))
    top = Group(code="top", title="", children=areas, rule=rule, missing=draw(st.sampled_from(gaps)))
    return Framework(
        code="law",
        version="1",
        title="",
        questions=tuple(Question(code=code, title="") for group in groups for code in group.children),
        groups=(top, *groups),
        aggregates=("top",),
        areas=areas,
    )


def _weights(draw, codes):
    shares = [draw(st.integers(1, 9)) for _ in codes]
    return {code: share / sum(shares) for code, share in zip(codes, shares, strict=True)}


@st.composite
def scored(draw, **kinds) -> Scorecard:
    """A framework with answers of three places in two periods."""
    framework = draw(frameworks(**kinds))
    questions = tuple(question.code for question in framework.questions)
    shape = (3, 2, len(questions))
    size = shape[0] * shape[1] * shape[2]
    cells = draw(st.lists(POINTS | st.sampled_from(["missing", "not applicable"]), min_size=size, max_size=size))
    points = np.array([np.nan if isinstance(cell, str) else cell for cell in cells]).reshape(shape)
    applicable = np.array([cell != "not applicable" for cell in cells]).reshape(shape)
    given = Answers(
        places=("A", "B", "C"), periods=("1", "2"), questions=questions, points=points, applicable=applicable
    )
    return score(framework, given)


def cells(card: Scorecard):
    return [(node, place, period) for node in card.nodes for place in "ABC" for period in "12"]


def same(one: float | None, other: float | None) -> bool:
    return one is other is None or (one is not None and other is not None and one == pytest.approx(other, abs=1e-9))


def parts(part: Part):
    yield part
    for child in part.children:
        yield from parts(child)


@given(scored())
def test_a_score_lies_between_the_values_that_made_it(card):
    for cell in cells(card):
        for part in parts(card.trace(*cell)):
            if part.formula:
                values = [term.value for term in part.formula.terms]
                assert min(values) - 1e-9 <= part.value <= max(values) + 1e-9


@given(scored())
def test_a_trace_adds_up_to_its_score(card):
    for cell in cells(card):
        part = card.trace(*cell)
        assert part.value == card[cell]
        assert (part.value is None) == (part.why is not None)
        if part.formula and isinstance(part.rule, Geometric):
            product = np.prod([term.value**term.weight for term in part.formula.terms])
            assert part.value == pytest.approx(product)
        elif part.formula:
            assert part.value == pytest.approx(sum(term.value * term.weight for term in part.formula.terms))
            assert sum(term.weight for term in part.formula.terms) == pytest.approx(1)


@given(scored())
def test_scoring_twice_gives_the_same_digits(card):
    again = score(card.framework, card.answers)
    for name in ("scores", "coverage", "ranks"):
        np.testing.assert_array_equal(getattr(card, name), getattr(again, name))


@given(scored(), st.permutations([0, 1, 2]))
def test_the_order_of_places_changes_nothing(card, order):
    given_ = card.answers
    moved = replace(
        given_,
        places=tuple(given_.places[at] for at in order),
        points=given_.points[order],
        applicable=given_.applicable[order],
    )
    other = score(card.framework, moved)
    assert all(other[cell] == card[cell] and other.rank(*cell) == card.rank(*cell) for cell in cells(card))


@given(scored())
def test_the_order_of_children_and_questions_changes_nothing(card):
    framework, given_ = card.framework, card.answers
    turned = replace(
        framework,
        groups=tuple(replace(group, children=group.children[::-1]) for group in framework.groups[::-1]),
        questions=framework.questions[::-1],
    )
    moved = replace(
        given_,
        questions=given_.questions[::-1],
        points=given_.points[:, :, ::-1],
        applicable=given_.applicable[:, :, ::-1],
    )
    other = score(turned, moved)
    for cell in cells(card):
        assert same(other[cell], card[cell])
        assert other.coverage_of(*cell) == card.coverage_of(*cell)
        assert other.rank(*cell) == card.rank(*cell)


@given(scored())
def test_renaming_codes_changes_nothing(card):
    framework, given_ = card.framework, card.answers

    def new(code: str) -> str:
        return f"é {code[::-1]}"

    def renamed(group: Group) -> Group:
        rule = group.rule
        if isinstance(rule, Weighted):
            rule = Weighted(weights={new(code): weight for code, weight in rule.weights.items()})
        return replace(group, code=new(group.code), children=tuple(map(new, group.children)), rule=rule)

    other = score(
        replace(
            framework,
            groups=tuple(map(renamed, framework.groups)),
            questions=tuple(replace(question, code=new(question.code)) for question in framework.questions),
            aggregates=tuple(map(new, framework.aggregates)),
            areas=tuple(map(new, framework.areas)),
        ),
        replace(given_, questions=tuple(map(new, given_.questions))),
    )
    np.testing.assert_array_equal(other.scores, card.scores)
    np.testing.assert_array_equal(other.ranks, card.ranks)


@given(scored(), st.data())
def test_a_better_answer_never_lowers_a_score(card, data):
    answered = np.argwhere(~np.isnan(card.answers.points))
    if not len(answered):
        return
    place, period, question = data.draw(st.sampled_from(answered.tolist()))
    points = card.answers.points.copy()
    points[place, period, question] += data.draw(st.sampled_from([0.0, 10.0, 50.0]))
    better = score(card.framework, replace(card.answers, points=points))
    np.testing.assert_array_equal(np.isnan(better.scores), np.isnan(card.scores))
    assert not (better.scores < card.scores - 1e-9).any()
    np.testing.assert_array_equal(better.coverage, card.coverage)


@given(scored(gaps=[Require()]), st.data())
def test_where_all_is_required_a_missing_answer_takes_scores_away_and_changes_none(card, data):
    answered = np.argwhere(~np.isnan(card.answers.points))
    if not len(answered):
        return
    place, period, question = data.draw(st.sampled_from(answered.tolist()))
    points = card.answers.points.copy()
    points[place, period, question] = np.nan
    less = score(card.framework, replace(card.answers, points=points))
    code = card.answers.questions[question]
    for cell in cells(card):
        above = code in card.framework.leaves(cell[0]) and cell[1:] == ("ABC"[place], "12"[period])
        if above:
            assert less[cell] is None
            assert less.coverage_of(*cell) < card.coverage_of(*cell)
        else:
            assert less[cell] == card[cell]
            assert less.coverage_of(*cell) == card.coverage_of(*cell)


@given(scored())
def test_a_score_on_too_little_coverage_does_not_exist(card):
    for group in card.framework.groups:
        if not isinstance(group.missing, Require):
            for place in "ABC":
                coverage = card.coverage_of(group.code, place, 1)
                if coverage is None or coverage < group.missing.minimum:
                    assert card[group.code, place, 1] is None


@given(scored())
@settings(max_examples=50)
def test_ranks_agree_with_scores(card):
    for node, place, period in cells(card):
        mine, rank = card[node, place, period], card.rank(node, place, period)
        assert (mine is None) == (rank is None)
        if mine is not None:
            others = [card[node, other, period] for other in "ABC"]
            assert rank == 1 + sum(other is not None and other > mine + 1e-9 for other in others)


@given(scored())
def test_coverage_is_a_share(card):
    assert all(0 <= share <= 1 or isnan(share) for share in card.coverage.ravel())
