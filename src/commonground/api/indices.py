"""Indices, their editions, and what an edition is about: its places, periods and nodes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from commonground.api.answering import Code, Number, Paging, answer, of_edition, shortly, whole
from commonground.api.errors import CSV, ERRORS
from commonground.api.limits import count
from commonground.api.schemas import EditionOut, IndexOut, IndicatorsOut, PlacesOut
from commonground.publishing.queries import shelf
from commonground.publishing.queries.listings import (
    IndicatorRow,
    PlaceRow,
    edition_row,
    index_row,
    indicators_of,
    places_of,
)
from commonground.publishing.views.answering import viewer_of

router = Router(tags=["indices"])


@router.get("", response={200: list[IndexOut], **ERRORS}, summary="All indices", operation_id="indices")
def indices(request: HttpRequest) -> HttpResponse:
    """The indices that you may read, by title."""
    count(request)
    rows = [index_row(each) for each in shelf.indices(viewer_of(request))]
    return shortly(answer(rows, "json"), public=not request.user.is_authenticated and not viewer_of(request).previews)


@router.get(
    "/{code}/editions",
    response={200: list[EditionOut], **ERRORS},
    summary="The editions of an index, newest first",
    operation_id="editions",
)
def editions(request: HttpRequest, code: Code) -> HttpResponse:
    """Each with the hashes of what went in and what came out, and the plan of its runs."""
    count(request)
    found = shelf.editions(viewer_of(request), code)
    if found is None:
        raise Http404
    rows = [edition_row(each) for each in found]
    return shortly(answer(rows, "json"), public=not request.user.is_authenticated and not viewer_of(request).previews)


@router.get(
    "/{code}/editions/{number}",
    response={200: EditionOut, **ERRORS},
    summary="One edition",
    operation_id="edition",
)
def edition(request: HttpRequest, code: Code, number: Number) -> HttpResponse:
    """One edition, with its periods in their order."""
    return of_edition(request, code, number, lambda opened: edition_row(opened.edition, opened.periods))


@router.get(
    "/{code}/editions/{number}/places",
    response={200: PlacesOut, **ERRORS},
    summary="The places of an edition",
    operation_id="places",
    openapi_extra=CSV,
)
def places(request: HttpRequest, code: Code, number: Number, asked: Query[Paging]) -> HttpResponse:
    """Places by code, with the groups that they belong to."""
    return _list(request, code, number, asked, "places", PlaceRow, places_of)


@router.get(
    "/{code}/editions/{number}/indicators",
    response={200: IndicatorsOut, **ERRORS},
    summary="The scores and questions of an edition",
    operation_id="indicators",
    openapi_extra=CSV,
)
def indicators(request: HttpRequest, code: Code, number: Number, asked: Query[Paging]) -> HttpResponse:
    """Aggregates, areas, groups and questions in the order of the framework; a question with its options."""
    return _list(request, code, number, asked, "indicators", IndicatorRow, indicators_of)


def _list(
    request: HttpRequest,
    code: str,
    number: int,
    asked: Paging,
    name: str,
    row: type,
    rows: Any,  # noqa: ANN401
) -> HttpResponse:
    return of_edition(request, code, number, lambda opened: whole(name, row, rows(opened), asked), asked)
