"""Reading answers from a table: one row for each place, period and question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Option, Question, Reason
from commonground.methods.sentences import Sentence
from commonground.methods.tables.bundle import Cell, Note
from commonground.methods.tables.framework import FrameworkFile
from commonground.methods.tables.rows import Line, Table, read_table
from commonground.methods.tables.spelling import alternatives, hint, quoted

REQUIRED = ("place", "period", "question", "answer")
OPTIONAL = ("comment", "source")
COLUMNS = {"place": Sentence("place"), "period": Sentence("period"), "question": Sentence("question")}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersFile:
    """What an answers file says.

    ``notes`` tells for every row where it stands and what was said there; ``choices`` keeps the option's code
    where the points alone do not tell it. ``problems`` are the cells that a lenient reading left out or took
    as they stand; ``remarks`` tell how the file was read.
    """

    answers: Answers
    notes: Mapping[Cell, Note]
    choices: Mapping[Cell, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One row understood: its value (None where there is none), the option chosen, and what is wrong."""

    value: float | Reason | None = None
    choice: str = ""
    raw: str = ""
    problem: Problem | None = None


def read_answers(path: Path, framework_file: FrameworkFile, *, strict: bool = True) -> AnswersFile:
    """Read the answers at ``path`` (CSV or XLSX) to the questions of ``framework_file``.

    An answer is an option's code or its points; a blank is no answer. Raises FileError where the file cannot
    be read, AnswersError with every problem found. With ``strict=False`` an answer that is no option is only
    reported: a text is read as missing and kept in ``Note.raw``, a number off the scale is used as it stands.
    """
    table = read_table(path, required=REQUIRED, optional=OPTIONAL)
    questions = {question.code: question for question in framework_file.framework.questions}
    problems = [*code_problems(table, _axes(framework_file)), *_duplicates(table)]
    understood = [
        (line, _read(line, table, questions[cell_of(line)[2]])) for line in table.lines if cell_of(line)[2] in questions
    ]
    odd = [reading.problem for _, reading in understood if reading.problem]
    if problems or (strict and odd):
        raise AnswersError(*sorted((*problems, *odd), key=_line_of))
    return AnswersFile(
        answers=_arrays(framework_file, understood),
        notes={cell_of(line): _note(line, table, reading) for line, reading in understood},
        choices={cell_of(line): reading.choice for line, reading in understood if reading.choice},
        problems=tuple(odd),
        remarks=table.remarks,
    )


def cell_of(line: Line) -> Cell:
    """Return place, period and question of a row."""
    return line.values["place"].strip(), line.values["period"].strip(), line.values["question"].strip()


def _axes(file: FrameworkFile) -> dict[str, tuple[str, ...]]:
    return {
        "place": tuple(place.code for place in file.places),
        "period": tuple(period.code for period in file.periods),
        "question": tuple(question.code for question in file.framework.questions),
    }


def code_problems(table: Table, axes: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Yield the codes in ``table`` that are not on the axis of their column."""
    known = {column: (set(codes), tuple(codes)) for column, codes in axes.items()}
    for line in table.lines:
        for column, (members, codes) in known.items():
            code = line.values[column].strip()
            if code not in members:
                yield Problem(
                    code="table-unknown-code",
                    place=table.place(line),
                    message=Sentence(
                        "The framework has no %(column)s %(code)s.",
                        column=COLUMNS.get(column, column),
                        code=quoted(code),
                    )
                    if code
                    else Sentence("The %(column)s is blank.", column=COLUMNS.get(column, column)),
                    remedy=hint(code, codes)
                    or Sentence(
                        "Add the %(column)s to the framework, or correct the code.", column=COLUMNS.get(column, column)
                    ),
                )


def _duplicates(table: Table) -> Iterator[Problem]:
    first: dict[Cell, int] = {}
    for line in table.lines:
        cell = cell_of(line)
        if first.setdefault(cell, line.number) != line.number:
            yield Problem(
                code="answers-repeated",
                place=table.place(line),
                message=Sentence(
                    "%(cell)s is already answered on line %(line)s.", cell=", ".join(cell), line=first[cell]
                ),
                remedy=Sentence("Keep one of the two."),
            )


def _line_of(problem: Problem) -> int:
    return int(problem.place.rpartition(":")[2])


def _read(line: Line, table: Table, question: Question) -> _Reading:
    written = line.values["answer"]
    text = written.strip()
    if not text:
        return _Reading()
    option = next((option for option in question.options if option.code == text), None)
    points = None if option else parse_number(text, decimal_comma=table.decimal_comma)
    if points is not None:
        option = next((option for option in question.options if option.points == points), None)
    if option:
        return _Reading(value=option.reason or option.points, choice=_choice(option, question))
    return _Reading(value=points, raw=written if points is None else "", problem=_no_option(line, table, question))


def value_of(line: Line, table: Table, question: Question) -> tuple[float | Reason | None, Problem | None]:
    """The points or the reason that a row's answer means, None for a blank one; and what is wrong with it."""
    reading = _read(line, table, question)
    return reading.value, reading.problem


def _choice(option: Option, question: Question) -> str:
    """Return the option's code where its points do not lead back to it."""
    same = next(each for each in question.options if (each.points, each.reason) == (option.points, option.reason))
    return option.code if option.reason is Reason.NO_DATA or same is not option else ""


def _no_option(line: Line, table: Table, question: Question) -> Problem:
    codes = tuple(dict.fromkeys(option.code for option in question.options))
    return Problem(
        code="answers-not-an-option",
        place=table.place(line),
        message=Sentence(
            "%(answer)s is not an option of %(question)s.", answer=quoted(line.values["answer"]), question=question.code
        ),
        remedy=Sentence("%(question)s allows %(codes)s.", question=question.code, codes=alternatives(codes)),
    )


def parse_number(text: str, *, decimal_comma: bool) -> float | None:
    """Return the number that ``text`` writes, or None."""
    plain = text.replace(",", ".") if decimal_comma else text
    return float(plain) if re.fullmatch(r"[+-]?\d+(\.\d*)?([eE][+-]?\d{1,2})?", plain) else None


def _note(line: Line, table: Table, reading: _Reading) -> Note:
    return Note(comment=line.values["comment"], source=line.values["source"], at=table.place(line), raw=reading.raw)


def _arrays(file: FrameworkFile, understood: Sequence[tuple[Line, _Reading]]) -> Answers:
    axes = _axes(file)
    cells = ((*cell_of(line), reading.value) for line, reading in understood if reading.value is not None)
    return Answers.from_cells(cells, places=axes["place"], periods=axes["period"], questions=axes["question"])
