"""The answers of a pilot become the report that is kept with the version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from commonground.instruments.actions.questionnaires import allow, keep_pilot
from commonground.instruments.models import FrameworkVersion, QuestionnaireVersion
from commonground.methods.index import framework_from_document
from commonground.methods.questionnaires.pilot import pilot_report, rehearsal_document, rehearse
from commonground.methods.questionnaires.pilottable import read_pilot

if TYPE_CHECKING:
    from commonground.core.models import User


def pilot(
    *,
    version: QuestionnaireVersion,
    file: Path,
    framework: FrameworkVersion | None = None,
    waived: str = "",
    by: User | None,
) -> QuestionnaireVersion:
    """Read a pilot's answers from a CSV or XLSX, report on each question, and try the scoring by ``framework``."""
    allow(by, version.index)
    questionnaire = version.questionnaire()
    answers = read_pilot(file, questionnaire)
    tried = rehearse(questionnaire, framework_from_document(framework.document), answers) if framework else None
    return keep_pilot(
        version=version,
        reports=pilot_report(questionnaire, answers),
        rehearsed=bool(tried and tried.card),
        scores=rehearsal_document(tried) if tried else None,
        waived=waived,
        by=by,
    )
