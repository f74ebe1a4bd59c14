"""A report as a tagged PDF, set by Typst in the site's typefaces and colours."""

from __future__ import annotations

import json
import re
from importlib import resources

from commonground.methods.examination.document import plain
from commonground.scores.examinations.report import Report

TEMPLATE = "report.typ"
FACES = ("font_source_sans_pro", "font_source_serif_pro")
COLOUR = re.compile(r"--([a-z]+(?:-\d)?): (?:light-dark\()?(#[0-9a-f]{6})")
STANDARD = "ua-1"
"""PDF/UA: headings, tables and reading order are tagged, and the language and title are stated."""


def typeset(report: Report) -> bytes:
    """The report as a PDF; the same report gives the same bytes on the same machine."""
    import typst  # noqa: PLC0415 -- a large library that few commands need

    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    folders = [str(resources.files(face).joinpath("files")) for face in FACES]
    whole: bytes = typst.compile(
        template,
        font_paths=folders,
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        sys_inputs={"report": json.dumps(_document(report)), "colours": json.dumps(_colours())},
    )
    return whole


def _document(report: Report) -> dict[str, object]:
    """The report as the template reads it: a cell is a text, a plot or a heat."""
    document: dict[str, object] = plain(report)
    return document


def _colours() -> dict[str, str]:
    """The light colours of the site's tokens."""
    sheet = resources.files("commonground.site").joinpath("static/site/commonground.css").read_text(encoding="utf-8")
    return dict(reversed(COLOUR.findall(sheet)))
