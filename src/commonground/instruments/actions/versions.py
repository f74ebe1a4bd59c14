"""Adding versions of questionnaires and scoring frameworks. A version that exists is returned, never made twice."""

from __future__ import annotations

from django.db import transaction

from commonground.instruments.models import FrameworkVersion, Index, Option, Question, QuestionnaireVersion
from commonground.methods.canonical import canonical, digest
from commonground.methods.index import (
    Framework,
    framework_document,
    framework_meaning_hash,
    questionnaire_meaning_hash,
    questionnaire_text_hash,
)


@transaction.atomic
def add_questionnaire(*, index: Index, framework: Framework) -> QuestionnaireVersion:
    """The version of ``index`` with the questions of ``framework``."""
    version, created = QuestionnaireVersion.objects.get_or_create(
        index=index,
        meaning_hash=questionnaire_meaning_hash(framework),
        text_hash=questionnaire_text_hash(framework),
        defaults={"number": index.questionnaires.count() + 1},
    )
    if created:
        _add_questions(version, framework)
    return version


def _add_questions(version: QuestionnaireVersion, framework: Framework) -> None:
    Question.objects.bulk_create(
        Question(
            questionnaire=version,
            position=position,
            code=question.code,
            title=question.title,
            text=question.text,
            help=question.help,
            tags={axis: list(values) for axis, values in question.tags.items()},
        )
        for position, question in enumerate(framework.questions)
    )
    made = {question.code: question for question in version.questions.all()}
    Option.objects.bulk_create(
        Option(
            question=made[question.code],
            position=position,
            code=option.code,
            label=option.label,
            points=option.points,
            reason=option.reason or "",
        )
        for question in framework.questions
        for position, option in enumerate(question.options)
    )


@transaction.atomic
def add_framework(*, questionnaire: QuestionnaireVersion, framework: Framework) -> FrameworkVersion:
    """The scoring framework version over ``questionnaire`` with the tree and rules of ``framework``."""
    document = framework_document(framework)
    version, _created = FrameworkVersion.objects.get_or_create(
        questionnaire=questionnaire,
        document_hash=digest([canonical(document)]),
        defaults={
            "index": questionnaire.index,
            "number": questionnaire.index.frameworks.count() + 1,
            "document": document,
            "meaning_hash": framework_meaning_hash(framework),
        },
    )
    return version
