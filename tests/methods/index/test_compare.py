"""What differs between two scorecards."""

from __future__ import annotations

from commonground.methods.index import score
from commonground.methods.index.compare import Change, compare
from tests.methods.index.notation import answers, index

TREE = index("overall = mean(p, q)")
OLD = score(TREE, answers("place p q\nSE 100 50\nFI 0 -"))


def test_changed_answers_and_figures_cell_by_cell():
    new = score(TREE, answers("place q p\nFI 100 0\nSE 50 100\nDK - 10"))
    found = compare(OLD, new)
    assert found
    assert found.answers == (
        Change(place="DK", period="2020", node="p", before=None, after=10),
        Change(place="FI", period="2020", node="q", before=None, after=100),
    )
    assert found.figures == (Change(place="FI", period="2020", node="overall", before=None, after=50),)


def test_the_same_scores_show_no_change():
    assert not compare(OLD, score(TREE, answers("place q p\nFI - 0.0000000001\nSE 50 100")))


def test_nodes_that_only_one_side_has():
    new = score(index("overall = mean(a)\na = mean(p, r)"), answers("place p r\nSE 100 20\nFI 0 -"))
    found = compare(OLD, new)
    assert [(change.node, change.before, change.after) for change in found.answers] == [
        ("r", None, 20),
        ("q", 50, None),
    ]
    assert [(change.node, change.before, change.after) for change in found.figures] == [
        ("overall", 75, 60),
        ("a", None, 60),
    ]
