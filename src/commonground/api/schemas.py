"""What the API answers, described: rows of queries under the names and in the words of the API.

A class that is a query's dataclass has its fields; one that holds others names those of the API, and so has its own.
"""

from __future__ import annotations

from ninja import Schema
from pydantic import Field

from commonground.publishing.queries.cells import AnswerRow, CitationRow, ScoreRow
from commonground.publishing.queries.listings import IndexRow, OptionRow, PlaceRow, Runs, TermRow
from commonground.publishing.queries.opened import PeriodInfo
from commonground.publishing.queries.whatif import FigureMoved


class IndexOut(IndexRow):
    """An index and where its editions are."""


class RunsOut(Runs):
    """What the edition's runs varied, how often and from which seed; ``hash`` is over all that followed."""


class PeriodOut(PeriodInfo):
    """A period; ``reference_date`` is an ISO date or empty, ``scored`` counts places with a headline score."""


class EditionOut(Schema):
    """An edition with the hashes of what went in and what came out. ``periods`` are given for one edition only."""

    number: int
    label: str
    published: str
    inputs_hash: str
    results_hash: str
    platform: dict[str, str]
    runs: RunsOut | None
    periods: list[PeriodOut] | None


class PageOut(Schema):
    """One page of a list; ``next_offset`` is null on the last."""

    count: int = Field(description="How many rows there are in all.")
    next_offset: int | None = Field(description="The offset of the next page; null on the last.")


class PlaceOut(PlaceRow):
    """A place and the groups that it belongs to."""


class PlacesOut(PageOut):
    """Places by code."""

    places: list[PlaceOut]


class OptionOut(OptionRow):
    """An option of a question: its points, or the reason for having none."""


class IndicatorOut(Schema):
    """A node: aggregate, area, group or question. A question has options."""

    code: str
    title: str
    kind: str
    text: str
    children: list[str]
    options: list[OptionOut]


class IndicatorsOut(PageOut):
    """Nodes in the order of the framework."""

    indicators: list[IndicatorOut]


class ScoreOut(ScoreRow):
    """One score at full precision, with its coverage (0-1) and competition rank.

    The bounds are those that the middle of the edition's runs hold, null where the node has none.
    """


class ScoresOut(PageOut):
    """One page of an edition's scores."""

    scores: list[ScoreOut]


class AnswerOut(AnswerRow):
    """One answer: its state (answered, no_answer, not_applicable), its points and the option chosen."""


class AnswersOut(PageOut):
    """One page of an edition's answers."""

    answers: list[AnswerOut]


class CitationOut(CitationRow):
    """Where an answer is read in the law."""


class CitationsOut(PageOut):
    """One page of an edition's citations."""

    citations: list[CitationOut]


class TermOut(TermRow):
    """A child that counted: what entered the rule, and its share in the result (null in a lookup)."""


class TraceOut(Schema):
    """How one figure came about. ``why`` says why there is none; ``terms`` are those of its rule."""

    place: str
    period: str
    node: str
    title: str
    value: float | None
    coverage: float | None
    answered: int
    applicable: int
    why: str | None
    points: float | None
    operation: str | None
    terms: list[TermOut]
    children: list[TraceOut]


class FigureOut(FigureMoved):
    """One figure before and after."""


class WhatIfOut(Schema):
    """Another world. ``count`` figures differ; at most ten thousand are listed."""

    official: bool = Field(description="Always false: this is not the index.")
    count: int
    figures: list[FigureOut]
