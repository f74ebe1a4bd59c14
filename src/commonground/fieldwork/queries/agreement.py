"""How far coders agree, as their answers come in: what each said before blinding ended."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from commonground.fieldwork.models import HANDED_IN, Assignment, Round, Work
from commonground.fieldwork.queries.access import not_allowed, permits
from commonground.fieldwork.queries.answers import independent
from commonground.fieldwork.queries.scales import scales_of, scored_as
from commonground.fieldwork.queries.standing import Standing
from commonground.methods.agreement import Agreement, Ratings, Scale, Settings, agreement_of, krippendorff
from commonground.methods.agreement.ratings import Rating

REPORT = Settings(seed=1, resamples=200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A question so far: the coders who answered it, the cells that two or more did, how many differ, and alpha."""

    question: str
    coders: int
    cells: int
    differing: int
    alpha: float | None


def agreement_now(round_: Round, who: Standing, *, scale: Scale = Scale.ORDINAL) -> tuple[Figure, ...]:
    """Krippendorff's alpha of each question that two coders have answered, as answers come in; no intervals.

    Coders of one cell only are compared there. Raises ``NotAllowedError``.
    """
    found = _ratings(round_, who)
    return tuple(_figure(found, question, scale) for question in found.questions) if found else ()


def agreement(
    round_: Round, who: Standing, *, scale: Scale = Scale.ORDINAL, settings: Settings = REPORT
) -> Agreement | None:
    """The whole report over what was handed in, which takes seconds; None before two coders have answered a cell.

    Coders stand under their pseudonyms. A review that sees the answers it reviews is no independent rating, and is
    left out. Raises ``NotAllowedError``.
    """
    found = _ratings(round_, who)
    return agreement_of(found, scale=scale, settings=settings) if found else None


def _ratings(round_: Round, who: Standing) -> Ratings | None:
    """Of the questions that two coders have answered about one unit and period."""
    if not permits(who, "read-all", round_):
        raise not_allowed()
    cells = ratings(round_)
    times = Counter(cell[1:4] for cell in cells)
    shared = {question for (_, _, question), count in times.items() if count > 1}
    kept = [cell for cell in cells if cell[3] in shared]
    return Ratings.from_cells(kept) if kept else None


def _figure(found: Ratings, question: str, scale: Scale) -> Figure:
    values = found.of(question)
    given = ~np.isnan(values)
    paired = values[:, given.sum(axis=0) > 1]
    return Figure(
        question=question,
        coders=int(given.any(axis=1).sum()),
        cells=paired.shape[1],
        differing=int((np.nanmin(paired, axis=0) < np.nanmax(paired, axis=0)).sum()),
        alpha=krippendorff(values, scale),
    )


def ratings(round_: Round) -> list[Rating]:
    """What each coder said of their own accord, in points."""
    rows = Assignment.objects.filter(
        stage__round=round_, stage__work=Work.ANSWER, state__in=HANDED_IN, response__isnull=False
    )
    assignments = list(rows.select_related("contributor", "unit__place").order_by("pk"))
    scales = scales_of(round_)
    by_key = {each.pk: each for each in assignments}
    found: dict[tuple[str, str, str, str], float] = {}
    for key, cell, state, value in independent(assignments):
        points = scales.points(cell, state, value)
        if points is not None:
            each = by_key[key]
            found[each.contributor.pseudonym, each.unit.place.code, cell.period, scored_as(cell)] = points
    return [(*key, points) for key, points in found.items()]
