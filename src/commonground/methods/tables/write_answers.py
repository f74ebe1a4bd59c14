"""Writing answers as CSV that reads back the same, and that no spreadsheet runs as formulas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from commonground.methods.index.framework import Question, Reason
from commonground.methods.tables.answers import OPTIONAL, REQUIRED, AnswersFile
from commonground.methods.tables.bundle import Note
from commonground.methods.tables.framework import FrameworkFile
from commonground.methods.tables.rows import guard
from commonground.methods.tables.spelling import number_text

QUOTE = '"'


def write_answers(file: AnswersFile, framework_file: FrameworkFile, path: Path) -> None:
    """Write ``file`` to ``path`` as UTF-8 CSV, in the order of places, periods and questions.

    Text that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again.
    """
    with path.open("w", encoding="utf-8", newline="") as target:
        for row in ((*REQUIRED, *OPTIONAL), *_rows(file, framework_file)):
            target.write(",".join(map(_field, row)) + "\n")


def _field(value: str) -> str:
    """Return a value as CSV; Python's own writer leaves a lone carriage return bare, which its reader refuses."""
    text = guard(value)
    return f'"{text.replace(QUOTE, QUOTE * 2)}"' if any(sign in text for sign in ',"\r\n') else text


def _rows(file: AnswersFile, framework_file: FrameworkFile) -> Iterator[tuple[str, ...]]:
    answers = file.answers
    questions = {question.code: question for question in framework_file.framework.questions}
    for cell in product(answers.places, answers.periods, answers.questions):
        text = file.choices.get(cell) or _answer(file, cell, questions[cell[2]])
        note = file.notes.get(cell)
        if text or note:
            said = note or Note()
            yield (*cell, text or said.raw, said.comment, said.source)


def _answer(file: AnswersFile, cell: tuple[str, str, str], question: Question) -> str:
    answers = file.answers
    place, period, code = cell
    at = answers.places.index(place), answers.periods.index(period), answers.questions.index(code)
    points = float(answers.points[at])
    for option in question.options:
        if option.points == points or (option.reason is Reason.NOT_APPLICABLE and not answers.applicable[at]):
            return option.code
    return "" if math.isnan(points) else number_text(points)
