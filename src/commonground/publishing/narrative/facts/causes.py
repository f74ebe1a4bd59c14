"""Why figures differ between this edition and the one before, split into the engine's six causes."""

from __future__ import annotations

import numpy as np

from commonground.methods.whatif import Cause
from commonground.publishing.display import decimals, rounded
from commonground.publishing.narrative.facts.bits import cell, noun
from commonground.publishing.narrative.values import Cell, Clause, Clauses, Count, Fact, Points, Score, Value, When
from commonground.publishing.queries.earlier import Earlier, causes_of, edition_before
from commonground.publishing.queries.opened import Opened, PeriodInfo


def place_causes(opened: Opened, place: str, period: PeriodInfo) -> Fact | None:
    """How a place's score for a period differs from the one that the edition before gave it."""
    older, node = edition_before(opened), opened.headline
    after = opened.card[node, place, period.code]
    if older is None or after is None:
        return None
    found = causes_of(opened, older, period.code, node)
    key, values = f"place:{place}:{period.code}:edition", _editions(opened, older, period)
    before = None
    if found is not None and place in found.places:
        near = float(found.before[found.places.index(place)])
        before = None if np.isnan(near) else near
    cells = (
        cell(node, place, period, f"score:edition {older.number}", before),
        cell(node, place, period, "score", after),
    )
    shares = found[place] if found is not None and before is not None else None
    if before is None or shares is None:
        return Fact(key=key, code="causes.new", values=values, cells=cells)
    clauses, told = split(shares, node, place, period)
    values |= {"before": Score(before), "after": Score(after), "causes": clauses}
    still = not rounded(after - before, decimals() + 1)
    code = ("causes.offset" if clauses.clauses else "causes.still") if still else "causes.moved"
    return Fact(key=key, code=code, values=values, cells=(*cells, *told))


def mean_causes(opened: Opened, places: tuple[str, ...], period: PeriodInfo, node: str, key: str) -> Fact | None:
    """The mean of several places, split likewise."""
    older = edition_before(opened)
    found = causes_of(opened, older, period.code, node) if older is not None else None
    if older is None or found is None:
        return None
    rows = [at for at, place in enumerate(found.places) if place in places and not np.isnan(found.shares[at, 0])]
    if not rows:
        return None
    shares = dict(zip(found.causes, found.shares[rows].mean(axis=0).tolist(), strict=True))
    moved = float((found.after[rows] - found.before[rows]).mean())
    clauses, cells = split(shares, node, "", period)
    values = _editions(opened, older, period) | {
        "places": Count(len(rows), noun(opened)),
        "points": Points(moved),
        "causes": clauses,
    }
    return Fact(
        key=key,
        code="causes.mean" if clauses.clauses else "causes.mean_still",
        values=values,
        cells=(cell(node, "", period, f"change:edition {older.number}", moved), *cells),
    )


def split(shares: dict[Cause, float], node: str, place: str, period: PeriodInfo) -> tuple[Clauses, tuple[Cell, ...]]:
    """The causes that can be seen in print, the largest first."""
    seen = {cause: share for cause, share in shares.items() if rounded(share, decimals() + 1)}
    ordered = sorted(seen.items(), key=lambda each: -abs(round(each[1], 9)))
    clauses = Clauses(tuple(Clause(f"cause.{cause}", {"points": Points(share)}) for cause, share in ordered))
    return clauses, tuple(cell(node, place, period, f"cause:{cause}", share) for cause, share in ordered)


def _editions(opened: Opened, older: Earlier, period: PeriodInfo) -> dict[str, Value]:
    return {
        "older": Count(older.number),
        "newer": Count(opened.edition.number),
        "period": When(period.label),
    }
