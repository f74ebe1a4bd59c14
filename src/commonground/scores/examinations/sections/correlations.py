"""Exhibits of correlations: within groups, upward, with other areas, overlapping and silent indicators."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commonground.methods.coherence import Method, Silence
from commonground.methods.examination import Examination, Exhibit
from commonground.methods.examination.words import DASH, number, short
from commonground.scores.examinations.report import Cell, Column, Table
from commonground.scores.examinations.shades import correlation

READ = (
    "Pearson's correlation over places, the stronger the darker; below −0.30 it stands apart without a shade, "
    "above 0.92 it is darkest."
)


def correlation_tables(found: Examination) -> Iterator[Table]:
    """All exhibits of correlations."""
    yield from _within(found)
    yield _upward(found)
    yield from _strays(found)
    yield from _overlaps(found)
    yield from _silent(found)


def _within(found: Examination) -> Iterator[Table]:
    """The parts below the top, and the parts of each of them; deeper groups stand in the JSON document."""
    levels, coherent = found.subject.levels, found.coherence
    shown = [code for code in (levels.top, *levels.children(levels.top)) if code in coherent.groups]
    for number_of, group in enumerate(shown):
        table = coherent.within[Method.PEARSON][coherent.groups.index(group)]
        yield Table(
            code=Exhibit.WITHIN if not number_of else f"{Exhibit.WITHIN}-{number_of}",
            title=f"Correlations within {found.subject.node(group)}",
            note=READ,
            columns=(Column(label=""), *(Column(label=code, kind="heat") for code in table.columns)),
            rows=tuple(
                (
                    f"{code} {short(found.subject.node(code), 40)}",
                    *(
                        "" if other == row else correlation(float(table.values[row, other]), coherent.thresholds)
                        for other in range(len(table.columns))
                    ),
                )
                for row, code in enumerate(table.rows)
            ),
        )


def _upward(found: Examination) -> Table:
    levels, thresholds = found.subject.levels, found.coherence.thresholds
    values = {(each.first, each.second): each.value for each in found.coherence.upward}

    def row(code: str) -> tuple[Cell, ...]:
        above = levels.ancestors(code)
        area = above[-2] if len(above) > 1 else above[0]
        cells = (correlation(values.get((code, each)), thresholds) for each in (above[0], area, levels.top))
        return (f"{code} {short(found.subject.node(code))}", *cells)

    return Table(
        code=Exhibit.UPWARD,
        title="Correlations of indicators with what stands above them",
        note=f"{READ} An indicator is a part of its group, so some correlation comes with the arithmetic.",
        columns=(
            Column(label=""),
            Column(label="its group", kind="heat"),
            Column(label="its area", kind="heat"),
            Column(label="the top", kind="heat"),
        ),
        rows=tuple(row(code) for code in levels.indicators if levels.ancestors(code)),
    )


def _strays(found: Examination) -> Iterator[Table]:
    if found.coherence.strays:
        name = found.subject.node
        yield Table(
            code=Exhibit.STRAYS,
            title="Indicators that go along with another area more than with their own",
            note="Pearson's correlation with the scores of the areas, which are the parts directly below the top.",
            columns=(
                Column(label=""),
                Column(label="own area"),
                Column(label="", kind="number"),
                Column(label="other area"),
                Column(label="", kind="number"),
            ),
            rows=tuple(
                (
                    f"{each.indicator} {short(name(each.indicator))}",
                    short(name(each.own), 24),
                    number(each.own_value, 2),
                    short(name(each.other), 24),
                    number(each.other_value, 2),
                )
                for each in found.coherence.strays
            ),
        )


def _overlaps(found: Examination) -> Iterator[Table]:
    if found.coherence.overlaps:
        name = found.subject.node
        yield Table(
            code=Exhibit.OVERLAPS,
            title="Pairs of indicators that say nearly the same",
            note="Pearson's correlation above 0.92, in the same group or across groups.",
            columns=(
                Column(label="one"),
                Column(label="other"),
                Column(label="group in common"),
                Column(label="correlation", kind="number"),
            ),
            rows=tuple(
                (
                    f"{each.first} {short(name(each.first), 40)}",
                    f"{each.second} {short(name(each.second), 40)}",
                    short(name(each.group), 24) if each.group else DASH,
                    number(each.correlation, 2),
                )
                for each in found.coherence.overlaps
            ),
        )


def _silent(found: Examination) -> Iterator[Table]:
    if found.coherence.silent:
        words = {Silence.FLAT: "the same for every place", Silence.UNHEARD: "weak tie with the top"}
        yield Table(
            code=Exhibit.SILENT,
            title="Indicators that are hardly heard at the top",
            note="Correlation with the top as a line (Pearson) and as a curve (the root of the correlation ratio of a "
            "kernel regression). An index of many indicators has many such.",
            columns=(
                Column(label=""),
                Column(label="why"),
                Column(label="as a line", kind="number"),
                Column(label="as a curve", kind="number"),
            ),
            rows=tuple(
                (
                    f"{each.indicator} {short(found.subject.node(each.indicator))}",
                    words[each.why],
                    number(each.correlation, 2),
                    number(_known(each.curved), 2),
                )
                for each in found.coherence.silent
            ),
        )


def _known(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else value
