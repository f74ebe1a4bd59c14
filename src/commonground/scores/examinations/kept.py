"""A report as it is kept with an edition: plain values, and back."""

from __future__ import annotations

from typing import Any

from commonground.methods.examination.document import plain
from commonground.scores.examinations.report import Cell, Column, Heat, Part, Plot, Report, Sentence, Table

Document = dict[str, Any]


def report_document(report: Report) -> Document:
    """A report as plain values: a cell is a text, a plot or a heat."""
    document: Document = plain(report)
    return document


def report_from_document(document: Document) -> Report:
    """The report that ``report_document`` wrote down."""
    return Report(
        title=document["title"],
        subtitle=document["subtitle"],
        notice=document["notice"],
        lede=document["lede"],
        figures=tuple((number, what) for number, what in document["figures"]),
        look_at=tuple(Sentence(**each) for each in document["look_at"]),
        parts=tuple(map(_part, document["parts"])),
        method=tuple(document["method"]),
    )


def _part(document: Document) -> Part:
    return Part(
        code=document["code"],
        title=document["title"],
        note=document["note"],
        sentences=tuple(Sentence(**each) for each in document["sentences"]),
        tables=tuple(map(_table, document["tables"])),
    )


def _table(document: Document) -> Table:
    return Table(
        code=document["code"],
        title=document["title"],
        note=document["note"],
        columns=tuple(map(_column, document["columns"])),
        rows=tuple(tuple(map(_cell, row)) for row in document["rows"]),
    )


def _column(document: Document) -> Column:
    low, high = document["scale"]
    ticks = tuple((value, label) for value, label in document["ticks"])
    return Column(label=document["label"], kind=document["kind"], scale=(low, high), ticks=ticks)


def _cell(cell: str | Document) -> Cell:
    if isinstance(cell, str):
        return cell
    return Heat(**cell) if "level" in cell else Plot(**cell)
