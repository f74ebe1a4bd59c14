"""Bringing a questionnaire in from a file, as a draft."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from commonground.instruments.actions.questionnaires import add_draft
from commonground.instruments.actions.scoring import keep_framework
from commonground.instruments.models import FrameworkVersion, Index, QuestionnaireVersion
from commonground.instruments.queries.questionnaires import find_version
from commonground.methods.errors import FrameworkError, Problem
from commonground.methods.index import Framework
from commonground.methods.questionnaires.files import read_questionnaire
from commonground.methods.questionnaires.scoring import fit_problems
from commonground.methods.questionnaires.xlsform import Import
from commonground.methods.tables.address import check_address
from commonground.methods.tables.framework import read_framework_alone

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """The framework that a file holds, and the version that it was kept as; none in a dry run."""

    questionnaire: QuestionnaireVersion
    framework: Framework
    version: FrameworkVersion | None


def import_framework(
    *, file: Path, index: str, number: int | None = None, dry_run: bool = False, by: User | None = None
) -> Scoring:
    """Read a scoring framework and keep it over the index's newest questionnaire, or the one called ``number``.

    Raises ``FrameworkError`` with all that is wrong in it or does not fit.
    """
    framework = read_framework_alone(file)
    questionnaire = find_version(index, number)
    if problems := tuple(fit_problems(questionnaire.questionnaire(), framework)):
        raise FrameworkError(*problems)
    made = None if dry_run else keep_framework(version=questionnaire, framework=framework, by=by)
    return Scoring(questionnaire=questionnaire, framework=framework, version=made)
