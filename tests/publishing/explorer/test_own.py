"""Own indices and supposed answers are worked out by the engine, and never pass for the index."""

from __future__ import annotations

import pytest

from commonground.methods.index import Reason, score
from commonground.methods.whatif import what_if
from commonground.publishing.explorer.draw import chart_of
from commonground.publishing.explorer.own import in_period, left_out, own_world
from commonground.publishing.explorer.page import explore_page
from commonground.publishing.explorer.scope import UnknownWordError
from commonground.publishing.explorer.supposed import cells_of, way_to, worlds


def test_the_usual_weights_give_the_official_score(look):
    for row in chart_of(look("own")).rows:
        assert row.values[1] == pytest.approx(row.values[4])
        assert row.values[5] == 0


def test_own_weights_give_the_weighted_mean(look):
    scope = look("own", "weights=A:3,B:1")
    world = own_world(scope)
    for place in scope.places:
        a, b = (scope.score(code, place, "2024") for code in "AB")
        if a is not None and b is not None:
            assert world.card[world.node, place, "2024"] == pytest.approx((3 * a + b) / 4)


def test_indicators_may_be_weighed_beside_areas(look):
    scope = look("own", "weights=A1:1,B:1,C:0")
    world = own_world(scope)
    assert world.card["own", "XA", "2024"] == pytest.approx(
        (scope.score("A1", "XA", "2024") + scope.score("B", "XA", "2024")) / 2
    )


def test_what_is_left_out_counts_nowhere(look):
    scope = look("own", "weights=A:1&without=A3")
    answers = in_period(scope.opened.card.answers, "2024")
    gone = score(scope.opened.framework, left_out(scope.opened.framework, answers, ("A3",)))
    world = own_world(scope)
    assert world.card["own", "XA", "2024"] == pytest.approx(gone["A", "XA", "2024"])
    assert gone["A", "XA", "2024"] != scope.score("A", "XA", "2024")


def test_an_own_index_has_intervals_and_says_what_it_is(look):
    chart = chart_of(look("own", "weights=A:1,B:1"))
    known = [row for row in chart.rows if row.values[1] is not None]
    assert all(row.values[2] <= row.values[3] for row in known)
    assert not chart.official
    assert "Not the official index" in chart.notes[0]
    assert all(row[-1] is False for row in chart.table().rows)


@pytest.mark.parametrize("query", ["weights=A:0", "weights=QQ:1", "without=QQ"])
def test_an_index_of_nothing_is_refused(look, query):
    with pytest.raises(UnknownWordError):
        chart_of(look("own", query))


def test_supposed_answers_move_score_and_rank_as_the_engine_says(look):
    options = look("what-if").opened.framework.question("A1").options
    best = max((each for each in options if each.points is not None), key=lambda each: each.points)
    scope = look("what-if", f"place=XX&changes=A1:{best.code}")
    world = what_if(scope.opened.framework, scope.opened.card.answers, cells_of(scope))
    row = chart_of(scope).rows[0]
    assert row.values[1] == pytest.approx(world.after["overall", "XX", "2024"])
    assert row.values[4] == world.after.rank("overall", "XX", "2024")
    assert row.values[7] <= row.values[8]


def test_the_sentence_and_the_notes_say_which_answers_are_supposed(look):
    first, second = (look("what-if").opened.framework.question(code) for code in ("A1", "A2"))
    one = chart_of(look("what-if", f"place=XX&changes=A1:{first.options[0].code}"))
    assert f"With another answer to “{first.title}” " in one.finding.text
    chart = chart_of(look("what-if", f"place=XX&changes=A1:{first.options[0].code},A2:{second.options[0].code}"))
    assert chart.finding.text.startswith("With 2 answers changed ")
    assert [first.title in chart.notes[0], second.title in chart.notes[1]] == [True, True]
    assert second.options[0].label in chart.notes[1]
    now = look("what-if").score("A1", "XX", "2024")
    had = next(each.code for each in first.options if each.points == now)
    same = chart_of(look("what-if", f"place=XX&changes=A1:{had}"))
    assert same.finding.text.endswith("has the answers supposed already")
    assert not any("Supposed:" in note for note in same.notes)


def test_an_option_without_points_takes_the_answer_away(look):
    scope = look("what-if")
    question = next(q for q in scope.opened.framework.questions if any(o.reason for o in q.options))
    option = next(each for each in question.options if each.reason)
    cells = cells_of(look("what-if", f"place=XA&changes={question.code}:{option.code}"))
    assert isinstance(cells[0][3], Reason)


@pytest.mark.parametrize(
    "query",
    ["changes=A1:nothing", "changes=overall:1", "target=far", "target=rank:0", "target=rank:0.5", "target=rank:99"],
)
def test_what_cannot_be_supposed_is_refused(look, query):
    with pytest.raises(UnknownWordError):
        explore_page(look("what-if", f"place=XA&{query}"))


def test_the_shortest_way_reaches_its_target_and_can_be_supposed(look):
    scope = look("what-if", "place=XX&target=rank:5")
    way = way_to(scope)
    assert way.steps
    assert way.proven
    adopted = look("what-if", "place=XX&changes=" + ",".join(":".join(pair) for pair in way.changes))
    _before, after = worlds(adopted)
    assert after.card.rank("overall", "XX", "2024") <= 5


def test_a_target_out_of_reach_or_reached_is_said_to_be(look):
    assert way_to(look("what-if", "place=XA&target=score:101")).refused
    assert way_to(look("what-if", "place=XA&target=rank:24")).steps == ()
    assert way_to(look("what-if", "place=XA")) is None
