"""A period of a scorecard as levels."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.coherence import headline_period, levels_of_scorecard
from commonground.methods.index import Lookup, Row, score
from tests.methods.index.notation import answers, index

TREE = index(
    """
    overall = mean(a, b, c)
    other   = mean(a)
    a       = weighted(0.75 a1, 0.25 a2)
    b       = geometric(b1, b2, a1)
    c       = lookup(c1, c2)
    """,
    rules={"c": Lookup(rows=(Row(when={"c1": (0.0, 100.0)}, score=50.0),))},
)
CARD = score(
    TREE,
    answers(
        """
        place period a1  a2  b1  b2  c1  c2
        X     2020   100 0   100 100 0   0
        Y     2020   0   100 50  50  100 -
        X     2021   100 100 100 100 0   0
        Y     2021   -   -   -   -   -   -
        X     2022   -   -   -   -   -   -
        Y     2022   -   -   -   -   -   -
        """
    ),
)


def test_nodes_weights_and_scores():
    found = levels_of_scorecard(CARD, "2020")
    weights = {node.code: (node.parent, node.weight) for node in found.nodes}
    assert weights == {
        "overall": ("", None),
        "a": ("overall", pytest.approx(1 / 3)),
        "a1": ("a", 0.75),
        "a2": ("a", 0.25),
        "b": ("overall", pytest.approx(1 / 3)),
        "b1": ("b", pytest.approx(1 / 3)),
        "b2": ("b", pytest.approx(1 / 3)),
        "c": ("overall", pytest.approx(1 / 3)),
        "c1": ("c", None),
        "c2": ("c", None),
    }
    np.testing.assert_array_equal(found.values("a")[:, 0], [75, 25])
    assert found.units == ("X", "Y")


def test_another_top_has_its_own_nodes():
    assert levels_of_scorecard(CARD, "2020", top="other").indicators == ("a1", "a2")


def test_the_latest_period_that_half_of_the_places_have():
    assert headline_period(CARD) == "2021"


def test_else_the_one_that_most_places_have():
    table = "place period a1\n" + "\n".join(
        f"{place} {period} {'1' if place == 'P' and period == '2020' else '-'}"
        for place in "PQR"
        for period in ("2020", "2021")
    )
    assert headline_period(score(index("overall = mean(a)\na = mean(a1)"), answers(table))) == "2020"


def test_an_unknown_period_suggests_one():
    with pytest.raises(KeyError, match="Did you mean"):
        levels_of_scorecard(CARD, "2012")
