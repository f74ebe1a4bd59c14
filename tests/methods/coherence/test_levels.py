"""Levels know their tree, and refuse what contradicts it."""

from __future__ import annotations

import numpy as np
import pytest

from commonground.methods.coherence import CoherenceError, Levels, Node
from tests.methods.coherence.trees import levels

TREE = levels({"top": [1, 2], "a": [1, 2], "a1": [1, 2], "b": [3, 4]}, parents={"a": "top", "a1": "a", "b": "top"})


def test_levels_know_their_tree():
    assert TREE.top == "top"
    assert TREE.indicators == ("a1", "b")
    assert TREE.groups == ("top", "a")
    assert TREE.children("top") == ("a", "b")
    assert TREE.ancestors("a1") == ("a", "top")
    assert TREE.ancestors("top") == ()
    np.testing.assert_array_equal(TREE.values("b", "a"), [[3, 1], [4, 2]])


def test_an_unknown_node_suggests_a_name():
    with pytest.raises(KeyError, match='no node "topp"'):
        TREE.node("topp")


def test_scores_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        TREE.scores[0, 0] = 1


@pytest.mark.parametrize(
    ("nodes", "scores", "words"),
    [
        ((Node(code="t", title=""),), np.zeros((2, 2)), "shape"),
        ((Node(code="t", title=""),), np.array([[np.inf], [1]]), "U0 t: The score is not a finite number"),
        ((Node(code="t", title=""), Node(code="t", title="", parent="t")), np.zeros((2, 2)), "used twice"),
        ((Node(code="t", title="", parent="x"),), np.zeros((2, 1)), "does not come before"),
        ((Node(code="t", title=""), Node(code="a", title="", parent="x")), np.zeros((2, 2)), "does not come before"),
        ((Node(code="t", title=""), Node(code="a", title="")), np.zeros((2, 2)), "does not come before"),
        ((), np.zeros((2, 0)), "There is no node"),
    ],
)
def test_contradictions_are_refused(nodes, scores, words):
    with pytest.raises(CoherenceError, match=words):
        Levels(units=("U0", "U1"), nodes=nodes, scores=scores)
