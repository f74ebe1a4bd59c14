"""Problems of the tree: codes that occur twice or not at all, cycles, nodes that stand nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.structure import framework_order

if TYPE_CHECKING:
    from commonground.methods.index.framework import Framework, Group


def tree_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of codes, children, aggregates and areas."""
    groups = {group.code for group in framework.groups}
    known = groups | {question.code for question in framework.questions}
    yield from _duplicates(framework)
    yield from _tops(framework, groups)
    for group in framework.groups:
        yield from _children(group, known)
    yield from _cycle(framework)
    yield from _unreachable(framework)


def repeated(codes: Iterable[str]) -> list[str]:
    """The codes that occur more than once, in their order."""
    return [code for code, count in Counter(codes).items() if count > 1]


def _duplicates(framework: Framework) -> Iterator[Problem]:
    codes = [*(group.code for group in framework.groups), *(question.code for question in framework.questions)]
    for code in repeated(codes):
        yield Problem(
            code="framework-duplicate-code",
            message=f'The code "{code}" is used by {codes.count(code)} groups or questions.',
            remedy="Give each its own code.",
        )
    if "" in codes:
        yield Problem(
            code="framework-empty-code", message="A group or question has an empty code.", remedy="Give it a code."
        )


def _tops(framework: Framework, groups: set[str]) -> Iterator[Problem]:
    if not framework.aggregates:
        yield Problem(
            code="framework-no-aggregate",
            message="The framework names no aggregate, so it has no headline score.",
            remedy="Name at least one group as an aggregate.",
        )
    for kind, codes in (("aggregate", framework.aggregates), ("area", framework.areas)):
        for code in dict.fromkeys(codes):
            if code not in groups:
                yield Problem(
                    code="framework-unknown-group",
                    message=f'The {kind} "{code}" is not a group of the framework.',
                    remedy="Add a group with this code, or correct the name.",
                )
        for code in repeated(codes):
            yield Problem(
                code="framework-duplicate-code",
                message=f'"{code}" is named twice as {"an" if kind[0] == "a" else "a"} {kind}.',
                remedy="Name it once.",
            )


def _children(group: Group, known: set[str]) -> Iterator[Problem]:
    if not group.children:
        yield Problem(
            code="framework-empty-group",
            message=f'The group "{group.code}" has no children.',
            remedy="Give it at least one group or question, or remove it.",
        )
    for code in repeated(group.children):
        yield Problem(
            code="framework-duplicate-child",
            message=f'"{code}" stands twice among the children of "{group.code}".',
            remedy="Name it once; to let it count for more, use weights.",
        )
    for code in dict.fromkeys(group.children):
        if code not in known:
            yield Problem(
                code="framework-unknown-child",
                message=f'"{code}", a child of "{group.code}", is neither a group nor a question.',
                remedy="Add it to the framework, or correct the name.",
            )


def _cycle(framework: Framework) -> Iterator[Problem]:
    children = {group.code: group.children for group in framework.groups}
    try:
        TopologicalSorter(children).prepare()
    except CycleError as error:
        # graphlib lists a cycle from child to parent.
        circle = " > ".join(f'"{code}"' for code in reversed(error.args[1]))
        yield Problem(
            code="framework-cycle",
            message=f"These groups contain one another: {circle}.",
            remedy="Remove one of them from its parent's children.",
        )


def _unreachable(framework: Framework) -> Iterator[Problem]:
    reached = set(framework_order(framework))
    for kind, nodes in (("group", framework.groups), ("question", framework.questions)):
        for node in nodes:
            if node.code not in reached:
                yield Problem(
                    code="framework-unreachable",
                    message=f'The {kind} "{node.code}" belongs to no aggregate and no area.',
                    remedy="Add it to the children of a group, or remove it.",
                )
