"""The answers of a pilot as a table: a row for each respondent, subject, question and row of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from pathlib import Path

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.questionnaires.expressions.atoms import number
from commonground.methods.questionnaires.pilot import PilotAnswer
from commonground.methods.questionnaires.questionnaire import Kind, Questionnaire
from commonground.methods.questionnaires.values import Value, check_value
from commonground.methods.sentences import Sentence
from commonground.methods.tables.rows import Line, read_table
from commonground.methods.tables.spelling import hint

REQUIRED = ("respondent", "subject", "question", "answer")
OPTIONAL = ("period", "item", "seconds", "comment")
BETWEEN = ";"
"""Stands between the codes of several options."""


def read_pilot(path: Path, questionnaire: Questionnaire) -> tuple[PilotAnswer, ...]:
    """The answers in the CSV or XLSX at ``path``; an empty ``answer`` is a question that was not answered.

    Raises ``FileError`` and, with every problem, ``AnswersError``.
    """
    table = read_table(path, required=REQUIRED, optional=OPTIONAL)
    found: list[PilotAnswer] = []
    problems: list[Problem] = []
    for line in table.lines:
        wrong = tuple(replace(each, place=table.place(line)) for each in _problems(line, questionnaire))
        problems += wrong
        if not wrong:
            found.append(_answer(line, questionnaire))
    if problems:
        raise AnswersError(*problems)
    return tuple(found)


def _value(line: Line, questionnaire: Questionnaire) -> Value | None:
    text = line.values["answer"].strip()
    if not text:
        return None
    if questionnaire.question(line.values["question"]).answer_kind is Kind.MULTIPLE:
        return [code.strip() for code in text.split(BETWEEN) if code.strip()]
    return text


def _answer(line: Line, questionnaire: Questionnaire) -> PilotAnswer:
    said = line.values
    return PilotAnswer(
        respondent=said["respondent"],
        subject=said["subject"],
        question=said["question"],
        value=_value(line, questionnaire),
        item=said.get("item", ""),
        period=said.get("period", ""),
        seconds=number(said["seconds"]) if said.get("seconds") else None,
        comment=said.get("comment", ""),
    )


def _problems(line: Line, questionnaire: Questionnaire) -> Iterator[Problem]:
    said = line.values
    if said["question"] not in questionnaire:
        known = tuple(each.code for each in questionnaire.questions)
        remedy = hint(said["question"], known) or Sentence("Use the questionnaire's codes.")
        yield _problem(Sentence('There is no question "%(question)s".', question=said["question"]), remedy)
        return
    question = questionnaire.question(said["question"])
    if question.answerable and said.get("item", "") not in question.cells:
        yield _problem(
            Sentence(
                'The question "%(question)s" has no row "%(item)s".', question=question.code, item=said.get("item", "")
            ),
            Sentence("Name one."),
        )
        return
    value = _value(line, questionnaire)
    if value is not None:
        for each in check_value(question, value, item=said.get("item", "")):
            if each.code != "value-constraint":
                yield _problem(each.message, each.remedy)
    seconds = said.get("seconds", "")
    if seconds and not (isfinite(number(seconds)) and number(seconds) >= 0):
        yield _problem(
            Sentence('"%(seconds)s" is no number of seconds.', seconds=seconds),
            Sentence("Write digits, or leave it empty."),
        )


def _problem(message: str, remedy: str) -> Problem:
    return Problem(code="pilot-row", message=message, remedy=remedy)
