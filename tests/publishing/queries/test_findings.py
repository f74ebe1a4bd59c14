"""Sentences written from the data are true of it, and say so where nothing stands out."""

from __future__ import annotations

import pytest

from commonground.publishing.display import printed_on
from commonground.publishing.queries import findings
from commonground.publishing.queries.changes import Changes, Move, NodeMove
from commonground.publishing.queries.opened import PeriodInfo

MOVED = {"Work": 0.04, "Voice": -0.04}
SINCE = PeriodInfo(code="2018", label="2018", reference_date="", scored=2)


def moves(**changes: float) -> Changes:
    found = tuple(
        Move(place=name, name=name, before=50.0, after=50.0 + by, change=by, band=None)
        for name, by in sorted(changes.items(), key=lambda pair: -pair[1])
    )
    return Changes(
        since=SINCE,
        moves=found,
        risen=0,
        fallen=0,
        mean_before=0.0,
        mean_after=0.0,
        mean_change=0.0,
        areas=(),
        left_out=0,
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Ama": 5.0, "Bel": -2.0}, "Ama rose most since 2018 (+5.0), Bel fell most (−2.0)"),
        ({"Ama": 5.0, "Bel": 0.0}, "Ama rose most since 2018 (+5.0); no place fell"),
        ({"Ama": -5.0, "Bel": 0.0}, "Ama fell most since 2018 (−5.0); no place rose"),
        ({"Ama": 0.01, "Bel": -0.01}, "No score has moved since 2018"),
    ],
)
def test_of_changes(changes, said):
    assert findings.of_changes(moves(**changes)) == said


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ({"Work": 73.2, "Voice": 35.4}, "Work has the highest mean, 73 of 100; Voice the lowest, 35"),
        ({"Work": 50.0, "Voice": 48.0}, "The areas lie close together: their means lie between 48 and 50"),
        ({"Work": 50.0, "Voice": None}, "The mean of Work is 50 of 100"),
        ({"Work": None}, "No area has a score in this period"),
    ],
)
def test_of_areas(means, said):
    assert findings.of_areas(list(means.items()), (0.0, 100.0)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"Work": 8.9, "Voice": -0.7}, "Work gained most, Voice lost ground"),
        ({"Work": 8.9, "Voice": 0.0}, "Work gained most; no area lost ground"),
        ({"Work": -1.0, "Voice": -2.0}, "No area rose; Voice fell most"),
        ({"Work": 0.01, "Voice": -2.0}, "No area rose; Voice fell most"),
        ({"Work": 0.01}, "No area has moved"),
        ({"Work": None}, "No area has moved"),
    ],
)
def test_of_moves(changes, said):
    rows = [NodeMove(node=t, title=t, area=1, before=None, after=None, change=c) for t, c in changes.items()]
    assert findings.of_moves(rows) == said


@pytest.mark.parametrize(
    ("alike", "said"),
    [
        (2.5, "Neighbouring places tend to have similar scores"),
        (-2.5, "Neighbouring places tend to have unlike scores"),
        (0.3, "High and low scores lie side by side; no part of the map stands apart"),
        (None, "The places on one map"),
    ],
)
def test_of_map(alike, said):
    assert findings.of_map(alike) == said


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([50.0, None, 58.3], "Work rose most, between 2018 and 2024 (+8.3)"),
        ([50.0, 45.0, 45.0], "Work fell most, between 2018 and 2021 (−5.0)"),
        ([50.0, 50.5, 50.0], "No score has moved by a whole point"),
        ([None, 50.0, None], "Scores exist for one period only"),
    ],
)
def test_of_history(scores, said):
    periods = [PeriodInfo(code=c, label=c, reference_date="", scored=1) for c in ("2018", "2021", "2024")]
    assert findings.of_history([("Work", scores)], periods) == said


def test_on_a_narrow_scale_a_difference_is_what_it_is_of_the_scale():
    with printed_on((0.0, 1.0)):
        assert findings.of_areas([("Work", 0.73), ("Voice", 0.354)], (0.0, 1.0)) == (
            "Work has the highest mean, 0.73 of 1.00; Voice the lowest, 0.35"
        )
        assert findings.of_areas([("Work", 0.5), ("Voice", 0.48)], (0.0, 1.0)).startswith("The areas lie close")
        assert findings.of_changes(moves(Ama=0.04, Bel=-0.03)) == (
            "Ama rose most since 2018 (+0.040), Bel fell most (−0.030)"
        )
        rows = [NodeMove(node=t, title=t, area=1, before=None, after=None, change=c) for t, c in MOVED.items()]
        assert findings.of_moves(rows) == "Work gained most, Voice lost ground"
        periods = [PeriodInfo(code=c, label=c, reference_date="", scored=1) for c in ("2018", "2021")]
        assert findings.of_history([("Work", [0.5, 0.58])], periods) == (
            "Work rose most, between 2018 and 2021 (+0.080)"
        )
        still = findings.of_history([("Work", [0.5, 0.502])], periods)
        assert still == "No score has moved by a hundredth of the scale"
