"""The nearest places, and the steps they made."""

from __future__ import annotations

import pytest

from commonground.methods.index import score
from commonground.methods.whatif import AnswerChange, StepMade, WhatIfError, peers
from tests.methods.index.notation import answers, index

CARD = score(
    index(
        """
        overall = mean(a, b)
        a = mean(p, q) skip
        b = mean(r) skip
        """
    ),
    answers(
        """
        place period   p   q   r
        SE    2010     0  50   0
        SE    2020     0  50   0
        FI    2010     0  50   0
        FI    2015     -   -   -
        FI    2020   100  50   0
        DK    2010   100   0   0
        DK    2020    50   0  50
        NO    2020     -   -  50
        IS    2020     0  50   0
        """
    ),
)
UP = AnswerChange(question="p", before=0, after=50)


def test_the_nearest_come_first_and_those_with_too_little_in_common_are_left_out():
    found = peers(CARD, "SE", 2020)
    assert [(peer.place, peer.compared) for peer in found] == [("IS", 3), ("DK", 3), ("FI", 3)]
    assert [peer.distance for peer in found] == pytest.approx([0, 50, (10000 / 3) ** 0.5])
    assert [peer.place for peer in peers(CARD, "SE", 2020, shared=0.1)] == ["IS", "DK", "NO", "FI"]
    assert [peer.place for peer in peers(CARD, "SE", 2020, number=1)] == ["IS"]


def test_areas_give_a_coarser_view():
    found = {peer.place: peer.distance for peer in peers(CARD, "SE", 2020, nodes=["a", "b"], shared=0)}
    assert found == pytest.approx({"IS": 0, "DK": 50 / 2**0.5, "NO": 50, "FI": 50 / 2**0.5})


def test_which_peers_made_the_step_and_when():
    found = {peer.place: peer.steps for peer in peers(CARD, "SE", 2020, steps=[UP])}
    made = StepMade(question="p", before=0, after=100, from_period="2010", to_period="2020")
    assert found == {"IS": (), "DK": (), "FI": (made,)}


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [(100, 50, ["DK"]), (100, 0, []), (None, 100, ["FI"]), (None, 50, ["FI"]), (50, 100, ["FI"]), (0, 100, ["FI"])],
)
def test_a_step_downward_and_a_step_from_no_answer(before, after, places):
    step = AnswerChange(question="p", before=before, after=after)
    assert [peer.place for peer in peers(CARD, "SE", 2020, steps=[step]) if peer.steps] == places


def test_what_cannot_be_asked():
    with pytest.raises(WhatIfError, match=r"SE 2020: .*name a node.*peers-nothing"):
        peers(CARD, "SE", 2020, nodes=[])
    with pytest.raises(WhatIfError, match=r"NO 2010: .*peers-nothing"):
        peers(CARD, "NO", 2010)
    with pytest.raises(KeyError, match='no place "XX"'):
        peers(CARD, "XX", 2010)
    with pytest.raises(KeyError, match='no question "z"'):
        peers(CARD, "SE", 2020, steps=[AnswerChange(question="z", before=0, after=50)])
