"""Findings say what their figures say, lead to an exhibit, and never judge."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from commonground.methods.examination import Exhibit, Section, neighbours
from commonground.methods.examination.findings import findings
from commonground.methods.examination.findings.ranks import brief
from commonground.methods.index import Answers, score
from commonground.methods.robustness import Factor, FrameworkModel, Weights, robustness_of
from tests.methods.examination.worlds import UNITS, card, examination, framework
from tests.methods.index.notation import answers, index

JUDGING = re.compile(
    r"\b(poor|bad|fail\w*|worst|should be (removed|dropped)|confidence interval|remove|wrong)\b", re.IGNORECASE
)


@pytest.fixture(scope="module")
def found():
    return {each.code: each for each in examination().findings}


def test_one_of_everything_is_found(found):
    assert list(found) == [
        "coverage-whole",
        "coverage-units",
        "coverage-indicators",
        "coverage-unscored",
        "correlations-areas",
        "correlations-upward",
        "correlations-strays",
        "overlaps",
        "silent-flat",
        "silent-unheard",
        "consistency",
        "components",
        "effective-weights",
        "influence",
        "rank-intervals",
        "rank-first",
        "neighbours",
        "weight-swap",
        "acceptability",
        "sensitivity",
        "largest-move",
    ]


def test_sentences_carry_their_figures(found):
    assert found["coverage-units"].about == ("X00",)
    assert "One place has less than 65% of their values: X00." in found["coverage-units"].text
    assert found["coverage-indicators"].figures == {"indicators": 1}
    assert found["silent-flat"].about == ("c1",)
    assert "a3" in found["correlations-upward"].about
    assert "See whether the direction" in found["correlations-upward"].look
    assert found["overlaps"].about[:2] == ("a1", "a2")
    assert "weights by up to 25%" in found["rank-intervals"].text


def test_every_finding_has_a_section_an_exhibit_and_plain_words(found):
    for each in found.values():
        assert isinstance(each.section, Section)
        assert isinstance(each.exhibit, Exhibit)
        assert each.text.endswith(".")
        assert not JUDGING.search(each.text + each.look), each
        assert all(np.isfinite(value) for value in each.figures.values())


def test_what_to_look_at_are_the_findings_that_ask_for_it():
    found = examination()
    assert {each.code for each in found.look_at} >= {"coverage-units", "overlaps", "sensitivity"}
    assert all(each.look for each in found.look_at)


def test_a_whole_index_without_remarks_says_so():
    random = np.random.default_rng(3)
    level = random.uniform(20, 80, len(UNITS))
    points = (level[:, np.newaxis] + random.normal(0, 14, (len(UNITS), 4)))[:, np.newaxis]
    tree = index("overall = mean(a, b)\na = mean(q1, q2)\nb = mean(q3, q4)")
    questions = ("q1", "q2", "q3", "q4")
    known = Answers(
        places=UNITS, periods=("2024",), questions=questions, points=points, applicable=np.ones(points.shape, bool)
    )
    each = {finding.code: finding for finding in examination(score(tree, known)).findings}
    assert each["coverage-whole"].text == "All 120 values that the index asks for are there."
    assert not {"coverage-units", "coverage-unscored", "overlaps", "silent-flat", "silent-unheard"} & set(each)
    assert each["correlations-areas"].text.startswith("The two parts directly below the top correlate at 0.")
    assert "against" in each["correlations-upward"].text


def test_two_places_have_few_findings():
    tree = index("overall = mean(a, b)\na = mean(q1)\nb = mean(q2)")
    known = score(tree, answers("place q1 q2\nX 1 1\nY 1 1"))
    each = {finding.code for finding in examination(known).findings}
    assert not {"correlations-areas", "consistency", "components", "effective-weights", "neighbours"} & each


def test_an_index_of_one_group_has_no_areas_to_compare():
    known = score(index("overall = mean(a)\na = mean(q1, q2)"), answers("place q1 q2\nX 1 3\nY 4 2\nZ 3 3\nW 9 1"))
    codes = {finding.code for finding in examination(known).findings}
    assert "correlations-areas" not in codes
    assert "components" not in codes


def test_places_without_scores_leave_ranks_unsaid():
    known = score(index("overall = mean(a)\na = mean(q1)"), answers("place q1\nX -\nY -"))
    codes = {finding.code for finding in examination(known).findings}
    assert not {"rank-intervals", "rank-first", "influence"} & codes


def test_a_rank_outside_its_interval_is_said():
    found = examination()
    intervals = found.robustness.intervals
    first = next(each for each in intervals.units if each.nominal == 1)
    moved = tuple(replace(each, lower=4.0, upper=9.0) if each is first else each for each in intervals.units)
    robust = replace(found.robustness, intervals=replace(intervals, units=moved))
    each = {finding.code: finding for finding in findings(found.subject, found.coherence, robust)}
    assert first.unit in each["rank-outside"].about


def test_robustness_without_weights_or_linear_scores():
    found = examination()
    robust = replace(found.robustness, acceptability=None, changes=None)
    codes = {finding.code for finding in findings(found.subject, found.coherence, robust)}
    assert not {"weight-swap", "acceptability"} & codes


def test_one_assumption_that_moves_nothing():
    found = examination()
    model = FrameworkModel(framework=framework(), answers=card().answers, assumptions=(Weights(),), seed=1)
    robust = robustness_of(model, runs=5, base=4, seed=1)
    still = replace(robust.moves, ranks=(robust.moves.nominal[np.newaxis],))
    each = {f.code: f for f in findings(found.subject, found.coherence, replace(robust, moves=still))}
    assert "largest-move" not in each
    assert "least" not in each["sensitivity"].text


def test_where_no_rank_moves_no_assumption_is_said_to_move_it():
    known = score(index("overall = mean(a, b)\na = mean(q1)\nb = mean(q2)"), answers("place q1 q2\nX 1 1\nY 1 1"))
    each = {finding.code: finding for finding in examination(known).findings}
    assert each["sensitivity"].text == "No assumption moves any rank."
    assert not each["sensitivity"].look
    assert each["influence"].text == "Of the 2 parts that can be left out one at a time, none changes any rank."


def test_neighbours_follow_one_another_and_ties_are_left_out():
    known = score(
        index("overall = mean(a, b)\na = mean(q1)\nb = mean(q2)"), answers("place q1 q2\nX 9 9\nY 5 5\nZ 5 5\nW 1 2")
    )
    pairs = [(each.upper, each.lower, each.share) for each in neighbours(examination(known).robustness)]
    assert pairs == [("X", "Y", 1.0), ("Z", "W", 1.0)]


def test_assumptions_are_named_in_full_where_short_names_are_alike():
    factors = [
        Factor(code=code, title=title, size=2)
        for code, title in (("d", "drop (A)"), ("e", "drop (B)"), ("w", "weights (x)"))
    ]
    assert brief(factors) == {"d": "drop (A)", "e": "drop (B)", "w": "weights"}
