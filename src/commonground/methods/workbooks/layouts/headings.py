"""What a block's own headings and years say, where they are not what they should be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from commonground.methods.workbooks.grid import Sheet
from commonground.methods.workbooks.layouts.layout import Remarks, heading, year

if TYPE_CHECKING:
    from commonground.methods.workbooks.layouts.blocks import Block

STRAND = "policy strand"
LABELS = (STRAND, "indicator", "sub-indicator", "title", "description", "answer options", "year")
HEADINGS = (("year",), ("score",), ("comments", "comment"))
ALIKE = 0.75
"""The least likeness of a misspelt label to the one that is meant, as difflib counts it."""

LONGEST = 30
"""Longer texts are notes."""


def row_labels(sheet: Sheet, column: int, remarks: Remarks) -> dict[int, str]:
    """The labels of rows, by row; a misspelt one is read as the label that it is most like, and told."""
    labels: dict[int, str] = {}
    for row in sheet.rows:
        found = heading(sheet.at(row, column)) if sheet.at(row, column).text else ""
        for label in get_close_matches(found, LABELS, n=1, cutoff=ALIKE) if len(found) <= LONGEST else ():
            labels[row] = label
            if label not in (found, "year"):
                message = f'The heading reads "{found}" where "{label.capitalize()}" should stand.'
                remarks.add("header", (row, column), message)
    return labels


def check_headings(sheet: Sheet, row: int, column: int, remarks: Remarks) -> None:
    """Say which of the three headings of a node's columns are blank or misspelt."""
    for place, expected in enumerate(HEADINGS, start=column - 1):
        found = heading(sheet.at(row, place))
        if found not in expected:
            what = f'reads "{found}"' if found else "is blank"
            remarks.add("header", (row, place), f'The heading {what} where "{expected[0].title()}" should stand.')


def check_years(sheet: Sheet, years: Mapping[int, str], column: int, remarks: Remarks) -> None:
    """Say where the year beside a score is not the year of its row."""
    for row, period in years.items():
        cell = sheet.at(row, column - 1)
        if cell.label and year(cell) != period:
            message = f'"{cell.label}" stands in the row of {period}; the row is read as {period}.'
            remarks.add("year", (row, column - 1), message)


def stray_rows(sheet: Sheet, block: Block, columns: Iterable[int], remarks: Remarks) -> None:
    """Say where a figure or a comment stands below the headings in a row that has no year; it is not read."""
    columns = tuple(columns)
    for row in (row for row in sheet.rows if block.header < row <= block.last):
        for column in columns if row not in block.years else ():
            number, comment = sheet.at(row, column).number, sheet.at(row, column + 1).text
            if number is not None:
                remarks.add("year", (row, column), f"{number:.15g} stands in a row without a year; it is not read.")
            if comment:
                remarks.add("year", (row, column + 1), "A comment stands in a row without a year; it is not read.")
