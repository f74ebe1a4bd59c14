"""What was said about many answers at once, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonground.fieldwork.models import Decision
from commonground.publishing.queries.opened import Opened

Cell = tuple[str, str]
"""(place, question)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The last comment and source on an answer within some periods, and label and code of the period they stand in.

    ``options`` are the codes of the options recorded, by period.
    """

    comment: str = ""
    source: str = ""
    period: str = ""
    at: str = ""
    options: tuple[tuple[str, str], ...] = ()

    def option(self, period: str) -> str:
        """The option recorded in a period; empty where none is."""
        return dict(self.options).get(period, "")


def sayings(
    opened: Opened, places: Sequence[str], questions: Sequence[str], periods: Sequence[str]
) -> dict[Cell, Saying]:
    """What was said about the answers in the order of ``periods``, in one query."""
    rows = Decision.objects.of(opened.edition.snapshot).filter(
        unit__place__code__in=places, question__code__in=questions, period__code__in=periods, item=""
    )
    wanted = ("unit__place__code", "question__code", "period__code", "comment", "source", "option__code")
    order = {period: at for at, period in enumerate(periods)}
    labels = {period.code: period.label for period in opened.periods}
    found: dict[Cell, Saying] = {}
    for place, question, period, comment, source, option in sorted(
        rows.values_list(*wanted), key=lambda row: order[row[2]]
    ):
        before = found.get((place, question), Saying())
        said = opened.reads_comments and bool(comment or source)
        found[place, question] = Saying(
            comment=comment if said else before.comment,
            source=source if said else before.source,
            period=labels[period] if said else before.period,
            at=period if said else before.at,
            options=(*before.options, (period, option or "")),
        )
    return found
