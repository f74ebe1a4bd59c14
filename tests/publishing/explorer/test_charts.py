"""Each view works out a table, a finding whose cells bear it out, and a drawing of the same table."""

from __future__ import annotations

import pytest
from django.utils import translation

from commonground.publishing.display import printed_on
from commonground.publishing.explorer.draw import chart_of
from commonground.publishing.explorer.findings import of_moves
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.explorer.page import explore_page
from commonground.publishing.explorer.scope import UnknownWordError

pytestmark = pytest.mark.once
DRAWN = [kind for kind in Kind if kind not in {Kind.TABLE, Kind.HEAT}]


def figures(chart) -> list[float]:
    return [value for row in chart.rows for value in row.values if isinstance(value, float)]


@pytest.mark.parametrize("kind", Kind)
def test_every_view_of_atlantis_has_rows_a_finding_and_words(look, kind):
    page = explore_page(look(kind))
    chart = page.chart
    assert chart.rows
    assert chart.finding.text
    assert chart.alt
    assert all(len(row.values) == len(chart.columns) for row in chart.rows)
    assert page.table().rows
    assert chart.official is (kind not in {Kind.OWN, Kind.WHATIF})


@pytest.mark.parametrize("kind", DRAWN)
def test_every_drawing_has_a_mark_for_its_rows(look, kind):
    chart = chart_of(look(kind))
    drawing = chart.drawing or "".join(row.drawing for row in chart.rows) or chart.tiles
    assert len(drawing) >= len(chart.rows)


@pytest.mark.parametrize("kind", [Kind.EUROPE, Kind.WORLD])
def test_fictional_places_have_no_outline_and_become_tiles(look, kind):
    chart = chart_of(look(kind))
    assert chart.form == "tiles"
    assert len(chart.tiles) == 24
    assert len({(tile.row, tile.column) for tile in chart.tiles}) == 24


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.OWN, Kind.WHATIF}])
def test_what_a_finding_cites_is_what_the_edition_holds(look, kind):
    scope = look(kind)
    for cell in chart_of(scope).finding.cells:
        assert cell.value == scope.opened.card[cell.node, cell.place, cell.period]


def test_the_ranking_names_the_highest(look):
    scope = look("ranking")
    finding = chart_of(scope).finding
    best = max(value for value in scope.scores("overall", scope.period.code).values() if value is not None)
    assert [cell.value for cell in finding.cells] == [pytest.approx(best)]
    assert scope.name(finding.cells[0].place) in finding.text


def test_the_moves_name_the_largest_rise_and_fall(look):
    scope = look("dumbbell")
    chart = chart_of(scope)
    moves = {row.label: row.values[2] for row in chart.rows}
    assert max(moves, key=moves.get) in chart.finding.text
    assert min(moves, key=moves.get) in chart.finding.text
    assert list(moves.values()) == sorted(moves.values(), reverse=True)


def test_a_period_without_a_score_is_said_to_have_none(look):
    assert chart_of(look("ranking", "places=XX&period=2018")).finding.text == "None of these places has a score in 2018"
    assert "one period only" in chart_of(look("slope", "period=2018")).finding.text


def test_places_groups_and_marks_narrow_and_set_apart(look):
    scope = look("line", "places=XA,XB,XC&marked=XB")
    assert scope.places == ("XA", "XB", "XC")
    assert [row.key for row in chart_of(scope).rows if row.colour] == ["XB"]
    group = next(iter(scope.groups))
    assert 0 < len(look("ranking", f"places=group:{group}").places) < 24


def test_ranks_are_among_the_places_chosen(look):
    assert [row.values[0] for row in chart_of(look("ranking", "places=XA,XB,XC")).rows] == [1, 2, 3]


def test_one_measure_is_shown_by_its_parts_and_several_as_they_are(look):
    assert [row.key for row in chart_of(look("radar", "measure=B")).rows] == ["B1", "B2", "B3", "BT", "B5"]
    assert [row.key for row in chart_of(look("profile", "measure=A,D")).rows] == ["A", "D"]
    assert [column.code for column in chart_of(look("heat", "measure=A,D")).columns] == ["A", "D"]
    assert [column.code for column in chart_of(look("heat")).columns] == ["A", "B", "C", "D", "E", "overall"]
    assert not chart_of(look("radar", "measure=A1")).drawing


def test_what_is_hidden_is_not_drawn(look):
    assert 'class="iv"' in chart_of(look("ranking")).rows[0].drawing
    assert 'class="iv"' not in chart_of(look("ranking", "hide=intervals")).rows[0].drawing
    assert "other" not in chart_of(look("line", "hide=others")).drawing


@pytest.mark.parametrize("query", ["marked=XA", "marked=XA,XB,XC,XD,XE,XF,XG,XH"])
def test_no_more_than_six_places_have_a_colour(look, query):
    rows = chart_of(look("line", query)).rows
    assert max(row.colour for row in rows) == min(len(query.split(",")), 6)


def test_a_measure_goes_together_with_itself_and_needs_five_places(look):
    assert "closely" in chart_of(look("scatter", "measure=A&against=overall")).finding.text
    assert "Too few" in chart_of(look("scatter", "places=XA,XB")).finding.text
    chart = chart_of(look("scatter", "period=2018"))
    assert len(chart.rows) < 24
    assert chart.notes[-1].endswith(f"scores: {24 - len(chart.rows)}.")
    assert len(chart_of(look("scatter", "places=XA,XB")).notes) == 1


def test_nobody_lost_is_said_only_where_no_loss_is_shown(look):
    scope = look("dumbbell")
    assert "; none of the 2 lost" in of_moves(scope, {"XA": 4.0, "XB": 0.0}).text
    assert "none of" not in of_moves(scope, {"XA": 4.0, "XB": -0.04}).text
    assert "none of" not in of_moves(scope, {"XA": -4.0, "XB": 0.04}).text
    assert "none of the 2 gained" in of_moves(scope, {"XA": -4.0, "XB": 0.0}).text
    with printed_on((0.0, 1.0)):
        assert "lost most (−0.040)" in of_moves(scope, {"XA": 0.4, "XB": -0.04}).text


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("ranking", "measure=nothing"),
        ("ranking", "places=QQ"),
        ("ranking", "places=group:none"),
        ("ranking", "period=1900"),
        ("line", "since=2024&period=2018"),
        ("ranking", "marked=QQ"),
        ("what-if", "place=QQ"),
    ],
)
def test_an_unknown_word_is_named(look, kind, query):
    with pytest.raises(UnknownWordError):
        look(kind, query)


def test_drawings_are_mirrored_where_reading_starts_at_the_right(look):
    left = chart_of(look("ranking")).rows[0].drawing
    with translation.override("ar"):
        right = chart_of(look("ranking")).rows[0].drawing
    assert left != right


def test_names_in_a_drawing_are_escaped(look):
    scope = look("line", "marked=XA")
    scope.opened.places["XA"].name = "<b>Alder & vane</b>"
    assert "<b>" not in chart_of(scope).drawing
    assert "&lt;b&gt;Alder &amp; vane" in chart_of(scope).drawing


@pytest.mark.parametrize("kind", ["radar", "profile", "line"])
def test_a_few_places_chosen_by_name_are_all_drawn_in_colours(look, kind):
    query = "places=XA&places=XB&places=XC"
    chosen = look(kind, query)
    assert set(chosen.apart) == {"XA", "XB", "XC"}
    table = chart_of(chosen)
    assert all(name in str(table) for name in map(chosen.name, chosen.places))
    assert look(kind).apart == ()
    assert look(kind, f"{query}&marked=XB").apart == ("XB",)


def test_a_group_says_on_which_day_it_had_these_members(look):
    notes = explore_page(look("ranking", "places=group:inner-shore&period=2018")).chart.notes
    assert notes[-1].startswith("Inner shore: the members on 31 December 2018")
    assert not any("members on" in note for note in explore_page(look("ranking", "places=XA")).chart.notes)


@pytest.mark.parametrize(("kind", "query"), [("heat", ""), ("scatter", "measure=A&against=B")])
def test_names_of_measures_keep_their_direction_in_an_arabic_finding(look, kind, query):
    scope = look(kind, query)
    with translation.override("ar"):
        text = chart_of(scope).finding.text
    titles = {node.title for node in (*scope.measures, scope.measure) if node.title in text}
    assert titles
    assert all(f"\u2068{title}\u2069" in text for title in titles)
