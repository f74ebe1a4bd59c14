"""Positions and ticks."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from commonground.publishing.drawing.axes import at, change_ticks, nice, score_ticks

SCALE = (0.0, 100.0)
FIGURES = st.floats(-1000, 1000, allow_subnormal=False)


@pytest.mark.parametrize(
    ("value", "scale", "where"), [(59.17, SCALE, "59.17%"), (1.0, (0.0, 4.0), "25%"), (120.0, SCALE, "100%")]
)
def test_a_position_is_a_share_of_the_width(value, scale, where):
    assert at(value, scale) == where


def test_positions_are_mirrored_where_pages_run_from_right_to_left():
    with override("ar"):
        assert at(30.0, SCALE) == "70%"


def test_the_ticks_of_a_score_run_from_end_to_end():
    assert [(tick.at, tick.label) for tick in score_ticks(SCALE)] == [
        (f"{n}%", str(n)) for n in (0, 20, 40, 60, 80, 100)
    ]


@given(FIGURES, FIGURES)
def test_round_values_cover_what_they_are_asked_to(one, other):
    low, high = sorted((one, other))
    found = nice(low, high, 5)
    assert found[0] <= low + 1e-6
    assert found[-1] >= high - 1e-6
    assert len(found) <= 8


@given(st.lists(FIGURES, min_size=1))
def test_a_chart_of_changes_has_its_zero_and_holds_every_change(values):
    scale, ticks = change_ticks(tuple(values))
    assert [tick.label for tick in ticks if tick.base] == ["0"]
    assert all(scale[0] - 1e-6 <= value <= scale[1] + 1e-6 for value in values)


def test_no_change_at_all_still_has_an_axis():
    scale, ticks = change_ticks((0.0, 0.0))
    assert scale[0] < scale[1]
    assert [tick.label for tick in ticks if tick.base] == ["0"]
