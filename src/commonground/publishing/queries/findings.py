"""Findings in a sentence, written from the data. Where nothing stands out, the sentence says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.index.framework import Band
from commonground.publishing.display import change as signed
from commonground.publishing.display import points, score, shown_change
from commonground.publishing.queries.changes import Changes, NodeMove
from commonground.publishing.queries.figures import SAME, NodeFigure, PlaceFigure
from commonground.publishing.queries.opened import PeriodInfo
from commonground.publishing.words import clauses, count, listed, sentence

CLOSE, LITTLE = 0.05, 0.01
"""Means nearer than the first share of the scale are said to lie close together; a move below the second is little."""
LEADERS = 3
SURE = 1.96
"""A z-score beyond which chance alone is an unlikely reason."""


def of_ranking(rows: Sequence[PlaceFigure], bands: Sequence[Band]) -> str:
    """Who scores highest, and where the others lie."""
    scored = [row for row in rows if row.figure.score is not None]
    if not scored:
        return _("No place has a score in this period")
    leaders = [row.name for row in scored if (row.figure.rank or 0) <= LEADERS]
    if len(leaders) > LEADERS + 1:
        leaders = [row.name for row in scored if row.figure.rank == 1]
    first = (
        ngettext("%(names)s scores highest", "%(names)s score highest", len(leaders)) % {"names": listed(leaders)}
        if len(leaders) <= LEADERS + 1
        else _("%(count)s places share the highest score") % {"count": sentence(count(len(leaders)))}
    )
    second = _where_most_lie(scored, bands)
    return clauses((first, second)) if second else first


def _where_most_lie(rows: Sequence[PlaceFigure], bands: Sequence[Band]) -> str:
    held = [(sum(row.figure.band == band for row in rows), band) for band in bands]
    size, band = max(held, key=lambda pair: pair[0], default=(0, None))
    if band is None or size == len(rows) == 1:
        return ""
    return ngettext(
        "%(size)s of %(all)s places is in the band “%(band)s”",
        "%(size)s of %(all)s places are in the band “%(band)s”",
        size,
    ) % {"size": count(size), "all": len(rows), "band": band.label}


def of_areas(means: Sequence[tuple[str, float | None]], scale: tuple[float, float]) -> str:
    """The area with the highest mean and the one with the lowest."""
    known = sorted(((title, value) for title, value in means if value is not None), key=lambda pair: -pair[1])
    if not known:
        return _("No area has a score in this period")
    (top, high), (bottom, low) = known[0], known[-1]
    if len(known) == 1:
        return _("The mean of %(area)s is %(mean)s of %(full)s") % {
            "area": top,
            "mean": score(high),
            "full": score(scale[1]),
        }
    if high - low < points(CLOSE):
        return _("The areas lie close together: their means lie between %(low)s and %(high)s") % {
            "low": score(low),
            "high": score(high),
        }
    return _("%(top)s has the highest mean, %(high)s of %(full)s; %(bottom)s the lowest, %(low)s") % {
        "top": top,
        "high": score(high),
        "bottom": bottom,
        "low": score(low),
        "full": score(scale[1]),
    }


def of_changes(changes: Changes) -> str:
    """Who moved most, and how many moved down."""
    moved = [move for move in changes.moves if shown_change(move.change)]
    if not moved:
        return _("No score has moved since %(period)s") % {"period": changes.since.label}
    best = moved[0] if moved[0].change > 0 else None
    worst = moved[-1] if moved[-1].change < 0 else None
    words = {"period": changes.since.label}
    if best:
        words |= {"best": best.name, "rise": signed(best.change)}
    if worst:
        words |= {"worst": worst.name, "fall": signed(worst.change)}
    if best and worst:
        return _("%(best)s rose most since %(period)s (%(rise)s), %(worst)s fell most (%(fall)s)") % words
    if best:
        return _("%(best)s rose most since %(period)s (%(rise)s); no place fell") % words
    return _("%(worst)s fell most since %(period)s (%(fall)s); no place rose") % words


def of_moves(moves: Sequence[NodeMove]) -> str:
    """Which area gained most, and which lost."""
    known = sorted((m for m in moves if m.change is not None), key=lambda m: -(m.change or 0.0))
    if not known or all(not shown_change(m.change or 0.0) for m in known):
        return _("No area has moved")
    best, last = known[0], known[-1]
    if shown_change(best.change or 0.0) <= 0:
        return _("No area rose; %(area)s fell most") % {"area": last.title}
    if shown_change(last.change or 0.0) < 0:
        return _("%(best)s gained most, %(last)s lost ground") % {"best": best.title, "last": last.title}
    return _("%(best)s gained most; no area lost ground") % {"best": best.title}


def of_place(areas: Sequence[NodeFigure]) -> str:
    """Where a place lies against the means of the areas."""
    known = [a for a in areas if a.figure.score is not None and a.mean is not None]
    above = [a.node.title for a in known if (a.figure.score or 0.0) > (a.mean or 0.0) + SAME]
    below = [a.node.title for a in known if (a.figure.score or 0.0) < (a.mean or 0.0) - SAME]
    if not known:
        return _("No area has a score")
    if len(known) == 1:
        return _("Above the mean") if above else _("Below the mean") if below else _("At the mean")
    if not below:
        return _("Above the mean in every area") if len(above) == len(known) else _("At or above the mean everywhere")
    if not above:
        return _("Below the mean in every area") if len(below) == len(known) else _("At or below the mean everywhere")
    if len(below) <= len(above):
        return _("Above the mean everywhere but in %(areas)s") % {"areas": listed(below)}
    return _("Below the mean everywhere but in %(areas)s") % {"areas": listed(above)}


def of_map(alike: float | None) -> str:
    """Whether neighbouring tiles have similar scores (``alike``: a z-score)."""
    if alike is None:
        return _("The places on one map")
    if alike > SURE:
        return _("Neighbouring places tend to have similar scores")
    if alike < -SURE:
        return _("Neighbouring places tend to have unlike scores")
    return _("High and low scores lie side by side; no part of the map stands apart")


def of_history(series: Sequence[tuple[str, Sequence[float | None]]], periods: Sequence[PeriodInfo]) -> str:
    """The largest move of one area between two neighbouring periods with scores."""
    steps = [
        (after - before, title, periods[start].label, periods[end].label)
        for title, scores in series
        for (start, before), (end, after) in pairwise([(n, s) for n, s in enumerate(scores) if s is not None])
    ]
    if not steps:
        return _("Scores exist for one period only")
    move, title, first, last = max(steps, key=lambda step: abs(step[0]))
    if abs(move) < points(LITTLE):
        if points(LITTLE) == 1:
            return _("No score has moved by a whole point")
        return _("No score has moved by a hundredth of the scale")
    words = {"area": title, "change": signed(move), "first": first, "last": last}
    if move > 0:
        return _("%(area)s rose most, between %(first)s and %(last)s (%(change)s)") % words
    return _("%(area)s fell most, between %(first)s and %(last)s (%(change)s)") % words
