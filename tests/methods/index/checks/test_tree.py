"""Faults of the tree, all found at once."""

from __future__ import annotations

import itertools

import pytest

from commonground.methods.errors import FrameworkError
from commonground.methods.index import Framework, Group, Question


def faults(groups, questions="", aggregates="overall", areas=""):
    """The problems of a tree given as ``{"overall": "a b"}``; each as code and message."""
    with pytest.raises(FrameworkError) as caught:
        Framework(
            code="t",
            version="1",
            title="T",
            groups=tuple(Group(code=code, title="", children=tuple(below.split())) for code, below in groups),
            questions=tuple(Question(code=code, title="") for code in questions.split(" ") if questions),
            aggregates=tuple(aggregates.split()),
            areas=tuple(areas.split()),
        )
    assert all(problem.remedy for problem in caught.value.problems)
    return [(problem.code, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("tree", "code", "message"),
    [
        (([("overall", "p")], "p p"), "framework-duplicate-code", 'The code "p" is used by 2 groups or questions.'),
        (([("overall", "overall p")], "p"), "framework-cycle", '"overall" > "overall".'),
        (([("overall", "p")], "p", "overall overall"), "framework-duplicate-code", "named twice as an aggregate"),
        (([("overall", "p")], "p", ""), "framework-no-aggregate", "no headline score"),
        (([("overall", "p")], "p", "overall x"), "framework-unknown-group", 'aggregate "x" is not a group'),
        (([("overall", "p")], "p", "overall", "p"), "framework-unknown-group", 'area "p" is not a group'),
        (([("overall", "")],), "framework-empty-group", '"overall" has no children'),
        (([("overall", "p p")], "p"), "framework-duplicate-child", '"p" stands twice'),
        (([("overall", "p q")], "p"), "framework-unknown-child", '"q", a child of "overall"'),
        (([("overall", "p")], "p q"), "framework-unreachable", 'question "q" belongs to no aggregate'),
        (([("overall", "p"), ("a", "p")], "p"), "framework-unreachable", 'group "a" belongs to no aggregate'),
    ],
)
def test_each_fault_is_named(tree, code, message):
    found = faults(*tree)
    assert any(fault == code and message in words for fault, words in found), found


def test_an_empty_code_is_a_fault():
    with pytest.raises(FrameworkError, match="empty code"):
        Framework(
            code="t",
            version="1",
            title="",
            questions=(Question(code="", title=""),),
            groups=(Group(code="overall", title="", children=("",)),),
            aggregates=("overall",),
            areas=(),
        )


def test_a_cycle_is_named_from_parent_to_child():
    found = faults([("overall", "a"), ("a", "b p"), ("b", "c"), ("c", "a")], "p")
    (message,) = [message for code, message in found if code == "framework-cycle"]
    circle = message.partition(": ")[2].rstrip(".").replace('"', "").split(" > ")
    assert circle[0] == circle[-1]
    assert set(itertools.pairwise(circle)) == {("a", "b"), ("b", "c"), ("c", "a")}


def test_all_faults_are_named_at_once():
    found = faults([("overall", "a z"), ("a", ""), ("b", "p p")], "p q q", "overall ghost", "a a")
    assert [code for code, _ in found] == [
        "framework-duplicate-code",
        "framework-unknown-group",
        "framework-duplicate-code",
        "framework-unknown-child",
        "framework-empty-group",
        "framework-duplicate-child",
        "framework-unreachable",
        "framework-unreachable",
        "framework-unreachable",
        "framework-unreachable",
    ]
