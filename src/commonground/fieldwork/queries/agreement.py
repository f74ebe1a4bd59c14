"""How far coders agree, as their answers come in: what each said before blinding ended."""

from __future__ import annotations

from commonground.fieldwork.models import HANDED_IN, Assignment, Round, Work
from commonground.fieldwork.queries.access import not_allowed, permits
from commonground.fieldwork.queries.answers import given_in
from commonground.fieldwork.queries.scales import scales_of, scored_as
from commonground.fieldwork.queries.standing import Standing
from commonground.methods.agreement import Agreement, Ratings, Scale, Settings, agreement_of
from commonground.methods.agreement.ratings import Rating

LIVE = Settings(seed=1, resamples=200)
"""Fewer resamples than a report has: these figures are looked at while the work goes on."""


def agreement(
    round_: Round, who: Standing, *, scale: Scale = Scale.ORDINAL, settings: Settings = LIVE
) -> Agreement | None:
    """Agreement over what was handed in; None before two coders have answered a cell.

    Coders stand under their pseudonyms. A review that sees the answers it reviews is no independent rating, and is
    left out. Raises ``NotAllowedError``.
    """
    if not permits(who, "read-all", round_):
        raise not_allowed("read-all")
    cells = ratings(round_)
    seen: dict[tuple[str, str, str], int] = {}
    for _, place, period, question, _ in cells:
        seen[place, period, question] = seen.get((place, period, question), 0) + 1
    shared = {question for (_, _, question), times in seen.items() if times > 1}
    kept = [cell for cell in cells if cell[3] in shared]
    return agreement_of(Ratings.from_cells(kept), scale=scale, settings=settings) if kept else None


def ratings(round_: Round) -> list[Rating]:
    """What each coder said of their own accord, in points."""
    rows = Assignment.objects.filter(
        stage__round=round_, stage__work=Work.ANSWER, state__in=HANDED_IN, response__isnull=False
    )
    assignments = list(rows.select_related("contributor", "unit__place").order_by("pk"))
    scales = scales_of(round_)
    given = given_in(assignments, independent=True)
    found: dict[tuple[str, str, str, str], float] = {}
    for each in assignments:
        for cell, said in given.get(each.pk, {}).items():
            points = scales.points(cell, said.state, said.value)
            if points is not None:
                key = (each.contributor.pseudonym, each.unit.place.code, cell.period, scored_as(cell))
                found[key] = points
    return [(*key, points) for key, points in found.items()]
