"""Findings about what ranks owe to the assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from commonground.methods.examination.finding import Exhibit, Finding, Section
from commonground.methods.examination.subject import Subject
from commonground.methods.examination.words import count, listed, number, per_cent, sentence
from commonground.methods.robustness import Factor, RankInterval, RankIntervals, Robustness

EVEN = 0.6
"""Of two neighbours, the upper one is hardly above the lower where that is so in fewer runs than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Two units that follow one another in rank, and the share of runs in which the upper stands above the lower."""

    upper: str
    lower: str
    share: float


def neighbours(robust: Robustness) -> tuple[Neighbours, ...]:
    """Every two units that follow one another in the nominal ranking, from the top; those that tie are left out."""
    ranks = robust.simulation.nominal_ranks
    units = robust.simulation.units
    order = [int(at) for at in np.argsort(ranks, kind="stable") if ranks[at]]
    return tuple(
        Neighbours(upper=units[one], lower=units[other], share=float(robust.above[one, other]))
        for one, other in pairwise(order)
        if ranks[one] < ranks[other] and not np.isnan(robust.above[one, other])
    )


def assumptions(found: RankIntervals) -> str:
    """The assumptions that were varied, in words."""
    return listed(found.assumptions, len(found.assumptions))


def brief(factors: Sequence[Factor]) -> dict[str, str]:
    """The title of each assumption, by code, without its alternatives in brackets; in full where two are alike."""
    heads = [factor.title.split(" (", 1)[0] for factor in factors]
    return {
        factor.code: head if heads.count(head) == 1 else factor.title
        for factor, head in zip(factors, heads, strict=True)
    }


def rank_findings(subject: Subject, robust: Robustness) -> Iterator[Finding]:
    """How far ranks move, and which of them can be told apart."""
    known = [each for each in robust.intervals.units if each.lower is not None and each.nominal]
    if not known:
        return
    yield _widths(subject, robust.intervals, known)
    yield from _outside(subject, known)
    yield from _first(subject, robust, known)
    yield from _neighbours(subject, robust)
    yield from _swaps(subject, robust)
    yield from _acceptability(subject, robust)


def _width(each: RankInterval) -> float:
    return (each.upper or 0.0) - (each.lower or 0.0)


def _widths(subject: Subject, found: RankIntervals, known: Sequence[RankInterval]) -> Finding:
    widths = sorted(_width(each) for each in known)
    middle = float(np.median(widths))
    widest = max(known, key=_width)
    return Finding(
        section=Section.ROBUSTNESS,
        code="rank-intervals",
        exhibit=Exhibit.RANKS,
        text=f"The assumptions varied are {assumptions(found)}. The middle {per_cent(found.level)} of "
        f"{number(found.runs)} runs span {number(middle, 1)} ranks for the place in the middle, and most for "
        f"{subject.unit(widest.unit)}: ranks {number(widest.lower)} to {number(widest.upper)}, "
        f"{number(widest.nominal)} as published.",
        figures={"middle_width": middle, "widest": _width(widest), "level": found.level, "runs": found.runs},
        about=(widest.unit,),
    )


def _outside(subject: Subject, known: Sequence[RankInterval]) -> Iterator[Finding]:
    out = [e for e in known if not (e.lower or 0.0) <= (e.nominal or 0) <= (e.upper or 0.0)]
    if out:
        names = [f"{subject.unit(e.unit)} ({number(e.nominal)}, {number(e.lower)} to {number(e.upper)})" for e in out]
        yield Finding(
            section=Section.ROBUSTNESS,
            code="rank-outside",
            exhibit=Exhibit.RANKS,
            text=f"{sentence(count(len(out), 'place has', 'places have'))} a published rank outside the interval: "
            f"{listed(names)}.",
            figures={"units": len(out)},
            about=tuple(e.unit for e in out),
            look="These ranks owe much to the choices as they are; say so where they are published.",
        )


def _first(subject: Subject, robust: Robustness, known: Sequence[RankInterval]) -> Iterator[Finding]:
    leader = min(known, key=lambda each: each.nominal or 0)
    at = robust.simulation.units.index(leader.unit)
    share = float((robust.simulation.ranks[:, at] == 1).mean())
    yield Finding(
        section=Section.ROBUSTNESS,
        code="rank-first",
        exhibit=Exhibit.RANKS,
        text=f"{subject.unit(leader.unit)}, first as published, is first in {per_cent(share)} of the runs.",
        figures={"share": share},
        about=(leader.unit,),
    )


def _neighbours(subject: Subject, robust: Robustness) -> Iterator[Finding]:
    each = neighbours(robust)
    if not each:
        return
    close = [pair for pair in each if pair.share < EVEN]
    nearest = min(each, key=lambda pair: pair.share)
    yield Finding(
        section=Section.ROBUSTNESS,
        code="neighbours",
        exhibit=Exhibit.NEIGHBOURS,
        text=f"Of {number(len(each))} pairs of neighbours in the ranking, {number(len(close)) if close else 'none'} "
        f"{'stands' if len(close) == 1 else 'stand'} in the published order in less than {per_cent(EVEN)} of the runs; "
        f"the least sure is {subject.unit(nearest.upper)} above {subject.unit(nearest.lower)} "
        f"({per_cent(nearest.share)}).",
        figures={"pairs": len(each), "close": len(close), "least": nearest.share},
        about=(nearest.upper, nearest.lower),
        look="Write of such neighbours as near to each other, not as one before the other." if close else "",
    )


def _swaps(subject: Subject, robust: Robustness) -> Iterator[Finding]:
    swaps = [(each.moved, each) for each in robust.changes.swaps if each.moved is not None] if robust.changes else []
    if swaps:
        moved, least = min(swaps, key=lambda pair: pair[0])
        yield Finding(
            section=Section.ROBUSTNESS,
            code="weight-swap",
            exhibit=Exhibit.SWAPS,
            text=f"The smallest change of weights that lets a place catch up with the one above it moves "
            f"{number(moved * 100, 2)} of 100 points of weight: {subject.unit(least.below)} then reaches "
            f"{subject.unit(least.above)}.",
            figures={"moved": moved},
            about=(least.above, least.below),
        )


def _acceptability(subject: Subject, robust: Robustness) -> Iterator[Finding]:
    if robust.acceptability is None:
        return
    first = robust.acceptability[:, 0]
    reach = int((first > 0).sum())
    most = int(np.argmax(first))
    unit = robust.simulation.units[most]
    yield Finding(
        section=Section.ROBUSTNESS,
        code="acceptability",
        exhibit=Exhibit.ACCEPTABILITY,
        text=f"Over all weights that there could be, {count(reach, 'place reaches', 'places reach')} the first rank at "
        f"some; {subject.unit(unit)} most often ({per_cent(float(first[most]))}).",
        figures={"places": reach, "share": float(first[most])},
        about=(unit,),
    )
