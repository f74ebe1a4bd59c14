"""A report as a tagged PDF, set by Typst in the site's typefaces and colours."""

from __future__ import annotations

import json
import re
from importlib import resources

from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.examination.document import plain
from commonground.scores.examinations.report import Report

TEMPLATE = "report.typ"
FACES = ("font_source_sans_pro", "font_source_serif_pro")
COLOUR = re.compile(r"--([a-z]+(?:-\d)?): (?:light-dark\()?(#[0-9a-f]{6})")
LACKING = re.compile(r'the text `"(.*?)"` could not be displayed')
STANDARD = "ua-1"
"""PDF/UA: headings, tables and reading order are tagged, and the language and title are stated."""


def typeset(report: Report) -> bytes:
    """The report as a PDF; the same report gives the same bytes on the same machine.

    Raises a ``CommongroundError`` where it holds a letter that the typefaces do not have.
    """
    import typst  # noqa: PLC0415 -- a large library that few commands need

    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    folders = [str(resources.files(face).joinpath("files")) for face in FACES]
    try:
        whole: bytes = typst.compile(
            template,
            font_paths=folders,
            ignore_system_fonts=True,
            pdf_standards=[STANDARD],
            sys_inputs={"report": json.dumps(_document(report)), "colours": json.dumps(_colours())},
        )
    except typst.TypstError as error:
        if lacking := LACKING.search(str(error)):
            raise CommongroundError(_lacking(lacking[1])) from None
        raise
    return whole


def _lacking(letters: str) -> Problem:
    return Problem(
        code="report-letters",
        message=f'A name in the report holds "{letters}", which the typefaces of the PDF do not have.',
        remedy="Let the report's name end in .html or .json, or write the name in other letters.",
    )


def _document(report: Report) -> dict[str, object]:
    """The report as the template reads it: a cell is a text, a plot or a heat."""
    document: dict[str, object] = plain(report)
    return document


def _colours() -> dict[str, str]:
    """The light colours of the site's tokens."""
    sheet = resources.files("commonground.site").joinpath("static/site/commonground.css").read_text(encoding="utf-8")
    return dict(reversed(COLOUR.findall(sheet)))
