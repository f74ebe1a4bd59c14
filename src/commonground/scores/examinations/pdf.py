"""A report as a tagged PDF, set by Typst in the site's typefaces and colours."""

from __future__ import annotations

from importlib import resources

from commonground.core.typesetting import LettersError, set_pdf
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.examination.document import plain
from commonground.scores.examinations.report import Report

TEMPLATE = "report.typ"


def typeset(report: Report) -> bytes:
    """The report as a PDF; the same report gives the same bytes on the same machine.

    Raises a ``CommongroundError`` where it holds a letter that the typefaces do not have.
    """
    template = resources.files(__package__).joinpath(TEMPLATE).read_bytes()
    try:
        # As the template reads it: a cell is a text, a plot or a heat.
        return set_pdf(template, report=plain(report))
    except LettersError as error:
        raise CommongroundError(_lacking(error.letters)) from None


def _lacking(letters: str) -> Problem:
    return Problem(
        code="report-letters",
        message=f'A name in the report holds "{letters}", which the typefaces of the PDF do not have.',
        remedy="Let the report's name end in .html or .json, or write the name in other letters.",
    )
