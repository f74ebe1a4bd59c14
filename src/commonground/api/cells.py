"""The cells of an edition: scores, how they came about, answers, citations."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from commonground.api.answering import Code, NodeFilters, Number, QuestionFilters, listing, of_edition
from commonground.api.errors import CSV, ERRORS
from commonground.api.schemas import AnswersOut, CitationsOut, ScoresOut, TraceOut
from commonground.publishing.queries import cells
from commonground.publishing.queries.listings import trace_of

router = Router(tags=["figures"])
One = Annotated[str, Field(min_length=1, max_length=200)]


@router.get(
    "/{code}/editions/{number}/scores",
    response={200: ScoresOut, **ERRORS},
    summary="The scores of an edition",
    operation_id="scores",
    openapi_extra=CSV,
)
def scores(request: HttpRequest, code: Code, number: Number, asked: Query[NodeFilters]) -> HttpResponse:
    """Scores at full precision by place, period and node; cells without a score are left out."""

    def found(opened: cells.Opened) -> object:
        return listing("scores", cells.ScoreRow, cells.scores(opened, asked.wanted(), asked.offset, asked.limit), asked)

    return of_edition(request, code, number, found, asked)


@router.get(
    "/{code}/editions/{number}/answers",
    response={200: AnswersOut, **ERRORS},
    summary="The answers of an edition",
    operation_id="answers",
    openapi_extra=CSV,
)
def answers(request: HttpRequest, code: Code, number: Number, asked: Query[QuestionFilters]) -> HttpResponse:
    """Every cell by place, period and question; comments where their owner publishes them."""

    def found(opened: cells.Opened) -> object:
        page = cells.answers(opened, asked.wanted(), asked.offset, asked.limit)
        return listing("answers", cells.AnswerRow, page, asked)

    return of_edition(request, code, number, found, asked)


@router.get(
    "/{code}/editions/{number}/citations",
    response={200: CitationsOut, **ERRORS},
    summary="Where answers are read in the law",
    operation_id="citations",
    openapi_extra=CSV,
)
def citations(request: HttpRequest, code: Code, number: Number, asked: Query[QuestionFilters]) -> HttpResponse:
    """Citations of adopted answers; none where the owner keeps the experts' comments."""

    def found(opened: cells.Opened) -> object:
        page = cells.citations(opened, asked.wanted(), asked.offset, asked.limit)
        return listing("citations", cells.CitationRow, page, asked)

    return of_edition(request, code, number, found, asked)


@router.get(
    "/{code}/editions/{number}/trace",
    response={200: TraceOut, **ERRORS},
    summary="How a figure came about",
    operation_id="trace",
)
def trace(
    request: HttpRequest, code: Code, number: Number, place: Query[One], period: Query[One], node: Query[One]
) -> HttpResponse:
    """One figure with its rule, its arithmetic and all that it is made of, down to the answers."""
    return of_edition(request, code, number, lambda opened: trace_of(opened, node, place, period))
