"""An index as it comes out of files: framework, answers, and everything said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Framework

Cell = tuple[str, str, str]
"""(place, period, question)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What was said about one cell, and where it stood in the file (``"SE!E24"`` or ``"answers.csv:12"``)."""

    comment: str = ""
    source: str = ""
    at: str = ""
    raw: str = ""
    """What stands in the file where that is not a number or option of the question (the answer is then missing)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """A figure that the file itself publishes for a group."""

    place: str
    period: str
    node: str
    value: float
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingVariant:
    """A wording of a question's title, text or options that differs from the canonical one."""

    question: str
    field: str
    text: str
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInfo:
    """A place that answers are about. ``tile`` is its column and row on the tile map (from 0)."""

    code: str
    name: str
    groups: tuple[str, ...] = ()
    tile: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodInfo:
    """A period of the answers; ``reference_date`` is an ISO date or empty."""

    code: str
    label: str
    reference_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file that an index came from, and the recipe that read it (empty for our own format)."""

    name: str
    sha256: str
    recipe: str = ""
    recipe_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexBundle:
    """A whole index, ready to be imported. ``code`` is what it is called in addresses: ``mipex-core``."""

    code: str
    edition_label: str
    framework: Framework
    answers: Answers
    places: tuple[PlaceInfo, ...]
    periods: tuple[PeriodInfo, ...]
    source: Source
    notes: Mapping[Cell, Note] = field(default_factory=dict)
    choices: Mapping[Cell, str] = field(default_factory=dict)
    """The code of the option chosen, for cells where the points alone do not tell it."""
    published: tuple[PublishedFigure, ...] = ()
    variants: tuple[WordingVariant, ...] = ()
    summary: str = ""
    fictional: bool = False
    licence: str = ""
    finding: str = ""
    """A headline finding in the owner's words; empty lets the site write one from the data."""
