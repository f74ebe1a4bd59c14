"""Keeping the statistical audit of an edition."""

from __future__ import annotations

import json

from django.db import transaction

from commonground.methods.examination import examination_document
from commonground.scores.examinations.editions import examination
from commonground.scores.examinations.kept import report_document
from commonground.scores.examinations.writing import report
from commonground.scores.models import Edition, Examination
from commonground.scores.models.workings import packed


def examine(*, edition: Edition, period: str) -> Examination:
    """Keep the statistical audit of a period of ``edition``, worked out once.

    It takes seconds, so nobody else's writing waits for it: the transaction begins when it is done. Raises
    ``RobustnessError`` where there is none, and a ``KeyError`` for an unknown period.
    """
    if (kept := Examination.objects.filter(edition=edition, period=period).first()) is not None:
        return kept
    found = examination(edition, period=period)
    content, printed = (
        packed(json.dumps(each, ensure_ascii=False, allow_nan=False))
        for each in (examination_document(found), report_document(report(found)))
    )
    with transaction.atomic():
        kept, _ = Examination.objects.get_or_create(
            edition=edition, period=period, defaults={"content": content, "printed": printed}
        )
    return kept
