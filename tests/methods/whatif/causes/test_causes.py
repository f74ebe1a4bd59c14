"""The six causes: each recovered where it alone is at work, and together the whole."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.methods.index import (
    Geometric,
    Group,
    Lookup,
    Minimum,
    Option,
    Question,
    Row,
    Skip,
    Substitute,
    Weighted,
    score,
)
from commonground.methods.whatif import Cause, WhatIfError, six_causes
from tests.methods.index.notation import answers, index
from tests.methods.whatif.invented import POINTS, frameworks

TREE = """
    overall = mean(a, b)
    a = mean(p, q) skip
    b = mean(r, s) skip
"""


def options(*points):
    return tuple(Option(code=code, points=each) for code, each in zip(("no", "half", "yes"), points, strict=True))


def framework(tree=TREE, rules=None, points=POINTS, **more):
    made = index(tree, rules, **more)
    return replace(made, questions=tuple(replace(each, options=options(*points)) for each in made.questions))


FRAMEWORK = framework()
TABLE = """
    place period   p   q   r   s
    SE    2014    50   0 100   0
    SE    2019    50   0 100   0
    FI    2014     0   0  50 100
    FI    2019     0   0  50 100
"""
BASE = score(FRAMEWORK, answers(TABLE))


def only(cause, older, newer, *, place="SE", **periods):
    """The share of one cause, all others being 0 for every place."""
    found = six_causes(older, newer, **({"before": 2014, "after": 2019} | periods))
    others = [at for at, each in enumerate(found.causes) if each is not cause]
    assert not found.shares[:, others].any()
    np.testing.assert_allclose(found.shares.sum(axis=1), found.after - found.before, atol=1e-12)
    return found[place][cause]


def table(**changes):
    """The answers with cells such as ``SE_2019_p`` changed."""
    rows = [line.split() for line in TABLE.strip().splitlines()]
    for cell, value in changes.items():
        place, period, question = cell.split("_")
        row = next(row for row in rows if row[:2] == [place, period])
        row[rows[0].index(question)] = str(value)
    return answers("\n".join(" ".join(row) for row in rows))


def test_a_reform_within_one_edition():
    card = score(FRAMEWORK, table(SE_2019_p=100))
    assert only(Cause.REFORM, card, card) == pytest.approx(12.5)


def test_a_reform_told_by_the_new_edition():
    assert only(Cause.REFORM, BASE, score(FRAMEWORK, table(SE_2019_p=100))) == pytest.approx(12.5)


def test_a_correction_of_both_periods_is_no_reform():
    assert only(Cause.CORRECTION, BASE, score(FRAMEWORK, table(SE_2014_p=100, SE_2019_p=100))) == pytest.approx(12.5)


def test_the_same_period_in_two_editions_differs_by_correction():
    newer = score(FRAMEWORK, table(SE_2019_p=100))
    assert only(Cause.CORRECTION, BASE, newer, before=2019, after=2019) == pytest.approx(12.5)


def test_where_the_answer_was_corrected_and_reformed_the_earlier_period_in_the_new_edition_tells():
    found = six_causes(BASE, score(FRAMEWORK, table(SE_2014_p=0, SE_2019_p=100)), before=2014, after=2019)["SE"]
    assert found[Cause.CORRECTION] == pytest.approx(-6.25)
    assert found[Cause.REFORM] == pytest.approx(18.75)


def test_a_correction_and_a_reform_of_different_answers():
    newer = score(FRAMEWORK, table(SE_2014_p=100, SE_2019_p=100, SE_2019_s=50))
    found = six_causes(BASE, newer, before=2014, after=2019)["SE"]
    assert (found[Cause.CORRECTION], found[Cause.REFORM]) == pytest.approx((12.5, 12.5))


def test_where_the_new_edition_does_not_know_the_earlier_period_all_is_reform():
    newer = score(FRAMEWORK, answers("place period p q r s\nSE 2019 100 0 100 0\nFI 2019 0 0 50 100"))
    assert only(Cause.REFORM, BASE, newer) == pytest.approx(12.5)


@pytest.mark.parametrize(("value", "share"), [("-", -12.5), ("n/a", -12.5)])
def test_an_answer_that_went_missing_or_no_longer_applies(value, share):
    assert only(Cause.ANSWERED, BASE, score(FRAMEWORK, table(SE_2019_p=value))) == pytest.approx(share)


def test_a_new_answer_that_was_also_reformed():
    older = score(FRAMEWORK, table(SE_2014_p="-"))
    found = six_causes(older, score(FRAMEWORK, table(SE_2019_p=100)), before=2014, after=2019)["SE"]
    assert sum(found.values()) == pytest.approx(25)
    assert found[Cause.ANSWERED] == pytest.approx(12.5 + 6.25)
    assert found[Cause.REFORM] == pytest.approx(6.25)


def test_a_figure_that_is_withheld_now():
    framework_ = framework("overall = mean(a, b) skip\na = mean(p, q) skip\nb = mean(r, s) skip")
    withheld = replace(table(), withheld=frozenset({("SE", "2019", "b")}))
    assert only(Cause.ANSWERED, score(framework_, table()), score(framework_, withheld)) == pytest.approx(-12.5)


def test_a_new_question_and_one_that_left():
    newer = framework("overall = mean(a, b)\na = mean(p, q, t) skip\nb = mean(r) skip")
    given_ = answers(
        """
        place period   p   q   r   t
        SE    2014    50   0 100 100
        SE    2019    50   0 100 100
        FI    2014     0   0  50   -
        FI    2019     0   0  50   -
        """
    )
    assert only(Cause.QUESTIONS, BASE, score(newer, given_)) == pytest.approx(75 - 37.5)


def test_a_question_that_moved_to_another_area():
    newer = framework("overall = mean(a, b)\na = mean(p, q, s) skip\nb = mean(r) skip")
    assert only(Cause.QUESTIONS, BASE, score(newer, table())) == pytest.approx(50 / 6 + 50 - 37.5)


def test_a_new_area_with_weights_of_its_own():
    older = score(framework("overall = weighted(0.25 a, 0.75 b)\na = mean(p, q) skip\nb = mean(r) skip"), table())
    newer = framework("overall = weighted(0.25 a, 0.5 b, 0.25 c)\na = mean(p, q) skip\nb = mean(r) skip\nc = mean(s)")
    found = six_causes(older, score(newer, table()), before=2014, after=2019)["SE"]
    assert sum(found.values()) == pytest.approx(56.25 - 81.25)
    assert {cause for cause, share in found.items() if share} == {Cause.QUESTIONS, Cause.WEIGHTS}


def test_making_room_for_a_new_area_is_no_change_of_weights():
    older = score(framework("overall = weighted(0.25 a, 0.75 b)\na = mean(p, q)\nb = mean(r)"), table())
    newer = framework("overall = weighted(0.2 a, 0.6 b, 0.2 c)\na = mean(p, q)\nb = mean(r)\nc = mean(s)")
    assert only(Cause.QUESTIONS, older, score(newer, table())) == pytest.approx(65 - 81.25)
    assert only(Cause.QUESTIONS, score(newer, table()), older) == pytest.approx(81.25 - 65)


def test_changed_weights():
    newer = framework("overall = weighted(0.8 a, 0.2 b)\na = mean(p, q) skip\nb = mean(r, s) skip")
    assert only(Cause.WEIGHTS, BASE, score(newer, table())) == pytest.approx(0.8 * 25 + 0.2 * 50 - 37.5)


def test_a_changed_scale_of_options_with_the_answers_as_they_were():
    newer = framework(points=(0, 40, 100))
    given_ = table(SE_2014_p=40, SE_2019_p=40, FI_2014_r=40, FI_2019_r=40)
    assert only(Cause.WEIGHTS, BASE, score(newer, given_)) == pytest.approx(-2.5)


POINTS_OF_NO_AND_PARTLY = (0, 0), (0, 25), (20, 100)
MERGED, TOLD_APART, RAISED = (
    {"no": no, "partly": partly, "half": 50, "yes": 100} for no, partly in POINTS_OF_NO_AND_PARTLY
)


def with_options(**points):
    made = tuple(Option(code=code, points=each) for code, each in points.items())
    return replace(FRAMEWORK, questions=tuple(replace(each, options=made) for each in FRAMEWORK.questions))


@pytest.mark.parametrize("periods", ["2014 2019", "2019"])
@pytest.mark.parametrize(
    ("older", "newer", "share"), [(MERGED, TOLD_APART, 6.25), (TOLD_APART, MERGED, -6.25), (MERGED, RAISED, 25)]
)
def test_options_that_share_their_points_in_one_edition_alone(older, newer, share, periods):
    """Who answered "partly" still does; only what that is worth has changed. FI does not answer so."""
    sides = []
    for points, named in ((older, "2014 2019"), (newer, periods)):
        given_ = product((("SE", points["partly"]), ("FI", 100)), named.split())
        rows = [f"{place} {period} {p} 100 50 100" for (place, p), period in given_]
        sides.append(score(with_options(**points), answers("place period p q r s\n" + "\n".join(rows))))
    assert only(Cause.WEIGHTS, *sides) == pytest.approx(share)


def test_another_scale_altogether():
    rules = {"b": Lookup(rows=(Row(when={"r": (100,), "s": (0,)}, score=60), Row(when={"r": (50,)}, score=20)))}
    older = framework("overall = mean(a, b)\na = geometric(p, q) substitute 20\nb = mean(r, s)", rules)
    small = {"b": Lookup(rows=(Row(when={"r": (10,), "s": (0,)}, score=6), Row(when={"r": (5,)}, score=2)))}
    newer = framework(
        "overall = mean(a, b)\na = geometric(p, q) substitute 2\nb = mean(r, s)",
        small | {"a": Geometric(floor=0.1)},
        points=(0, 5, 10),
        scale=(0, 10),
    )
    given_ = table()
    tenth = replace(given_, points=given_.points / 10)
    share = only(Cause.WEIGHTS, score(older, given_), score(newer, tenth))
    assert share == pytest.approx(-0.9 * (0.5 * 50**0.5 + 30))


def test_points_of_no_option_keep_their_place_on_the_scale():
    older = index("overall = mean(p)")
    newer = index("overall = mean(p)", scale=(0, 10))
    cards = score(older, answers("place p\nSE 30")), score(newer, answers("place p\nSE 3"))
    assert only(Cause.WEIGHTS, *cards, before=2020, after=2020) == pytest.approx(-27)


def test_a_table_over_groups_on_another_scale():
    rows = (Row(when={"a": (50,)}, score=80),)
    older = index("overall = mean(a)\na = mean(p)", {"overall": Lookup(rows=rows)})
    small = (Row(when={"a": (5,)}, score=8),)
    newer = index("overall = mean(a)\na = mean(p)", {"overall": Lookup(rows=small)}, scale=(0, 10))
    cards = score(older, answers("place p\nSE 50")), score(newer, answers("place p\nSE 5"))
    assert only(Cause.WEIGHTS, *cards, before=2020, after=2020) == pytest.approx(-72)


@pytest.mark.parametrize(("rule", "value"), [(Minimum(), 0), (Geometric(floor=1), 50**0.5)])
def test_another_rule_of_a_group(rule, value):
    newer = framework(rules={"a": rule})
    assert only(Cause.AGGREGATION, BASE, score(newer, table())) == pytest.approx((value - 25) / 2)


def test_from_a_minimum_to_a_weighted_mean_the_weights_come_with_the_rule():
    older = score(framework(rules={"a": Minimum()}), table())
    newer = score(framework(rules={"a": Weighted(weights={"p": 0.8, "q": 0.2})}), table())
    assert only(Cause.AGGREGATION, older, newer) == pytest.approx(20)
    assert only(Cause.AGGREGATION, newer, older) == pytest.approx(-20)


def test_another_rule_for_missing_data():
    older = score(framework(), table(SE_2014_p="-", SE_2019_p="-"))
    filled = framework("overall = mean(a, b)\na = mean(p, q) substitute 80\nb = mean(r, s) skip")
    assert only(Cause.AGGREGATION, older, score(filled, table(SE_2014_p="-", SE_2019_p="-"))) == pytest.approx(20)


def test_a_table_goes_with_the_questions_where_the_children_differ():
    table_ = Lookup(rows=(Row(when={"p": (50,), "t": (100,)}, score=90), Row(when={"p": (0,)}, score=10)))
    newer = framework("overall = mean(a, b)\na = mean(p, t)\nb = mean(r, s) skip", {"a": table_})
    given_ = answers(
        """
        place period   p   r   s   t
        SE    2014    50 100   0 100
        SE    2019    50 100   0 100
        FI    2014     0  50 100   0
        FI    2019     0  50 100   0
        """
    )
    assert only(Cause.QUESTIONS, BASE, score(newer, given_)) == pytest.approx(32.5)


def test_a_group_that_became_a_question():
    newer = framework("overall = mean(a, b)\nb = mean(r, s) skip")
    found = six_causes(BASE, score(newer, answers("place period a r s\nSE 2019 50 100 0")), before=2014, after=2019)
    assert found["SE"][Cause.QUESTIONS] == 12.5


def test_worlds_without_a_score_are_counted_and_the_shares_still_sum():
    older = score(framework("overall = mean(p, q, r, s) skip"), table(SE_2014_p="-"))
    newer = score(framework("overall = mean(p, q, r, s)"), table())
    found = six_causes(older, newer, before=2014, after=2019)
    assert found.unscored.tolist() == [16, 0]
    assert sum(found["SE"].values()) == pytest.approx(found.after[0] - found.before[0], abs=1e-12)


def test_a_place_without_a_score_has_no_shares():
    newer = score(framework("overall = mean(p, q, r, s)"), table(SE_2019_p="-"))
    found = six_causes(newer, newer, before=2014, after=2019)
    assert found["SE"] is None
    assert found["FI"] == dict.fromkeys(Cause, 0)
    with pytest.raises(KeyError, match='no place "XX"'):
        found["XX"]


def test_what_cannot_be_compared():
    with pytest.raises(WhatIfError, match="causes-no-place"):
        six_causes(BASE, score(FRAMEWORK, answers("place period p\nDK 2019 0")), before=2014, after=2019)
    with pytest.raises(KeyError, match='no period "1999"'):
        six_causes(BASE, BASE, before=1999, after=2019)
    with pytest.raises(KeyError, match='no node "overal"'):
        six_causes(BASE, BASE, before=2014, after=2019, node="overal")


@st.composite
def editions(draw):
    """Two editions that may differ in everything, of two places in two periods."""
    cards = []
    for framework_ in (draw(frameworks()), draw(frameworks())):
        questions = tuple(each.code for each in framework_.questions)
        shape = (2, 2, len(questions))
        cells = draw(st.lists(st.sampled_from([*POINTS, np.nan]), min_size=4 * shape[2], max_size=4 * shape[2]))
        given_ = answers("place period p\nA 1 0\nA 2 0\nB 1 0\nB 2 0")
        points = np.array(cells).reshape(shape)
        cards.append(
            score(framework_, replace(given_, questions=questions, points=points, applicable=np.ones(shape, np.bool_)))
        )
    return cards


@given(editions(), st.sampled_from("12"), st.sampled_from("12"))
@settings(max_examples=60)
def test_the_shares_sum_to_the_change_whatever_differs(cards, before, after):
    found = six_causes(*cards, before=before, after=after)
    for at, place in enumerate(found.places):
        older, newer = cards[0]["top", place, before], cards[1]["top", place, after]
        if older is None or newer is None:
            assert found[place] is None
        else:
            assert (found.before[at], found.after[at]) == pytest.approx((older, newer), abs=1e-9)
            assert sum(found[place].values()) == pytest.approx(newer - older, abs=1e-9)


@given(editions(), st.sampled_from("12"), st.sampled_from("12"))
@settings(max_examples=30)
def test_within_one_edition_the_way_back_is_the_way_there_turned_round(cards, before, after):
    same = [cards[0], score(cards[0].framework, cards[0].answers)]
    there, back = (
        six_causes(*pair, before=one, after=two) for pair, one, two in ((same, before, after), (same, after, before))
    )
    np.testing.assert_allclose(there.shares, -back.shares, atol=1e-9)
    if before == after:
        assert not np.nan_to_num(there.shares).any()


def test_every_place_of_the_core_workbook(core):
    found = six_causes(core, core, before=2014, after=2019)
    assert len(found.places) == 56
    change = [core["overall", place, 2019] - core["overall", place, 2014] for place in found.places]
    np.testing.assert_allclose(found.shares.sum(axis=1), change, rtol=0, atol=1e-9)
    assert not found.unscored.any()
    shares = dict(zip(found.causes, np.abs(found.shares).max(axis=0), strict=True))
    assert shares[Cause.REFORM] > 10
    assert {cause for cause, most in shares.items() if most} == {Cause.REFORM, Cause.ANSWERED}


def test_a_remade_edition_of_the_core_workbook(core):
    """Two weights, one rule, one question and some answers changed: the shares sum for every place and node."""
    framework_ = core.framework
    groups = {group.code: group for group in framework_.groups}
    groups["bb30bb31"] = replace(groups["bb30bb31"], rule=Weighted(weights={"bb31": 0.3, "bb30": 0.7}))
    groups["gd"] = replace(groups["gd"], rule=Minimum(), missing=Skip())
    groups["gb"] = Group(code="gb", title="", children=("gb123", "gb124", "gb125", "new"), missing=Substitute())
    questions = [each for each in framework_.questions if each.code != "gb126"]
    other = replace(framework_, groups=tuple(groups.values()), questions=(*questions, Question(code="new", title="")))
    given_ = core.answers
    points = given_.points.copy()
    points[::3, :, 5] = 50.0
    newer = score(other, replace(given_, points=points))
    for node in ("overall", "a", "b", "g", "gb"):
        found = six_causes(core, newer, before=2014, after=2019, node=node)
        np.testing.assert_allclose(found.shares.sum(axis=1), found.after - found.before, rtol=0, atol=1e-9)
        assert not np.isnan(found.shares).any()
