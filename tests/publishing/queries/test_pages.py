"""Pages hold the engine's own figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser

from commonground.methods.index import score
from commonground.methods.tables.bundle import Note
from commonground.publishing.queries.answer_page import answer_page
from commonground.publishing.queries.area_page import area_page
from commonground.publishing.queries.compare_page import pair_page
from commonground.publishing.queries.group_page import group_page
from commonground.publishing.queries.index_page import index_page
from commonground.publishing.queries.indicator_page import indicator_page
from commonground.publishing.queries.opened import opened
from commonground.publishing.queries.place_page import place_page
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.importers import Terms, import_bundle
from tests.support.worlds import no_audit, world


def test_the_ranking_is_the_scorecard_s(book, now):
    page = index_page(book, now)
    assert len(page.ranking) == 24
    for row in page.ranking:
        assert row.figure.score == book.card["overall", row.place, now.code]
        assert row.figure.rank == book.card.rank("overall", row.place, now.code)
        assert row.figure.coverage == book.card.coverage_of("overall", row.place, now.code)
        assert row.figure.band == book.card.band(row.figure.score)
    ranks = [row.figure.rank for row in page.ranking]
    assert ranks == sorted(ranks)


def test_places_that_share_a_rank_say_so(book, now):
    shared = [row for row in index_page(book, now).ranking if row.figure.tied > 1]
    assert {row.figure.tied for row in shared} == {2}
    assert len({row.figure.rank for row in shared}) == 1


def test_the_heat_map_holds_every_area_and_the_headline_last(book, now):
    page = index_page(book, now)
    for row in page.heat:
        assert [cell.node for cell in row.cells] == ["A", "B", "C", "D", "E", "overall"]
        assert [cell.score for cell in row.cells] == [book.card[cell.node, row.place, now.code] for cell in row.cells]


def test_a_place_without_a_score_stands_last_and_unranked(book):
    first = book.periods[0]
    last = index_page(book, first).ranking[-1]
    assert (last.name, last.figure.score, last.figure.rank, last.figure.band) == ("Yarrowen", None, None, None)
    assert 0 < last.figure.coverage < 1


def test_change_is_counted_over_the_same_places(book, now):
    found = index_page(book, now).changes
    assert (found.since.code, len(found.moves), found.left_out) == ("2018", 23, 1)
    both = [m for m in found.moves if m.place != "XX"]
    assert found.mean_change == pytest.approx(np.mean([m.after for m in both]) - np.mean([m.before for m in both]))
    assert found.risen + found.fallen <= len(found.moves)


def test_answered_questions_are_counted_over_all_places(book, now):
    page = index_page(book, now)
    points = book.card.answers.points[:, book.card.answers.periods.index(now.code)]
    assert page.answered == np.sum(~np.isnan(points))
    assert page.applicable == 24 * 30 - np.sum(~book.card.answers.applicable[:, 2])


def test_a_place_s_figures_and_changes(book, now):
    page = place_page(book, "XK", now)
    assert page.figure.score == book.card["overall", "XK", "2024"]
    assert page.change == page.figure.score - book.card["overall", "XK", "2018"]
    for row in (*page.areas, *page.aggregates, *(q for area in page.answers for q in area.questions)):
        assert row.figure.score == book.card[row.node.code, "XK", "2024"]
        assert row.mean == pytest.approx(np.nanmean(book.values(row.node.code, "2024")))
    assert [h.scores[-1] for h in page.history] == [book.card[h.node.code, "XK", "2024"] for h in page.history]


def test_strengths_lie_above_the_mean_and_gaps_below(book, now):
    page = place_page(book, "XK", now)
    assert all(q.points > q.mean for q in page.strengths)
    assert all(q.points < q.mean for q in page.gaps)
    leads = [q.points - q.mean for q in page.strengths]
    assert leads == sorted(leads, reverse=True)


def test_the_nearest_places_have_the_smallest_mean_distance(book, now):
    page = place_page(book, "XK", now)
    questions = [q.code for q in book.framework.questions]

    def distance(place):
        pairs = [(book.card[q, "XK", "2024"], book.card[q, place, "2024"]) for q in questions]
        return np.mean([abs(a - b) for a, b in pairs if None not in (a, b)])

    others = sorted(distance(place) for place in book.places if place != "XK")
    assert [n.distance for n in page.nearest] == pytest.approx(others[:4])


def test_an_answer_climbs_to_the_overall_score(book, now):
    page = answer_page(book, "XK", "E1", now)
    assert [step.node.code for step in page.ladder.steps] == ["E1", "E", "overall"]
    assert [step.value for step in page.ladder.steps] == [
        book.card[code, "XK", "2024"] for code in ("E1", "E", "overall")
    ]
    assert page.ladder.steps[1].arithmetic == "(50 + 0 + 50 + 75 + 25 + 50) ÷ 6"
    assert page.said.source == "Island Councils Act 2023, section 9(2)"
    assert [past.points for past in page.history] == [50.0, 0.0, 0.0]
    assert [past.changed for past in page.history] == [True, False, False]


def test_what_would_be_is_what_the_engine_says_of_changed_answers(book, now):
    page = answer_page(book, "XK", "D1", now)
    answers = book.card.answers
    at = answers.places.index("XK"), answers.periods.index("2024"), answers.questions.index("D1")
    for choice in page.choices:
        points = answers.points.copy()
        points[at] = choice.points
        changed = type(answers)(
            places=answers.places,
            periods=answers.periods,
            questions=answers.questions,
            points=points,
            applicable=answers.applicable,
        )
        assert choice.overall_then == score(book.framework, changed)["overall", "XK", "2024"]
    assert [c.overall_then for c in page.choices if c.chosen] == [book.card["overall", "XK", "2024"]]


def test_a_typing_error_in_the_file_is_shown_as_it_stands(db):
    typed = {("XB", "2020", "A3"): Note(raw="5O", at="ports.csv:4")}
    edition = import_bundle(
        bundle=world(notes=typed), audit=no_audit(), terms=Terms(licence="CC BY 4.0", comments="publish")
    ).edition
    ports = opened(edition, Viewer(user=AnonymousUser()), latest=1, pinned=False)
    page = answer_page(ports, "XB", "A3", next(p for p in ports.periods if p.code == "2020"))
    assert (page.state, page.points, page.said.raw) == ("no_answer", None, "5O")
    assert not any(choice.chosen for choice in page.choices)


def test_a_question_that_does_not_apply_says_so(book, atlantis):
    decisions = atlantis.snapshot.round.decisions.select_related("unit__place", "period", "question")
    skipped = decisions.filter(state="not_applicable")[0]
    period = next(p for p in book.periods if p.code == skipped.period.code)
    page = answer_page(book, skipped.unit.place.code, skipped.question.code, period)
    assert (page.state, page.points) == ("not_applicable", None)
    assert page.lede == f"The question does not apply to {page.name}."


def test_every_answered_place_stands_under_one_option(book, now):
    page = indicator_page(book, "E1", now)
    listed = [place for option in page.options for place, _name in option.places]
    assert sorted(listed) == sorted(row.place for row in page.answers if row.points is not None)
    assert page.mean == pytest.approx(np.nanmean(book.values("E1", "2024")))


def test_a_group_s_children_bring_their_shares(book, now):
    page = group_page(book, "XK", "CM", now)
    assert {child.row.node.code: child.weight for child in page.children} == {"C4": 0.6, "C5": 0.4}
    value = sum(child.weight * child.row.figure.score for child in page.children)
    assert value == pytest.approx(page.figure.score)


def test_a_lookup_names_its_row(book, now):
    page = group_page(book, "XK", "DS", now)
    assert page.opened.rule.startswith("row ")
    assert page.opened.arithmetic.endswith(f"give {page.figure.score:.0f}")


def test_an_area_is_ranked_across_all_places(book, now):
    page = area_page(book, "E", now)
    assert [row.figure.score for row in page.ranking] == sorted(
        (book.card["E", place, "2024"] for place in book.places), reverse=True
    )


def test_the_default_period_is_the_latest_with_half_of_the_places(book):
    assert book.default_period.code == "2024"
    assert book.earlier_period("2024").code == "2018"
    assert book.earlier_period("2018") is None


def test_places_that_always_share_a_rank_are_said_to(book, now):
    above = book.standing.above.copy()
    one, two = (list(book.places).index(place) for place in ("XK", "XC"))
    above[:, [one, two], [two, one]] = 0.0
    vars(book)["standing"] = replace(book.standing, above=above)
    page = pair_page(book, "XK", "XC", now)
    assert page.finding == "Kestrin and Corvelle share a rank in every run"
    assert "run" not in page.lede
