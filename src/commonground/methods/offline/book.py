"""What a workbook for one respondent holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonground.methods.questionnaires import Kind

FIELDS = ("answer", "basis", "confidence", "comment")
"""What may be typed for a cell, in the order of its columns."""
COLUMNS = ("row", "code", "section", "text", "help", "choices")
"""The columns before those of the periods; the first is hidden and marks the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A cell: one row in one period. ``shown`` is what stands in its fields, ``number`` the revision that it shows."""

    period: str
    number: int = 0
    shown: Mapping[str, str] = field(default_factory=dict)
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A question, or one item of a table. ``choices`` are the codes of its options by the text that stands for each."""

    question: str
    item: str = ""
    kind: Kind = Kind.SINGLE
    code: str = ""
    section: str = ""
    text: str = ""
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    wording: str = ""
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a language: headings by column and field; states, bases and degrees of confidence by code."""

    headings: Mapping[str, str]
    states: Mapping[str, str]
    bases: Mapping[str, str]
    confidences: Mapping[str, str]
    problem: str = ""
    """What a spreadsheet program says of a word that is not in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook for the assignment ``key``, made from the questionnaire with the hash ``questionnaire``.

    ``periods`` are labels by code, ``about`` the lines that say how it is used.
    """

    key: str
    questionnaire: str
    title: str
    words: Words
    periods: Mapping[str, str]
    rows: tuple[Row, ...]
    about: tuple[str, ...] = ()
    right_to_left: bool = False
