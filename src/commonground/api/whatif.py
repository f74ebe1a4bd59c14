"""What if: an edition with other answers or other weights. Nothing is kept, and nothing of it is official."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from commonground.api.answering import Code, Number, answer, require_edition
from commonground.api.errors import ERRORS, ErrorsOut
from commonground.api.limits import count
from commonground.api.schemas import WhatIfOut
from commonground.methods.index import Reason
from commonground.publishing.queries.whatif import what_if_of

router = Router(tags=["what if"])
MOST_CHANGES, MOST_GROUPS, MOST_CHILDREN, COST = 500, 100, 300, 10
Points = Annotated[float, Field(allow_inf_nan=False, ge=-1e9, le=1e9)]
Weight = Annotated[float, Field(allow_inf_nan=False, ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class ChangeIn(Schema):
    """One answer as it might be: the points of an option, or the reason for having none."""

    place: Name
    period: Name
    question: Name
    answer: Points | Literal["no_data", "not_applicable"]


class WhatIfIn(Schema):
    """Changed answers, changed weights (group, child, weight; those of a group sum to 1), or both."""

    changes: list[ChangeIn] = Field(default_factory=list, max_length=MOST_CHANGES)
    weights: dict[Name, dict[Name, Weight]] = Field(default_factory=dict, max_length=MOST_GROUPS)
    nodes: list[Name] = Field(
        default_factory=list, max_length=100, description="Which scores to report; the aggregates if left out."
    )


@router.post(
    "/{code}/editions/{number}/what-if",
    response={200: WhatIfOut, 400: ErrorsOut, **ERRORS},
    summary="Other answers or weights",
    operation_id="what_if",
)
def what_if(request: HttpRequest, code: Code, number: Number, asked: WhatIfIn) -> HttpResponse:
    """Every figure that would differ, with score and rank before and after. Counts as ten requests."""
    count(request, cost=COST)
    opened = require_edition(request, code, number)
    changes: list[Any] = [(each.place, each.period, each.question, _value(each.answer)) for each in asked.changes]
    response = answer(what_if_of(opened, changes, asked.weights, asked.nodes), "json")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _value(said: float | str) -> float | Reason:
    return Reason(said) if isinstance(said, str) else said
