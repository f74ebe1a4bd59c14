"""Exhibits of what groups are made of: consistency and components, effective weights, influence."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.coherence import Components, Consistency
from commonground.methods.examination import Examination, Exhibit
from commonground.methods.examination.words import number, per_cent, short
from commonground.scores.examinations.report import Cell, Column, Plot, Table

MOST = 30
GRID = (0.05, 0.1, 0.2, 0.25, 0.5)


def composition_tables(found: Examination) -> Iterator[Table]:
    """All exhibits of composition."""
    yield _consistency(found)
    yield from _weights(found)
    if found.coherence.influences:
        yield _influence(found)


def _consistency(found: Examination) -> Table:
    coherent = found.coherence
    return Table(
        code=Exhibit.CONSISTENCY,
        title="How far the parts of each group vary together",
        note="Cronbach's alpha, whole and without one part at a time; the share of the first principal component; how "
        "many components are more than chance (Horn's parallel analysis, 95th percentile of 200 random sets). They "
        "describe: parts of a policy index need not vary together, and none is to be taken out on their account.",
        columns=(
            Column(label="group"),
            *(
                Column(label=label, kind="number")
                for label in ("parts", "places", "alpha", "without one part", "first component", "components")
            ),
        ),
        rows=tuple(
            _row(found, each, parts) for each, parts in zip(coherent.consistencies, coherent.components, strict=True)
        ),
    )


def _row(found: Examination, each: Consistency, parts: Components) -> tuple[Cell, ...]:
    without = [alpha for alpha in each.without if alpha is not None]
    return (
        short(found.subject.node(each.group), 44),
        number(len(each.children)),
        number(each.units),
        number(each.alpha, 2),
        f"{number(min(without), 2)} to {number(max(without), 2)}" if without else number(None),
        per_cent(float(parts.explained[0])) if len(parts.explained) else number(None),
        number(parts.kept) if len(parts.eigenvalues) else number(None),
    )


def _weights(found: Examination) -> Iterator[Table]:
    levels = found.subject.levels
    shown = [code for code in (levels.top, *levels.children(levels.top)) if code in found.coherence.importances]
    for number_of, group in enumerate(shown):
        each = found.coherence.importances[group]
        largest = max([0.05, *(v for e in each for v in (e.nominal, e.effective_linear, e.effective_curved) if v)])
        step = next((size for size in GRID if largest / size <= 5), 0.5)  # noqa: PLR2004 -- ticks that fit a column
        end = step * -(-largest // step)
        ticks = tuple((step * at, per_cent(step * at)) for at in range(round(end / step) + 1))
        yield Table(
            code=Exhibit.WEIGHTS if not number_of else f"{Exhibit.WEIGHTS}-{number_of}",
            title=f"Weights in {found.subject.node(group)}: nominal and effective",
            note="Effective weights are shares of the correlation ratios with the group's score, as a line (R²) and as "
            "a curve (local linear kernel regression); Paruolo, Saisana and Saltelli (2013). Tick: nominal; dot: line; "
            "the grey line leads to the curve.",
            columns=(
                Column(label=""),
                *(Column(label=label, kind="number") for label in ("nominal", "line", "curve")),
                Column(label="", kind="plot", scale=(0.0, end), ticks=ticks),
            ),
            rows=tuple(
                (
                    short(found.subject.node(e.child), 40),
                    per_cent(e.nominal),
                    per_cent(e.effective_linear),
                    per_cent(e.effective_curved),
                    Plot(low=e.effective_linear, high=e.effective_curved, dot=e.effective_linear, tick=e.nominal),
                )
                for e in each
            ),
        )


def _influence(found: Examination) -> Table:
    each = sorted(found.coherence.influences, key=lambda e: -(e.mean_shift or 0.0))[:MOST]
    return Table(
        code=Exhibit.INFLUENCE,
        title="What leaving out one part does to ranks",
        note=f"The {number(len(each))} parts of most influence of {number(len(found.coherence.influences))}. A lookup "
        "table is left out as a whole. The agreement is Spearman's correlation of the two rankings.",
        columns=(
            Column(label=""),
            Column(label="mean change", kind="number"),
            Column(label="largest", kind="number"),
            Column(label="place"),
            Column(label="agreement", kind="number"),
        ),
        rows=tuple(
            (
                f"{e.code} {short(found.subject.node(e.code))}",
                number(e.mean_shift, 2),
                number(e.largest_shift),
                found.subject.unit(e.unit) if e.largest_shift else "",
                number(e.agreement, 3),
            )
            for e in each
        ),
    )
