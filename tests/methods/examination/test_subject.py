"""What is examined: coverage, levels, and the scores without each part."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.construction import Normalise, Scaled, Spec, build
from commonground.methods.examination import subject_of_build, subject_of_scorecard
from commonground.methods.index import Lookup, Row, score
from tests.methods.construction.sample import NAN, dataset, two_levels
from tests.methods.examination.worlds import card
from tests.methods.index.notation import answers, index


def test_coverage_counts_what_is_asked():
    found = subject_of_scorecard(card()).coverage
    by_unit = {each.code: (each.given, each.asked, each.enough) for each in found.units}
    assert by_unit["X00"] == (3, 7, False)
    assert by_unit["X01"] == (5, 6, True)
    assert by_unit["X20"] == (7, 7, True)
    by_indicator = {each.code: (each.given, each.asked) for each in found.indicators}
    assert by_indicator["a1"] == (29, 29)
    assert by_indicator["c1"] == (18, 30)
    assert (found.whole.given, found.whole.asked) == (29 + 30 + 30 + 29 + 29 + 18 + 29, 209)
    assert found.unscored == ("X00",)


def test_a_question_that_the_answers_lack_is_asked_and_not_given():
    tree = index("overall = mean(a)\na = mean(a1, a2) skip")
    found = subject_of_scorecard(score(tree, answers("place a1\nX 50")))
    assert [(each.given, each.asked) for each in found.coverage.indicators] == [(1, 1), (0, 1)]


def test_nothing_asked_has_no_share_and_lacks_nothing():
    tree = index("overall = mean(a)\na = mean(a1, a2) skip")
    found = subject_of_scorecard(score(tree, answers("place a1 a2\nX 50 n/a")))
    (_, second) = found.coverage.indicators
    assert (second.share, second.enough) == (None, True)


def test_each_question_is_left_out_and_a_lookup_as_a_whole():
    known = card()
    found = subject_of_scorecard(known)
    assert found.parts == ("a1", "a2", "a3", "b1", "b2", "c1", "l")
    at = known.answers.places.index("X20")
    b2 = known["b2", "X20", "2024"]
    expected = (known["a", "X20", "2024"] + b2 + known["c", "X20", "2024"]) / 3
    assert found.without[found.parts.index("b1"), at] == pytest.approx(expected)


def test_an_index_that_is_one_lookup_has_no_parts_to_leave_out():
    tree = index("overall = lookup(q)", rules={"overall": Lookup(rows=(Row(when={"q": (0.0, 1.0)}, score=1.0),))})
    found = subject_of_scorecard(score(tree, answers("place q\nX 1")))
    assert found.parts == ()
    assert found.without.shape == (0, 1)


def test_names_and_titles():
    found = subject_of_scorecard(card(), code="p", title="Ports", edition="1", names={"X00": "Alder"}, fictional=True)
    assert (found.code, found.title, found.edition, found.period) == ("p", "Ports", "1", "2024")
    assert (found.unit("X00"), found.unit("X01"), found.node("a")) == ("Alder", "X01", "A")


def test_a_build_is_examined_by_its_indicators():
    rows = {"X": (1, 2, 3, 4), "Y": (4, 3, 2, NAN), "Z": (2, 2, 5, 9)}
    spec = Spec(hierarchy=two_levels(), normalise=Normalise(method=Scaled()))
    found = subject_of_build(build(spec, dataset("abcd", rows, names=("Ex", "", "Zed"))))
    assert (found.code, found.title) == ("index", "index")
    assert found.parts == ("a", "b", "c", "d")
    assert [each.given for each in found.coverage.units] == [4, 3, 4]
    assert (found.unit("X"), found.unit("Y")) == ("Ex", "Y")
    # Without a: P is b alone, weighs 2 of 4 beside Q (c) and d.
    np.testing.assert_allclose(found.without[0, 0], (2 * 2 + 3 + 4) / 4)
    # Without c: Q has no score, and leaves with its weight.
    np.testing.assert_allclose(found.without[2, 0], (2 * 1.5 + 4) / 3)
