"""Taking the scores of an edition out as text."""

from __future__ import annotations

import json

from commonground.instruments.models import Index
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.tables.scores import scores_csv, scores_document
from commonground.scores.models import Edition
from commonground.scores.queries import scorecard


def export_scores(*, index: str, number: int | None = None, form: str = "csv") -> str:
    """The scores of an edition (the latest without ``number``) as CSV or JSON text."""
    card = scorecard(find_edition(index, number))
    return json.dumps(scores_document(card), ensure_ascii=False) + "\n" if form == "json" else scores_csv(card)


def find_edition(index: str, number: int | None) -> Edition:
    """The edition, or an error that names those there are."""
    known = sorted(Index.objects.values_list("code", flat=True))
    if index not in known:
        raise CommongroundError(
            Problem(
                code="unknown-index",
                message=f'There is no index "{index}".',
                remedy=f"There are: {', '.join(known)}." if known else "Import one first.",
            )
        )
    editions = Edition.objects.filter(index__code=index).select_related("framework", "snapshot")
    found = (editions.filter(number=number) if number is not None else editions.order_by("-number")).first()
    if found is None:
        numbers = ", ".join(str(n) for n in editions.order_by("number").values_list("number", flat=True))
        raise CommongroundError(
            Problem(
                code="unknown-edition",
                message=f'"{index}" has no edition {number}.' if number else f'"{index}" has no edition yet.',
                remedy=f"Its editions are: {numbers}." if numbers else "Import it first.",
            )
        )
    return found
