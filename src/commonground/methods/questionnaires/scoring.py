"""Whether a scoring framework fits a questionnaire: what it scores is asked, and every answer has its worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commonground.methods.errors import Problem
from commonground.methods.index.framework import Framework
from commonground.methods.index.framework import Question as Scored
from commonground.methods.questionnaires.questionnaire import Kind, Question, Questionnaire
from commonground.methods.sentences import Sentence

Leaf = tuple[Question, str]
"""A question and the row of its table; the row is empty where it is no table."""


def leaf_code(question: str, item: str) -> str:
    """The code by which scores know a cell: a row of a table is ``CODE.ROW``."""
    return f"{question}.{item}" if item else question


def leaves(questionnaire: Questionnaire) -> Mapping[str, Leaf]:
    """What can be answered, by the codes that scores know."""
    asked = (question for question in questionnaire.questions if question.answerable)
    return {leaf_code(question.code, item): (question, item) for question in asked for item in question.cells}


def scorable(question: Question) -> bool:
    """Whether an answer to it is worth points by itself: a number, or an option that has them."""
    if question.answer_kind is Kind.NUMBER:
        return True
    return question.answer_kind is Kind.SINGLE and any(option.points is not None for option in question.options)


def fit_problems(questionnaire: Questionnaire, framework: Framework) -> Iterator[Problem]:
    """What of ``framework`` does not fit, each by the question."""
    known = leaves(questionnaire)
    for scored in framework.questions:
        if scored.code not in known:
            yield Problem(
                code="scoring-question",
                place=scored.code,
                message=Sentence("The framework scores this question, which the questionnaire does not ask."),
                remedy=Sentence("Ask it, or take it out of the framework."),
            )
        elif known[scored.code][0].answer_kind not in {Kind.SINGLE, Kind.NUMBER}:
            yield Problem(
                code="scoring-kind",
                place=scored.code,
                message=Sentence(
                    "Neither one option nor a number is the answer to this question, so it has no points."
                ),
                remedy=Sentence("Take it out of the framework."),
            )
        else:
            yield from _options(known[scored.code][0], scored)


def _options(question: Question, scored: Scored) -> Iterator[Problem]:
    offered = [option.code for option in question.options]
    worth = [option.code for option in scored.options]
    for code in offered:
        if worth and code not in worth:
            message = Sentence('The answer "%(code)s" has no worth in the framework.', code=code)
            yield _option(scored.code, message, Sentence("Give it points or a reason."))
    for code in worth:
        if code not in offered:
            message = Sentence(
                'The framework gives points for "%(code)s", which is no answer to this question.', code=code
            )
            yield _option(scored.code, message, Sentence("Take it out, or correct its code."))


def _option(place: str, message: str, remedy: str) -> Problem:
    return Problem(code="scoring-option", place=place, message=message, remedy=remedy)
