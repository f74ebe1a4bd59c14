"""What was varied, in words."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from commonground.methods.index import Median, Minimum, Require
from commonground.methods.robustness import Combination, Dropping, MissingData, Plan, Simplex, Weights
from commonground.publishing.queries.varied import varied


def test_the_usual_plan_in_words(book):
    found = varied(book)
    assert (found.runs, found.level) == (1000, 0.9)
    assert found.assumptions == (
        "every weight by up to 25%",
        "how areas become an overall score: mean or geometric mean",
        "missing answers: as the index treats them, left out or counted as 0",
        "one question left out, or none",
        "one area left out, or none",
    )
    assert varied(book, "E") == found
    assert varied(book, "CM") is None


@pytest.mark.parametrize(
    ("assumption", "said"),
    [
        (Weights(spread=Simplex()), "weights, all that there could be"),
        (Weights.listed({"A": [[1, 2]]}), "weights, 1 set that was given"),
        (Weights.listed({"A": [[1, 2], [2, 1]]}), "weights, 2 sets that were given"),
        (Combination(alternatives=(Minimum(),)), "how areas become an overall score: lowest"),
        (Combination(alternatives=(Median(), Minimum())), "how areas become an overall score: median or lowest"),
        (
            MissingData(alternatives=(None, Require())),
            "missing answers: as the index treats them or no score without them",
        ),
        (Dropping(nodes=("A", "B")), "one area left out, or none"),
    ],
)
def test_other_plans_in_words(book, assumption, said):
    plan = Plan(assumptions=(assumption,), seed=1)
    other = SimpleNamespace(
        standing=replace(book.standing, plan=plan), headline=book.headline, framework=book.framework
    )
    assert varied(other).assumptions == (said,)
