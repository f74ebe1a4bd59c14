"""Reading the figures that an index publishes itself: ``place,period,node,value``."""

from __future__ import annotations

from pathlib import Path

from commonground.methods.errors import AnswersError, Problem
from commonground.methods.tables.answers import code_problems, parse_number
from commonground.methods.tables.bundle import PublishedFigure
from commonground.methods.tables.framework import FrameworkFile
from commonground.methods.tables.rows import read_table


def read_published(path: Path, framework_file: FrameworkFile) -> tuple[PublishedFigure, ...]:
    """Read the published figures at ``path`` (CSV or XLSX).

    A blank value is no figure. Raises FileError where the file cannot be read, AnswersError with every problem found.
    """
    table = read_table(path, required=("place", "period", "node", "value"))
    problems = list(
        code_problems(
            table,
            {
                "place": [place.code for place in framework_file.places],
                "period": [period.code for period in framework_file.periods],
                "node": framework_file.framework.order,
            },
        )
    )
    figures = []
    for line in table.lines:
        place, period, node, text = (line.values[column].strip() for column in ("place", "period", "node", "value"))
        value = parse_number(text, decimal_comma=table.decimal_comma)
        if value is not None:
            figures.append(
                PublishedFigure(
                    place=place, period=period, node=node, value=value, sheet=table.name, cell=str(line.number)
                )
            )
        elif text:
            problems.append(
                Problem(
                    code="published-number",
                    place=table.place(line),
                    message=f'"{text}" is not a number.',
                    remedy="Write a number such as 59.166667, or leave the value blank.",
                )
            )
    if problems:
        raise AnswersError(*problems)
    return tuple(figures)
