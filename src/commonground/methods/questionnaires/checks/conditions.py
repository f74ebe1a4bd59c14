"""What is wrong with a questionnaire's conditions: not run here, unknown names, circles, impossible ones."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.checks.possible import impossible
from commonground.methods.questionnaires.errors import ExpressionError
from commonground.methods.questionnaires.expressions.evaluation import Expression, compile_expression
from commonground.methods.questionnaires.questionnaire import Kind, Question, Questionnaire
from commonground.methods.questionnaires.relevance import circles
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import hint, quoted


def condition_problems(questionnaire: Questionnaire, *, kept: bool = False) -> Iterator[Problem]:
    """Every problem of every condition. Those of questions that are kept count only where ``kept`` asks for them."""
    for place, written in _conditions(questionnaire, kept=kept):
        yield from expression_problems(questionnaire, place, written)
    for circle in circles(questionnaire):
        yield Problem(
            code="condition-circle",
            place=circle[0],
            message=Sentence("These questions wait for one another: %(codes)s.", codes=", ".join((*circle, circle[0]))),
            remedy=Sentence("Take one of them out of another's condition."),
        )
    yield from impossible(questionnaire)


def _conditions(questionnaire: Questionnaire, *, kept: bool) -> Iterator[tuple[str, str]]:
    for section in questionnaire.sections:
        if section.relevance and (kept or not section.kept):
            yield section.code, section.relevance
    for question in questionnaire.questions:
        if kept or not question.kept:
            yield from ((question.code, written) for written in _of_question(question))


def _of_question(question: Question) -> Iterator[str]:
    calculated = question.calculation if question.kind is Kind.CALCULATED else ""
    yield from filter(str.strip, (question.relevance, question.constraint, calculated))


def expression_problems(questionnaire: Questionnaire, place: str, written: str) -> Iterator[Problem]:
    """What is wrong with one condition: that it is not run, or names what is not there."""
    try:
        expression = compile_expression(written)
    except ExpressionError as error:
        for each in error.problems:
            yield Problem(code=each.code, place=place, message=each.message, remedy=each.remedy)
        return
    yield from _unknown(questionnaire, place, expression)


def _unknown(questionnaire: Questionnaire, place: str, expression: Expression) -> Iterator[Problem]:
    codes = tuple(question.code for question in questionnaire.questions)
    for name in expression.references:
        code, _, item = name.partition("/")
        if code not in questionnaire:
            yield Problem(
                code="condition-unknown",
                place=place,
                message=Sentence(
                    "The condition %(condition)s names %(name)s, which is no question.",
                    condition=quoted(expression.written),
                    name=quoted(name),
                ),
                remedy=hint(code, codes) or Sentence("Correct the name."),
            )
        elif item and item not in questionnaire.question(code).cells:
            yield Problem(
                code="condition-unknown",
                place=place,
                message=Sentence('"%(item)s" is no row of "%(code)s".', item=item, code=code),
                remedy=hint(item, questionnaire.question(code).cells) or Sentence("Correct the name."),
            )
