"""What the periods of a round may be called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commonground.fieldwork.models import Period
from commonground.methods.errors import Problem
from commonground.methods.questionnaires.structure import CODE
from commonground.methods.sentences import Sentence
from commonground.methods.tables.bundle import PeriodInfo

LONGEST: int = Period._meta.get_field("label").max_length or 0  # noqa: SLF001 -- the documented way


def period_problems(periods: Sequence[PeriodInfo]) -> Iterator[Problem]:
    """Codes that cannot stand in an address, or stand for two, and what is too long to be kept."""
    codes = [period.code for period in periods]
    for period in periods:
        if not CODE.fullmatch(period.code):
            yield Problem(
                code="period-code",
                message=Sentence('A period cannot have the code "%(code)s".', code=period.code),
                remedy=Sentence(
                    "Use letters and digits, and between them points, hyphens and underscores: 2025-26. "
                    "The label may be anything."
                ),
                place=period.code,
            )
        if max(len(period.code), len(period.label)) > LONGEST:
            yield Problem(
                code="period-code",
                message=Sentence("The code or the label of a period is longer than %(most)s characters.", most=LONGEST),
                remedy=Sentence("Shorten it."),
                place=period.code,
            )
    if len(set(codes)) < len(codes):
        yield Problem(
            code="period-code",
            message=Sentence("Two periods have the same code."),
            remedy=Sentence("Change one of the two."),
        )
