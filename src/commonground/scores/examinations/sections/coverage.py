"""Exhibits of data coverage."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.examination import Examination, Exhibit, Share
from commonground.methods.examination.words import number, per_cent, short
from commonground.scores.examinations.report import Column, Plot, Table

TICKS = ((0.0, "0%"), (0.5, "50%"), (1.0, "100%"))


def coverage_tables(found: Examination) -> Iterator[Table]:
    """The coverage of every place, and of the indicators that have gaps."""
    subject = found.subject
    short_of = [each for each in subject.coverage.units if each.given < each.asked]
    units = [("All places", subject.coverage.whole), *((subject.unit(each.code), each) for each in short_of)]
    yield _table(Exhibit.UNITS, "Values that are there: all places, and those with gaps", units)
    gaps = [each for each in subject.coverage.indicators if each.given < each.asked]
    if gaps:
        rows = [(f"{each.code} {short(subject.node(each.code))}", each) for each in gaps]
        yield _table(Exhibit.INDICATORS, "Indicators with gaps", rows)


def _table(exhibit: Exhibit, title: str, rows: list[tuple[str, Share]]) -> Table:
    return Table(
        code=exhibit,
        title=title,
        note="Of the values that the index asks for; what does not apply is not asked. The tick marks 65%, "
        "which the JRC's COIN Tool recommends as the least.",
        columns=(
            Column(label=""),
            Column(label="given", kind="number"),
            Column(label="asked", kind="number"),
            Column(label="share", kind="number"),
            Column(label="", kind="plot", ticks=TICKS),
        ),
        rows=tuple(
            (
                name,
                number(each.given),
                number(each.asked),
                per_cent(each.share),
                Plot(dot=each.share, tick=0.65 if each.share is not None else None),
            )
            for name, each in rows
        ),
    )
