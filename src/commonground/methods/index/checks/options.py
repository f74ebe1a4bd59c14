"""Problems of the options that a question allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.checks.tree import repeated
from commonground.methods.index.rules import sound

if TYPE_CHECKING:
    from commonground.methods.index.framework import Framework, Option


def option_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of every question's options."""
    for question in framework.questions:
        for code in repeated(option.code for option in question.options):
            yield Problem(
                code="framework-duplicate-option",
                message=f'Question "{question.code}" has several options with the code "{code}".',
                remedy="Give each option its own code.",
            )
        for option in question.options:
            yield from _points(question.code, option)


def _points(question: str, option: Option) -> Iterator[Problem]:
    if (option.points is None) == (option.reason is None):
        fault = "neither points nor a reason for having none" if option.points is None else "both points and a reason"
        yield Problem(
            code="framework-option-points",
            message=f'Option "{option.code}" of question "{question}" has {fault}.',
            remedy="Give it one of the two.",
        )
    if option.points is not None and not sound(option.points):
        yield Problem(
            code="framework-number",
            message=f'The points of option "{option.code}" of question "{question}" are not a number, or too large.',
            remedy="Write a finite number, such as one on the scale.",
        )
