"""Dimensions and the approaches their pattern is called."""

from __future__ import annotations

import pytest

from commonground.methods.index import Approach, Dimension, Profile, profile, score
from tests.methods.index.notation import answers, index

PROFILE = Profile(
    code="approach",
    title="Approach",
    dimensions=(
        Dimension(code="rights", title="Rights", children=("p", "q"), threshold=50),
        Dimension(code="future", title="Future", children=("r",), threshold=60),
    ),
    approaches=(
        Approach(code="full", title="Full", when={"rights": True, "future": True}),
        Approach(code="paper", title="On paper", when={"rights": True}),
        Approach(code="none", title="None", when={"rights": False, "future": False}),
    ),
)
CARD = score(
    index("overall = mean(p, q, r) skip", profiles=(PROFILE,)),
    answers("""
        place    p   q             r
        Both   100   0            60
        Near    50  49.9999999999 60
        Rights  60  60             0
        Second   0   0           100
        Neither  0   0             0
        Gap    100   -            90
        Half   100 n/a            90
    """),
)


@pytest.mark.parametrize(
    ("place", "means", "met", "approach"),
    [
        ("Both", [50, 60], [True, True], "full"),
        ("Near", [pytest.approx(50), 60], [True, True], "full"),
        ("Rights", [60, 0], [True, False], "paper"),
        ("Second", [0, 100], [False, True], None),
        ("Neither", [0, 0], [False, False], "none"),
        ("Gap", [None, 90], [None, True], None),
        ("Half", [100, 90], [True, True], "full"),
    ],
)
def test_standings(place, means, met, approach):
    standing = profile(CARD, "approach")[place, 2020]
    assert list(standing.means) == ["rights", "future"]
    assert list(standing.means.values()) == means
    assert list(standing.met.values()) == met
    assert (standing.approach.code if standing.approach else None) == approach


def test_unknown_codes():
    with pytest.raises(KeyError, match=r'no profile "approch"\. Did you mean "approach"'):
        profile(CARD, "approch")
    with pytest.raises(KeyError, match='no place "Bot"'):
        profile(CARD, "approach")["Bot", 2020]
