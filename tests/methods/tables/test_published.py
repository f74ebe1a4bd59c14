"""Figures that an index publishes itself."""

from __future__ import annotations

import pytest

from commonground.methods.errors import AnswersError
from commonground.methods.tables import read_published
from commonground.methods.tables.bundle import PublishedFigure


def test_figures_keep_their_line_and_blanks_are_none(write, small):
    path = write("published.csv", "place,period,node,value\nXA,2021,overall,50\nXA,2024,H,\nNO,2024,Q1,-1.5\n")
    assert read_published(path, small) == (
        PublishedFigure(place="XA", period="2021", node="overall", value=50.0, sheet="published.csv", cell="2"),
        PublishedFigure(place="NO", period="2024", node="Q1", value=-1.5, sheet="published.csv", cell="4"),
    )


def test_every_problem_is_found_at_once(write, small):
    path = write("published.csv", "place,period,node,value\nXA,2021,overal,50\nXA,2021,H,fifty\n")
    with pytest.raises(AnswersError) as caught:
        read_published(path, small)
    assert [str(problem) for problem in caught.value.problems] == [
        'published.csv:2: The framework has no node "overal". Did you mean "overall"? [table-unknown-code]',
        (
            'published.csv:3: "fifty" is not a number. '
            "Write a number such as 59.166667, or leave the value blank. [published-number]"
        ),
    ]
