"""Indices, their editions, and the scores of an edition."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from commonground.methods.robustness import Standing
from commonground.methods.tables.scores import HEADER, score_rows
from commonground.publishing.queries import shelf
from commonground.publishing.queries.figures import BOUNDS
from commonground.publishing.views.answering import viewer_of
from commonground.scores.queries import scorecard, standing

router = Router(tags=["indices"])
PAGE = 1000


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


class EditionOut(Schema):
    """An edition with the hashes of what went in and what came out."""

    number: int
    label: str
    inputs_hash: str
    results_hash: str
    platform: dict[str, str]
    runs: RunsOut | None

    @staticmethod
    def resolve_runs(edition: Any) -> object:  # noqa: ANN401 -- a row of another room
        return getattr(edition, "standing", None)


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


class ScoresOut(Schema):
    """One page of an edition's scores; ``next_offset`` is null on the last."""

    count: int
    next_offset: int | None
    scores: list[ScoreOut]


@router.get("", response=list[IndexOut], summary="All indices")
def indices(request: HttpRequest) -> list[Any]:
    return shelf.indices(viewer_of(request))


@router.get("/{code}/editions", response=list[EditionOut], summary="The editions of an index, newest first")
def editions(request: HttpRequest, code: str) -> list[Any]:
    found = shelf.editions(viewer_of(request), code)
    if found is None:
        raise Http404
    return found


@router.get("/{code}/editions/{number}/scores", response=ScoresOut, summary="The scores of an edition")
def scores(
    request: HttpRequest, code: str, number: int, place: str = "", period: str = "", node: str = "", offset: int = 0
) -> ScoresOut:
    edition = shelf.edition(viewer_of(request), code, number)
    if edition is None or offset < 0:
        raise Http404
    wanted = (place, period, node)
    rows = [
        row
        for row in score_rows(scorecard(edition))
        if all(not want or want == have for want, have in zip(wanted, row, strict=False))
    ]
    shown = rows[offset : offset + PAGE]
    after, found = offset + len(shown), standing(edition)
    return ScoresOut(
        count=len(rows),
        next_offset=after if after < len(rows) else None,
        scores=[ScoreOut(**dict(zip(HEADER, row, strict=True)), **_bounds(found, row)) for row in shown],
    )


def _bounds(found: Standing | None, row: tuple[Any, ...]) -> dict[str, Any]:
    """The bounds of one row's score and rank."""
    place, period, node = row[:3]
    interval = found.interval(node, place, period) if found else None
    return {name: getattr(interval, name, None) for name in BOUNDS}
