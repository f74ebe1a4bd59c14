"""The tree of a framework: order, parents, leaves, paths."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from commonground.methods.index import Group
from tests.methods.index.notation import index

TREE = index("""
    overall = mean(a, b)
    partly = mean(b, extra)
    b = mean(b1, inner)
    inner = mean(shared, b2)
    a = mean(a1, shared)
    extra = mean(x)
""")


def test_framework_order_is_aggregates_then_areas_depth_first():
    assert TREE.order == ("overall", "partly", "a", "a1", "shared", "b", "b1", "inner", "b2", "extra", "x")


def test_parents_and_leaves():
    assert TREE.parents["shared"] == ("a", "inner")
    assert TREE.parents["overall"] == ()
    assert TREE.leaves("overall") == ("a1", "shared", "b1", "b2")
    assert TREE.leaves("x") == ("x",)


def test_the_path_of_a_question_leads_up_to_the_headline():
    assert TREE.path("b2") == ("b2", "inner", "b", "overall")
    assert TREE.path("shared") == ("shared", "a", "overall")
    assert TREE.path("x") == ("x", "extra", "partly")


def test_a_question_outside_every_aggregate_leads_up_to_its_area():
    alone = index("overall = mean(a)\na = mean(a1)\nb = mean(b1)", aggregates=("overall",), areas=("a", "b"))
    assert alone.path("b1") == ("b1", "b")


def test_nodes_by_code():
    assert TREE.group("inner").children == ("shared", "b2")
    assert TREE.question("b2").title == "B2"
    assert TREE.node("inner") is TREE.group("inner")
    assert TREE.node("b2") is TREE.question("b2")


@pytest.mark.parametrize(("find", "kind"), [("group", "group"), ("question", "question"), ("node", "node")])
def test_an_unknown_code_suggests_another(find, kind):
    near = "inner" if find != "question" else "shared"
    with pytest.raises(KeyError, match=f'There is no {kind} "{near}s". Did you mean "{near}"'):
        getattr(TREE, find)(f"{near}s")


def test_leaves_and_paths_of_unknown_codes_are_refused():
    with pytest.raises(KeyError, match='no node "zzz"'):
        TREE.leaves("zzz")
    with pytest.raises(KeyError, match='no question "inner"'):
        TREE.path("inner")


def test_a_framework_is_a_value():
    assert deepcopy(TREE) == TREE
    assert replace(TREE, title="Another").order == TREE.order
    assert replace(TREE, title="Another") != TREE


def test_a_very_deep_tree_is_no_trouble():
    depth = 3000
    groups = [Group(code=f"g{n}", title="", children=(f"g{n + 1}",)) for n in range(depth)]
    deep = index(
        "overall = mean(q)",
        groups=(*groups, Group(code=f"g{depth}", title="", children=("q",))),
        aggregates=("g0",),
        areas=(),
    )
    assert len(deep.path("q")) == depth + 2
