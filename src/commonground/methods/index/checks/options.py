"""Problems of the options that a question allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.index.checks.tree import repeated
from commonground.methods.index.rules import sound
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.methods.index.framework import Framework, Option


def option_problems(framework: Framework) -> Iterator[Problem]:
    """Problems of every question's options."""
    for question in framework.questions:
        for code in repeated(option.code for option in question.options):
            yield Problem(
                code="framework-duplicate-option",
                message=Sentence(
                    'Question "%(question)s" has several options with the code "%(code)s".',
                    question=question.code,
                    code=code,
                ),
                remedy=Sentence("Give each option its own code."),
            )
        for option in question.options:
            yield from _points(question.code, option)


def _points(question: str, option: Option) -> Iterator[Problem]:
    names = {"option": option.code, "question": question}
    if (option.points is None) == (option.reason is None):
        neither = Sentence(
            'Option "%(option)s" of question "%(question)s" has neither points nor a reason for having none.', **names
        )
        both = Sentence('Option "%(option)s" of question "%(question)s" has both points and a reason.', **names)
        yield Problem(
            code="framework-option-points",
            message=neither if option.points is None else both,
            remedy=Sentence("Give it one of the two."),
        )
    if option.points is not None and not sound(option.points):
        yield Problem(
            code="framework-number",
            message=Sentence(
                'The points of option "%(option)s" of question "%(question)s" are not a number, or too large.', **names
            ),
            remedy=Sentence("Write a finite number, such as one on the scale."),
        )
