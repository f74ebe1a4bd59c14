"""A report as a tagged PDF, set by Typst in the site's typefaces and colours."""

from __future__ import annotations

from dataclasses import asdict, replace
from importlib import resources
from typing import Any

from commonground.core.typesetting import set_pdf
from commonground.methods.questionnaires.texts import base_of
from commonground.publishing.charts.marks import marks_of
from commonground.publishing.reports.content import Block, Facts, Heading, Picture, Report, Table, Text
from commonground.publishing.reports.writers.drawings import drawing

TEMPLATE = "report.typ"
TILES = 0.66
"""How much of the width a grid of tiles takes up; it would fill the page."""
NAMES: dict[type, str] = {Table: "table", Picture: "picture", Text: "text", Facts: "facts", Heading: "heading"}


def pdf(report: Report) -> bytes:
    """The report as a PDF. Raises ``LettersError`` where the typefaces lack a letter, in a text or in a drawing."""
    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    return set_pdf(template, report=plain(report))


def plain(report: Report) -> dict[str, Any]:
    """The report as the template reads it."""
    said = asdict(replace(report, sections=())) | {"foreign": base_of(report.foreign)}
    said["sections"] = [
        {
            "code": section.code,
            "title": section.title,
            "note": section.note,
            "own": list(section.own),
            "blocks": [_block(each) for each in section.blocks],
        }
        for section in report.sections
    ]
    return said


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Picture):
        width, height, marks = marks_of(drawing(block))
        return {
            "is": "picture",
            "code": block.code,
            "title": block.title,
            "note": block.note,
            "alt": block.alt,
            "width": width,
            "height": height,
            "share": TILES if block.chart.form == "tiles" else 1.0,
            "marks": marks,
        }
    if isinstance(block, Table):
        return {
            "is": "table",
            "code": block.code,
            "title": block.title,
            "note": block.note,
            "columns": [asdict(each) for each in block.columns],
            "rows": [[each if isinstance(each, str) else asdict(each) for each in row] for row in block.rows],
            "marked": sorted(block.marked),
            "own": block.own,
        }
    return {"is": NAMES[type(block)], **asdict(block)}
