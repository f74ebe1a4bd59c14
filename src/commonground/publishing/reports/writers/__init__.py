"""The writers of reports: PDF, Word, HTML and slides. Each prints what stands in the report, and computes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import override

from commonground.publishing.display import printed_on
from commonground.publishing.reports.content import Report
from commonground.publishing.reports.kinds import locale_of
from commonground.publishing.reports.writers.pdf import pdf
from commonground.publishing.reports.writers.slides import slides
from commonground.publishing.reports.writers.web import web
from commonground.publishing.reports.writers.word import word

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "pptx": f"{OFFICE}.presentationml.presentation",
}
WRITERS: Mapping[str, Callable[[Report], bytes]] = {"pdf": pdf, "docx": word, "html": web, "pptx": slides}


def written(report: Report, form: str) -> bytes:
    """The report as a file of a form of ``TYPES``. Raises ``LettersError`` where typefaces lack a letter of it."""
    with override(locale_of(report.language)), printed_on(report.scale):
        return WRITERS[form](report)
