"""Reading what several coders answered: one row for each coder, place, period and question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Reason
from commonground.methods.tables.answers import cell_of, code_problems, value_of
from commonground.methods.tables.framework import FrameworkFile
from commonground.methods.tables.rows import Line, Table, read_table

REQUIRED = ("coder", "place", "period", "question", "answer")
OPTIONAL = ("comment", "source")


def read_ratings(path: Path, file: FrameworkFile, answers: Answers) -> NDArray[np.float64]:
    """The answers of several coders as ``points[coder, place, period, question]``, along the axes of ``answers``.

    They are what ``robustness.Disagreement.from_coders`` takes: a cell that no coder answered keeps its answer, as
    that of one coder more. An answer is written as in a file of answers; a blank, and one that carries no points, says
    nothing. Raises FileError where the file cannot be read, AnswersError with every problem found.
    """
    table = read_table(path, required=REQUIRED, optional=OPTIONAL)
    axes = {"place": answers.places, "period": answers.periods, "question": answers.questions}
    problems = [*code_problems(table, axes), *_repeated(table)]
    questions = {question.code: question for question in file.framework.questions}
    coders = tuple(dict.fromkeys(line.values["coder"].strip() for line in table.lines))
    points = np.full((len(coders) + 1, *answers.points.shape), np.nan)
    for line in table.lines:
        place, period, question = cell_of(line)
        if question not in questions or place not in answers.places or period not in answers.periods:
            continue
        value, problem = value_of(line, table, questions[question])
        problems.extend([problem] if problem else [])
        if value is not None and not isinstance(value, Reason):
            at = tuple(axis.index(code) for axis, code in zip(axes.values(), (place, period, question), strict=True))
            points[(coders.index(line.values["coder"].strip()), *at)] = value
    if problems:
        raise AnswersError(*sorted(problems, key=lambda problem: int(problem.place.rpartition(":")[2])))
    unrated = np.isnan(points[:-1]).all(axis=0)
    points[-1] = np.where(unrated, answers.points, np.nan)
    return points


def _repeated(table: Table) -> Iterator[Problem]:
    """Rows without a coder, and cells that a coder answers twice."""
    first: dict[tuple[str, ...], Line] = {}
    for line in table.lines:
        coder = line.values["coder"].strip()
        if not coder:
            yield Problem(
                code="ratings-coder",
                place=table.place(line),
                message="The row names no coder.",
                remedy="Write a name or a number that stands for one person.",
            )
        key = (coder, *cell_of(line))
        if first.setdefault(key, line) is not line:
            yield Problem(
                code="answers-repeated",
                place=table.place(line),
                message=f"{', '.join(key)} is already answered on line {first[key].number}.",
                remedy="Keep one of the two.",
            )
