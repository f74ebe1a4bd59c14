"""Bringing a questionnaire in from a file, as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from commonground.instruments.actions.questionnaires import add_draft
from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.methods.errors import Problem
from commonground.methods.questionnaires.files import read_questionnaire
from commonground.methods.questionnaires.xlsform import Import
from commonground.methods.tables.address import check_address

if TYPE_CHECKING:
    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The version that a file made or had made before, and what of it is kept and not run."""

    version: QuestionnaireVersion
    remarks: tuple[Problem, ...]
    answerable: int
    questions: int


def import_questionnaire(*, file: Path, index: str, by: User | None = None) -> Imported:
    """Read ``file`` and keep it as a draft of the index, which is made, and private, where there is none."""
    check_address(index)
    found = read_questionnaire(file)
    version = _keep(found, index, by)
    return Imported(
        version=version,
        remarks=found.remarks,
        answerable=sum(question.answerable for question in found.questionnaire.questions),
        questions=len(found.questionnaire.questions),
    )


@transaction.atomic
def _keep(found: Import, code: str, by: User | None) -> QuestionnaireVersion:
    questionnaire = found.questionnaire
    title = questionnaire.title.get(questionnaire.source) or code
    index, _made = Index.objects.get_or_create(code=code, defaults={"title": title[:200], "owner": by})
    return add_draft(index=index, questionnaire=questionnaire, by=by)
