"""What an answer to a question may be, and how expressions see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.errors import ExpressionError
from commonground.methods.questionnaires.expressions.evaluation import World, compile_expression
from commonground.methods.questionnaires.questionnaire import Kind, Question
from commonground.methods.questionnaires.texts import said
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import quoted

Value = str | Sequence[str]
"""One answer: the code of an option, a list of codes, a number as text, a text, an ISO date."""
Values = Mapping[str, Value | Mapping[str, Value] | None]
"""Answers by the code of their question; those of a table by item."""

LONGEST_TEXT = 20_000
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)


def check_value(
    question: Question, value: object, *, item: str = "", values: Values | None = None, today: str = ""
) -> tuple[Problem, ...]:
    """What is wrong with ``value`` as an answer to ``question``, in the row ``item`` of a table; empty if nothing is.

    ``values`` are the respondent's other answers and ``today`` the day, for constraints that name them.
    """
    problems = tuple(_kept(question, item)) or tuple(_CHECKS[question.answer_kind](question, value))
    if problems or not question.constraint:
        return problems
    return tuple(_constraint(question, as_text(value), values or {}, today))


def as_text(value: object) -> str:
    """A value as expressions see it: the codes of a list with blanks between them."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return ""


def answer_in(values: Values, name: str) -> str:
    """The answer called ``code`` or ``code/item``, as expressions see it; empty where there is none."""
    code, _, item = name.partition("/")
    value = values.get(code)
    return as_text(value.get(item) if isinstance(value, Mapping) else value)


def _problem(code: str, message: str, remedy: str = "") -> Problem:
    return Problem(code=code, message=message, remedy=remedy)


def _kept(question: Question, item: str) -> Iterator[Problem]:
    if not question.answerable:
        yield _problem(
            "value-not-answerable",
            Sentence(
                'The question "%(question)s" cannot be answered here%(kept)s.',
                question=question.code,
                kept=question.kept and f": {question.kept}",
            ),
            Sentence("Leave it out."),
        )
    elif item not in question.cells:
        yield _problem(
            "value-item",
            Sentence('%(item)s is not a row of "%(question)s".', item=quoted(item), question=question.code),
            Sentence("Use %(rows)s.", rows=", ".join(filter(None, question.cells)) or Sentence("none")),
        )


def _single(question: Question, value: object) -> Iterator[Problem]:
    codes = [option.code for option in question.options]
    if value not in codes:
        yield _problem(
            "value-option",
            Sentence('%(value)s is not an option of "%(question)s".', value=quoted(str(value)), question=question.code),
            Sentence("It allows %(codes)s.", codes=", ".join(codes)),
        )


def _multiple(question: Question, value: object) -> Iterator[Problem]:
    if not isinstance(value, list | tuple) or not value:
        yield _problem(
            "value-kind",
            Sentence('"%(question)s" takes a list of options.', question=question.code),
            Sentence("Name at least one."),
        )
        return
    if len(set(map(str, value))) != len(value):
        yield _problem(
            "value-kind",
            Sentence('An option of "%(question)s" is named twice.', question=question.code),
            Sentence("Name each once."),
        )
    for each in value:
        yield from _single(question, each)


def _number(question: Question, value: object) -> Iterator[Problem]:
    wanted = _WHOLE if question.whole else _NUMBER
    if not isinstance(value, str) or not wanted.fullmatch(value):
        kind = Sentence("a whole number") if question.whole else Sentence("a number")
        yield _problem(
            "value-kind",
            Sentence('"%(question)s" takes %(kind)s.', question=question.code, kind=kind),
            Sentence("Write digits, such as 12 or -0.5."),
        )


def _date(question: Question, value: object) -> Iterator[Problem]:
    try:
        fits = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        fits = False
    if not fits:
        yield _problem(
            "value-kind",
            Sentence('"%(question)s" takes a date.', question=question.code),
            Sentence("Write year, month and day: 2024-12-31."),
        )


def _text(question: Question, value: object) -> Iterator[Problem]:
    if not isinstance(value, str) or not value.strip():
        yield _problem(
            "value-kind",
            Sentence('"%(question)s" takes a text.', question=question.code),
            Sentence("Write some words."),
        )
    elif len(value) > LONGEST_TEXT:
        yield _problem(
            "value-long",
            Sentence(
                'The answer to "%(question)s" has more than %(most)s signs.',
                question=question.code,
                most=f"{LONGEST_TEXT:,}",
            ),
            Sentence("Shorten it."),
        )
    elif "\x00" in value:
        yield _problem(
            "value-kind",
            Sentence('The answer to "%(question)s" holds a sign that is none.', question=question.code),
            Sentence("Type it again."),
        )


def _nothing(question: Question, _value: object) -> Iterator[Problem]:
    yield _problem(
        "value-not-answerable",
        Sentence('The rows of "%(question)s" take no answers.', question=question.code),
        Sentence("Leave it out."),
    )


_CHECKS = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.TABLE: _nothing,
    Kind.NOTE: _nothing,
    Kind.CALCULATED: _nothing,
    Kind.KEPT: _nothing,
}


def _constraint(question: Question, value: str, values: Values, today: str) -> Iterator[Problem]:
    """A constraint that is not run constrains nothing: freezing has named it."""
    try:
        expression = compile_expression(question.constraint)
    except ExpressionError:
        return
    if not expression.holds(World(lambda name: answer_in(values, name), value, today)):
        message = said(question.constraint_message) or Sentence(
            'The answer to "%(question)s" does not fit its condition.', question=question.code
        )
        yield _problem(
            "value-constraint", message, Sentence("The condition is: %(constraint)s", constraint=question.constraint)
        )
