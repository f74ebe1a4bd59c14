"""All at once, as a document and as lines for reading."""

from __future__ import annotations

import json

import numpy as np
import pytest

from commonground.methods.index import Skip
from commonground.methods.robustness import (
    Combination,
    Dropping,
    FrameworkModel,
    MissingData,
    Robustness,
    Weights,
    robustness_document,
    robustness_of,
)
from commonground.methods.robustness.table import robustness_table
from tests.methods.index.notation import answers, index

TREE = index(
    """
    overall = mean(a, b, c)
    low     = minimum(a, b)
    a       = mean(a1, a2)
    b       = mean(b1, b2) skip 0.5
    c       = mean(c1)
    """
)
GIVEN = answers(
    """
    place a1  a2  b1  b2  c1
    XA   100  80  10   0  50
    XB    20  30  90   -  60
    XC     0  10  20  30   5
    XD     -   -   -   -   -
    """
)


VARIED = (
    Weights(),
    Combination(),
    MissingData(alternatives=(None, Skip(minimum=0.5))),
    Dropping(nodes=("a", "b", "c")),
)


def whole(node: str = "", seed: int = 1) -> Robustness:
    model = FrameworkModel(framework=TREE, answers=GIVEN, assumptions=VARIED, seed=seed, node=node)
    return robustness_of(model, runs=300, seed=seed, base=32)


def test_the_document_holds_every_result():
    found = whole()
    document = robustness_document(found)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert (document["runs"], document["seed"], document["level"]) == (300, 1, 0.9)
    assert [each["code"] for each in document["assumptions"]] == ["weights", "combination", "missing", "dropping"]
    assert document["assumptions"][3]["labels"] == ["nothing", "a", "b", "c"]
    units = {unit["unit"]: unit for unit in document["units"]}
    assert units["XC"]["nominal"] == 3
    assert units["XC"]["ranked"] == 1
    assert (units["XD"]["nominal"], units["XD"]["mean"], units["XD"]["ranked"]) == (None, None, 0)
    assert document["above"][0][2] == pytest.approx(found.above[0, 2])
    assert (document["above"][0][0], document["above"][0][3]) == (None, None)
    assert document["sensitivity"]["runs"] == 32 * 6
    assert {each["assumption"] for each in document["sensitivity"]["effects"]} == {
        "weights",
        "combination",
        "missing",
        "dropping",
    }
    assert set(document["sensitivity"]["units"][0]["total"]) == {"weights", "combination", "missing", "dropping"}
    first = document["moves"][0]
    assert (first["unit"], first["nominal"]) == ("XA", int(found.simulation.nominal_ranks[0]))
    assert set(first["assumptions"]["dropping"]["ranks"]) == {"nothing", "a", "b", "c"}
    assert first["assumptions"]["weights"]["ranks"] == {}
    assert document["moves"][3]["assumptions"]["dropping"] == {
        "best": None,
        "worst": None,
        "ranks": dict.fromkeys(["nothing", "a", "b", "c"]),
    }
    assert np.sum(document["acceptability"][0]) == pytest.approx(1)
    assert document["weights"]["group"] == "overall"
    assert document["weights"]["children"] == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    assert {swap["above"] for swap in document["weights"]["swaps"]} <= {"XA", "XB"}


def test_a_swap_that_no_weights_make_has_none():
    swaps = robustness_document(whole())["weights"]["swaps"]
    assert [swap["weights"] is None for swap in swaps] == [swap["moved"] is None for swap in swaps]


def test_where_weights_have_no_closed_form_or_no_place_there_is_none():
    document = robustness_document(whole(node="low"))
    assert document["acceptability"] is None
    assert document["weights"] is None


def test_the_same_seed_gives_the_same_document():
    first, again, other = (robustness_document(whole(seed=seed)) for seed in (1, 1, 2))
    assert first == again
    assert first["units"] != other["units"]


def test_lines_for_reading():
    lines = list(robustness_table(whole()))
    assert lines[0].startswith("300 runs; varied: weights by up to 25%; rule of combination (mean; geometric mean)")
    assert "90%" in lines[1]
    assert [line.split()[1] for line in lines[2:6]][2:] == ["XC", "XD"]
    assert lines[5].endswith("XD  no rank in any run")
    assert lines[-1].endswith("the area left out (nothing; a; b; c)")


@pytest.mark.parametrize(
    ("nodes", "title"),
    [
        (("a1", "a2"), "the question left out (nothing; a1; a2)"),
        (("a", "b"), "the area left out (nothing; a; b)"),
        (("a", "c1"), "the part left out (nothing; a; c1)"),
    ],
)
def test_what_is_left_out_is_called_what_it_is(nodes, title):
    model = FrameworkModel(framework=TREE, answers=GIVEN, assumptions=(Dropping(nodes=nodes),), seed=1)
    assert model.factors[0].title == title
