"""The figures of country sheets as arrays: answers, comments, what is published and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Framework
from commonground.methods.index.score import score
from commonground.methods.tables.bundle import Cell, Note, PublishedFigure
from commonground.methods.workbooks.grid import address
from commonground.methods.workbooks.layouts.layout import CountrySheet

Sheets = Mapping[str, CountrySheet]
HALF = 0.5


def heads(framework: Framework) -> tuple[str, ...]:
    """The nodes whose figures a workbook publishes: areas and the overall scores."""
    return (*framework.areas, *framework.aggregates)


def answers_of(framework: Framework, sheets: Sheets) -> Answers:
    """The numbers of all questions as they stand; text in a number cell is no answer."""
    places = tuple(sorted(sheets))
    periods = tuple(sorted({period for sheet in sheets.values() for _, period in sheet.sites}))
    questions = tuple(question.code for question in framework.questions)
    points = np.full((len(places), len(periods), len(questions)), np.nan)
    for place, period, question in np.ndindex(points.shape):
        number = sheets[places[place]].number(questions[question], periods[period])
        points[place, period, question] = np.nan if number is None else number
    return Answers(
        places=places,
        periods=periods,
        questions=questions,
        points=points,
        applicable=np.ones(points.shape, dtype=np.bool_),
    )


def edition_label(answers: Answers) -> str:
    """The years that an edition is about: from the first to the last that at least half of the places speak to."""
    answered = np.isfinite(answers.points).any(axis=2).mean(axis=0)
    spoken = [period for at, period in enumerate(answers.periods) if answered[at] >= HALF]
    first, last = answers.periods[0], (spoken or answers.periods)[-1]
    return first if first == last else f"{first}-{last}"


def withheld_of(framework: Framework, answers: Answers, sheets: Sheets) -> Answers:
    """The answers with every area and overall score withheld that the rule gives and the file does not publish.

    An area without a row or column is not published either. Areas go first: an overall score that only a withheld
    area would make possible does not exist at all.
    """
    for nodes in (framework.areas, framework.aggregates):
        card = score(framework, answers)
        missing = {
            (place, period, node)
            for node in nodes
            for place in answers.places
            for period in answers.periods
            if card[node, place, period] is not None and sheets[place].number(node, period) is None
        }
        answers = replace(answers, withheld=answers.withheld | missing)
    return answers


def notes_of(framework: Framework, sheets: Sheets) -> dict[Cell, Note]:
    """What was said about each cell: the comment, where it stands, and text that stands for a number."""
    questions = {question.code for question in framework.questions}
    return {
        (place, period, node): note
        for place, sheet in sheets.items()
        for (node, period), note in _notes(sheet)
        if node in questions
    }


def _notes(sheet: CountrySheet) -> Iterator[tuple[tuple[str, str], Note]]:
    for (node, period), position in sheet.sites.items():
        cell, comment = sheet.sheet.at(*position), sheet.comment(node, period)
        if comment or cell.text or cell.number is not None:
            yield (node, period), Note(comment=comment, at=f"{sheet.name}!{address(position)}", raw=cell.text)


def published_of(framework: Framework, sheets: Sheets) -> tuple[PublishedFigure, ...]:
    """Every number that stands in the cell of an area or an overall score."""
    return tuple(figure for place, sheet in sheets.items() for figure in _published(framework, place, sheet))


def _published(framework: Framework, place: str, sheet: CountrySheet) -> Iterator[PublishedFigure]:
    nodes = set(heads(framework))
    for (node, period), position in sheet.sites.items():
        value = sheet.sheet.at(*position).number
        if node in nodes and value is not None:
            yield PublishedFigure(
                place=place, period=period, node=node, value=value, sheet=sheet.name, cell=address(position)
            )
