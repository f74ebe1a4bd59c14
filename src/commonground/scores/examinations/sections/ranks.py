"""Exhibits of robustness: rank intervals, neighbours, weight changes, acceptability."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonground.methods.examination import Examination, Exhibit, assumptions, neighbours
from commonground.methods.examination.words import DASH, number, per_cent, short
from commonground.methods.robustness import Crossing, WeightChanges
from commonground.scores.examinations.report import Column, Plot, Table
from commonground.scores.examinations.shades import share

EVERY = 10
FEW = 30


def rank_tables(found: Examination) -> Iterator[Table]:
    """All exhibits of robustness."""
    yield _intervals(found)
    yield _neighbours(found)
    if found.robustness.acceptability is not None:
        yield _acceptability(found, found.robustness.acceptability)
    if found.robustness.changes is not None:
        yield _stability(found, found.robustness.changes)
        yield _swaps(found, found.robustness.changes)


def _intervals(found: Examination) -> Table:
    robust = found.robustness.intervals
    each = sorted((e for e in robust.units if e.nominal), key=lambda e: e.nominal or 0)
    last = max([1, *(e.nominal or 0 for e in each), *(e.worst or 0 for e in each)])
    step = EVERY if last > FEW else EVERY // 2
    inner = tuple((float(at), number(at)) for at in range(step, last, step) if last - at > step / 2)
    ticks = ((1.0, "1"), *inner, (float(last), number(last)))
    return Table(
        code=Exhibit.RANKS,
        title="The interval of every rank",
        note=f"The middle {per_cent(robust.level)} of {number(robust.runs)} runs in which these assumptions vary: "
        f"{assumptions(robust)}. These are not confidence intervals: they say what these choices do to a rank, "
        "and nothing about others. Dot: rank as published; tick: median of the runs.",
        columns=(
            Column(label=""),
            Column(label="score", kind="number"),
            Column(label="rank", kind="number"),
            Column(label="interval", kind="number"),
            Column(label="all runs", kind="number"),
            Column(label="", kind="plot", scale=(1.0, float(last)), ticks=ticks),
        ),
        rows=tuple(
            (
                found.subject.unit(e.unit),
                number(e.nominal_score, 1),
                number(e.nominal),
                f"{number(e.lower)} to {number(e.upper)}" if e.lower is not None else DASH,
                f"{number(e.best)} to {number(e.worst)}" if e.best is not None else DASH,
                Plot(low=e.lower, high=e.upper, dot=e.nominal, tick=e.median),
            )
            for e in each
        ),
    )


def _neighbours(found: Examination) -> Table:
    return Table(
        code=Exhibit.NEIGHBOURS,
        title="How surely each place stands above the next",
        note="The share of runs, of those in which both have a score, in which the upper place stands above the lower. "
        "The JSON document has it for every pair.",
        columns=(Column(label="place"), Column(label="the next"), Column(label="above in", kind="heat")),
        rows=tuple(
            (found.subject.unit(each.upper), found.subject.unit(each.lower), share(each.share))
            for each in neighbours(found.robustness)
        ),
    )


def _acceptability(found: Examination, shares: np.ndarray) -> Table:
    units, ranks = found.robustness.simulation.units, found.robustness.simulation.nominal_ranks
    rows = []
    for at in np.argsort(ranks, kind="stable"):
        reached = np.flatnonzero(shares[at] > 0)
        if ranks[at] and reached.size:
            often = int(np.argmax(shares[at]))
            rows.append(
                (
                    found.subject.unit(units[at]),
                    share(float(shares[at, 0])),
                    share(float(shares[at, :3].sum())),
                    f"{number(often + 1)} ({per_cent(float(shares[at, often]))})",
                    f"{number(int(reached[0]) + 1)} to {number(int(reached[-1]) + 1)}",
                )
            )
    return Table(
        code=Exhibit.ACCEPTABILITY,
        title="Which ranks other weights would give",
        note="Over all weights of the parts directly below the top, every set equally likely (stochastic "
        "multicriteria acceptability analysis; Lahdelma and Salminen, 2001).",
        columns=(
            Column(label=""),
            Column(label="first", kind="heat"),
            Column(label="first three", kind="heat"),
            Column(label="most often", kind="number"),
            Column(label="from … to", kind="number"),
        ),
        rows=tuple(rows),
    )


def _stability(found: Examination, changes: WeightChanges) -> Table:
    def crossing(each: Crossing | None) -> tuple[str, str]:
        if each is None:
            return DASH, ""
        return per_cent(each.weight), f"{found.subject.unit(each.above)} and {found.subject.unit(each.below)}"

    return Table(
        code=f"{Exhibit.SWAPS}-stability",
        title="Between which weights no two places change order",
        note="One weight moves, the others keep their proportions; the first two places to tie are named.",
        columns=(
            Column(label=""),
            Column(label="weight", kind="number"),
            Column(label="down to", kind="number"),
            Column(label="then tie"),
            Column(label="up to", kind="number"),
            Column(label="then tie"),
        ),
        rows=tuple(
            (
                short(found.subject.node(each.child), 40),
                per_cent(each.weight),
                *crossing(each.lower),
                *crossing(each.upper),
            )
            for each in changes.intervals
        ),
    )


def _swaps(found: Examination, changes: WeightChanges) -> Table:
    known = sorted((e for e in changes.swaps if e.moved is not None), key=lambda e: e.moved or 0.0)
    return Table(
        code=Exhibit.SWAPS,
        title="The smallest changes of weights that swap neighbours",
        note="How many of 100 points of weight move from some parts to another until the lower place has caught up: "
        f"the {number(min(len(known), FEW))} smallest.",
        columns=(Column(label="place"), Column(label="the next"), Column(label="points of weight", kind="number")),
        rows=tuple(
            (found.subject.unit(e.above), found.subject.unit(e.below), number((e.moved or 0.0) * 100, 2))
            for e in known[:FEW]
        ),
    )
