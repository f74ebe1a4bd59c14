"""Lines over time: gaps are shown, names do not overlap, small moves look small."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commonground.publishing.drawing.lines import APART, HEIGHT, _spread, plot
from commonground.publishing.queries.opened import NodeInfo, PeriodInfo
from commonground.publishing.queries.place_page import History

SCALE = (0.0, 100.0)


def periods(*codes: str) -> list[PeriodInfo]:
    return [PeriodInfo(code=code, label=code, reference_date="", scored=1) for code in codes]


def line(title: str, *scores: float | None) -> History:
    return History(node=NodeInfo(code=title, title=title, kind="area", area=1), scores=scores)


def test_years_stand_as_far_apart_as_they_are():
    found = plot([line("Work", 10.0, 20.0, 30.0)], periods("2010", "2014", "2020"), SCALE)
    assert [x for x, _y in found.lines[0].dots] == ["0%", "40%", "100%"]


def test_periods_without_dates_stand_evenly():
    found = plot([line("Work", 10.0, 20.0, 30.0)], periods("one", "two", "three"), SCALE)
    assert [x for x, _y in found.lines[0].dots] == ["0%", "50%", "100%"]


def test_a_gap_is_bridged_and_marked():
    found = plot([line("Work", 10.0, None, 30.0), line("Voice", 1.0, 2.0, 3.0)], periods("1", "2", "3"), SCALE)
    assert [segment.gap for each in found.lines for segment in each.segments] == [True, False, False]


def test_a_line_without_scores_is_left_out():
    found = plot([line("Work", 10.0, 20.0), line("Voice", None, None)], periods("1", "2"), SCALE)
    assert [each.title for each in found.lines] == ["Work"]


def test_one_period_makes_no_line():
    assert plot([line("Work", 10.0, None)], periods("1", "2"), SCALE) is None


def test_a_flat_line_lies_on_an_axis_of_at_least_a_fifth_of_the_scale():
    found = plot([line("Work", 89.6, 89.6)], periods("1", "2"), SCALE)
    labels = [float(label) for _y, label, _base in found.levels]
    assert labels[-1] - labels[0] >= 20


def test_a_long_name_is_cut():
    found = plot([line("A very long name of an area indeed", 1.0, 2.0)], periods("1", "2"), SCALE)
    assert (found.lines[0].last, found.lines[0].name) == (2.0, "A very long name of a…")
    assert found.lines[0].title == "A very long name of an area indeed"


@given(st.dictionaries(st.integers(0, 7), st.floats(0, HEIGHT), min_size=1))
def test_names_keep_their_order_and_never_overlap(ends):
    found = _spread(ends)
    order = sorted(ends, key=lambda n: ends[n])
    heights = [found[n] for n in order]
    assert all(b - a >= APART - 1e-6 for a, b in pairwise(heights))
