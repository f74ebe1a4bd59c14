"""Reading a scorecard."""

from __future__ import annotations

import pytest

from commonground.methods.index import Band, score
from tests.methods.index.notation import answers, index

BANDS = (
    Band(code="high", label="High", lower=60, upper=100, level=5),
    Band(code="low", label="Low", lower=0, upper=60, level=1),
)
CARD = score(
    index("overall = mean(p, q)", bands=BANDS),
    answers("""
        place period   p   q
        SE    2015    50  60
        SE    2019   100  80
        FI    2015    50   -
        FI    2019   100  60
    """),
)


def test_a_cell_is_read_by_its_codes_and_the_period_may_be_a_number():
    assert CARD["overall", "SE", "2019"] == CARD["overall", "SE", 2019] == 90
    assert CARD["overall", "FI", 2015] is None


def test_ranks_and_coverage_of_a_cell():
    assert CARD.rank("overall", "FI", 2019) == 2
    assert CARD.rank("p", "FI", 2019) == 1
    assert CARD.rank("overall", "FI", 2015) is None
    assert CARD.coverage_of("overall", "FI", "2015") == 0.5


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (("overal", "SE", 2019), 'There is no node "overal". Did you mean "overall"?'),
        (("overall", "S", 2019), 'There is no place "S". Did you mean "SE"?'),
        (("overall", "SE", 2091), 'There is no period "2091". Did you mean "2019"?'),
        (("overall", "XX", 2019), 'There is no place "XX".$'),
    ],
)
def test_an_unknown_code_is_named_with_what_was_probably_meant(cell, message):
    with pytest.raises(KeyError, match=message.rstrip("$")):
        CARD[cell]
    with pytest.raises(KeyError):
        CARD.trace(*cell)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (None, None),
        (0, "low"),
        (59.9, "low"),
        (60 - 1e-12, "high"),
        (60, "high"),
        (100, "high"),
        (101, None),
        (-1, None),
    ],
)
def test_bands(value, band):
    found = CARD.band(value)
    assert (found.code if found else None) == band


def test_no_bands():
    card = score(index("overall = mean(p)"), answers("place p\nSE 1"))
    assert card.band(50) is None


def test_results_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        CARD.scores[0] = 1
