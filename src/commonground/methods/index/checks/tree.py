"""Problems of the tree: codes that occur twice or not at all, cycles, nodes that stand nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.structure import framework_order
from commonground.methods.sentences import Sentence

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
            message=Sentence(
                'The code "%(code)s" is used by %(count)s groups or questions.', code=code, count=codes.count(code)
            ),
            remedy=Sentence("Give each its own code."),
        )
    if "" in codes:
        yield Problem(
            code="framework-empty-code",
            message=Sentence("A group or question has an empty code."),
            remedy=Sentence("Give it a code."),
        )


def _tops(framework: Framework, groups: set[str]) -> Iterator[Problem]:
    if not framework.aggregates:
        yield Problem(
            code="framework-no-aggregate",
            message=Sentence("The framework names no aggregate, so it has no headline score."),
            remedy=Sentence("Name at least one group as an aggregate."),
        )
    for area, codes in ((False, framework.aggregates), (True, framework.areas)):
        for code in dict.fromkeys(codes):
            if code not in groups:
                yield _no_group(code, area=area)
        for code in repeated(codes):
            yield _named_twice(code, area=area)


def _no_group(code: str, *, area: bool) -> Problem:
    return Problem(
        code="framework-unknown-group",
        message=Sentence('The area "%(code)s" is not a group of the framework.', code=code)
        if area
        else Sentence('The aggregate "%(code)s" is not a group of the framework.', code=code),
        remedy=Sentence("Add a group with this code, or correct the name."),
    )


def _named_twice(code: str, *, area: bool) -> Problem:
    return Problem(
        code="framework-duplicate-code",
        message=Sentence('"%(code)s" is named twice as an area.', code=code)
        if area
        else Sentence('"%(code)s" is named twice as an aggregate.', code=code),
        remedy=Sentence("Name it once."),
    )


def _children(group: Group, known: set[str]) -> Iterator[Problem]:
    if not group.children:
        yield Problem(
            code="framework-empty-group",
            message=Sentence('The group "%(group)s" has no children.', group=group.code),
            remedy=Sentence("Give it at least one group or question, or remove it."),
        )
    for code in repeated(group.children):
        yield Problem(
            code="framework-duplicate-child",
            message=Sentence('"%(code)s" stands twice among the children of "%(group)s".', code=code, group=group.code),
            remedy=Sentence("Name it once; to let it count for more, use weights."),
        )
    for code in dict.fromkeys(group.children):
        if code not in known:
            yield Problem(
                code="framework-unknown-child",
                message=Sentence(
                    '"%(code)s", a child of "%(group)s", is neither a group nor a question.',
                    code=code,
                    group=group.code,
                ),
                remedy=Sentence("Add it to the framework, or correct the name."),
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
            message=Sentence("These groups contain one another: %(circle)s.", circle=circle),
            remedy=Sentence("Remove one of them from its parent's children."),
        )


def _unreachable(framework: Framework) -> Iterator[Problem]:
    reached = set(framework_order(framework))
    groups = (
        Sentence('The group "%(code)s" belongs to no aggregate and no area.', code=group.code)
        for group in framework.groups
        if group.code not in reached
    )
    questions = (
        Sentence('The question "%(code)s" belongs to no aggregate and no area.', code=question.code)
        for question in framework.questions
        if question.code not in reached
    )
    for message in (*groups, *questions):
        yield Problem(
            code="framework-unreachable",
            message=message,
            remedy=Sentence("Add it to the children of a group, or remove it."),
        )
