"""What the API answers, described."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field


class IndexOut(Schema):
    """An index and where its editions are."""

    code: str
    title: str
    summary: str
    licence: str
    fictional: bool


class RunsOut(Schema):
    """What the edition's runs varied, how often and from which seed; ``hash`` is over all that followed."""

    plan: dict[str, Any]
    hash: str


class PeriodOut(Schema):
    """A period; ``reference_date`` is an ISO date or empty, ``scored`` counts places with a headline score."""

    code: str
    label: str
    reference_date: str
    scored: int


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


class PlaceOut(Schema):
    """A place and the groups that it belongs to."""

    code: str
    name: str
    groups: list[str]


class PlacesOut(PageOut):
    """Places by code."""

    places: list[PlaceOut]


class OptionOut(Schema):
    """An option of a question: its points, or the reason for having none."""

    code: str
    label: str
    points: float | None
    reason: str | None


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


class ScoreOut(Schema):
    """One score at full precision, with its coverage (0-1) and competition rank.

    The bounds are those that the middle of the edition's runs hold, null where the node has none.
    """

    place: str
    period: str
    node: str
    score: float
    coverage: float
    rank: int
    score_lower: float | None
    score_upper: float | None
    rank_lower: int | None
    rank_upper: int | None


class ScoresOut(PageOut):
    """One page of an edition's scores."""

    scores: list[ScoreOut]


class AnswerOut(Schema):
    """One answer: its state (answered, no_answer, not_applicable), its points and the option chosen."""

    place: str
    period: str
    question: str
    state: str
    points: float | None
    option: str
    label: str
    origin: str
    at: str
    comment: str
    source: str


class AnswersOut(PageOut):
    """One page of an edition's answers."""

    answers: list[AnswerOut]


class CitationOut(Schema):
    """Where an answer is read in the law."""

    place: str
    period: str
    question: str
    source: str
    version: str
    article: str
    place_in: str
    quote: str
    url: str


class CitationsOut(PageOut):
    """One page of an edition's citations."""

    citations: list[CitationOut]


class TermOut(Schema):
    """A child that counted: what entered the rule, and its share in the result (null in a lookup)."""

    node: str
    value: float
    weight: float | None


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


class FigureOut(Schema):
    """One figure before and after."""

    place: str
    period: str
    node: str
    score_before: float | None
    score_after: float | None
    rank_before: int | None
    rank_after: int | None


class WhatIfOut(Schema):
    """Another world. ``count`` figures differ; at most ten thousand are listed."""

    official: bool = Field(description="Always false: this is not the index.")
    count: int
    figures: list[FigureOut]
