"""The statistical audit of an edition as a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commonground.publishing.queries.opened import EditionInfo, Opened, PeriodInfo
from commonground.publishing.queries.tables import Table
from commonground.scores.examinations.kept import report_from_document
from commonground.scores.examinations.report import Report
from commonground.scores.models import Examination

PRINTED = {"printed": True}
"""Marks what a page prints but its JSON leaves out, since it says the same in another form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminationPage:
    """The statistical audit: for programs as a document, for readers as a report."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    examination: Mapping[str, Any]
    report: Report = field(metadata=PRINTED)

    def table(self) -> Table:
        """The findings."""
        return Table(
            columns=("section", "code", "exhibit", "finding", "look"),
            rows=tuple(
                (each["section"], each["code"], each["exhibit"], each["text"], each["look"])
                for each in self.examination["findings"]
            ),
        )


def examination_page(opened: Opened, period: PeriodInfo, kept: Examination) -> ExaminationPage:
    """The page of what is kept of the statistical audit of a period."""
    return ExaminationPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        examination=kept.document,
        report=report_from_document(kept.report),
    )
