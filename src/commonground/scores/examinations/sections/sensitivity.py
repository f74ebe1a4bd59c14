"""Exhibits of sensitivity: Sobol indices, and which assumption moves which rank."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.examination import Examination, Exhibit
from commonground.methods.examination.findings.ranks import brief
from commonground.methods.examination.words import number, sentence
from commonground.methods.robustness import Estimate
from commonground.scores.examinations.report import Column, Plot, Table
from commonground.scores.examinations.shades import shift

TICKS = ((0.0, "0"), (0.5, "0.5"), (1.0, "1"))


def sensitivity_tables(found: Examination) -> Iterator[Table]:
    """All exhibits of sensitivity."""
    yield _sobol(found)
    yield _moves(found)


def _sobol(found: Examination) -> Table:
    sensed = found.robustness.sensitivity
    return Table(
        code=Exhibit.SOBOL,
        title="Which assumption accounts for the changes of rank",
        note=f"Sobol indices of the mean absolute change of rank from {number(sensed.runs)} runs: of an assumption "
        "alone (first order, tick) and with all that it meets (total, dot), with the bootstrap interval of the total "
        "(line).",
        columns=(
            Column(label=""),
            Column(label="alone", kind="number"),
            Column(label="total", kind="number"),
            Column(label="total, interval", kind="number"),
            Column(label="", kind="plot", ticks=TICKS),
        ),
        rows=tuple(
            (
                sentence(each.factor.title),
                number(each.first.value, 2),
                number(each.total.value, 2),
                f"{number(each.total.lower, 2)} to {number(each.total.upper, 2)}",
                _plot(each.first, each.total),
            )
            for each in sorted(sensed.effects, key=lambda effect: -effect.total.value)
        ),
    )


def _plot(first: Estimate, total: Estimate) -> Plot:
    return Plot(low=total.lower, high=total.upper, dot=total.value, tick=max(first.value, 0.0))


def _moves(found: Examination) -> Table:
    moved = found.robustness.moves
    order = sorted((at for at in range(len(moved.units)) if moved.nominal[at]), key=lambda at: moved.nominal[at])
    shifts = {(f, u): moved.largest(f, u) for f in range(len(moved.factors)) for u in order}
    most = max([1, *(value for value in shifts.values() if value)])
    return Table(
        code=Exhibit.MOVES,
        title="Which assumption moves which rank",
        note="The most ranks that one assumption alone takes a place from its published one, all others as they are.",
        columns=(
            Column(label=""),
            Column(label="rank", kind="number"),
            *(Column(label=label, kind="heat") for label in brief(moved.factors).values()),
        ),
        rows=tuple(
            (
                found.subject.unit(moved.units[at]),
                number(int(moved.nominal[at])),
                *(shift(shifts[factor, at], most) for factor in range(len(moved.factors))),
            )
            for at in order
        ),
    )
