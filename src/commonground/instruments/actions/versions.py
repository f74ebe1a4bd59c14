"""Adding versions of questionnaires and scoring frameworks. A version that exists is returned, never made twice."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commonground.instruments.models import FrameworkVersion, Index, Option, Question, QuestionnaireVersion, State
from commonground.methods.canonical import canonical, digest
from commonground.methods.construction import Spec, spec_document, spec_meaning_hash
from commonground.methods.index import (
    Framework,
    framework_document,
    framework_meaning_hash,
    questionnaire_meaning_hash,
    questionnaire_text_hash,
)
from commonground.methods.questionnaires import (
    Questionnaire,
    document_hash,
    meaning_hash,
    questionnaire_document,
    questionnaire_from_framework,
    said,
    text_hash,
)


@transaction.atomic
def add_questionnaire(*, index: Index, framework: Framework) -> QuestionnaireVersion:
    """The frozen version of ``index`` with the questions of ``framework``; its document is derived from them."""
    meaning, text = questionnaire_meaning_hash(framework), questionnaire_text_hash(framework)
    known = index.questionnaires.kept().filter(meaning_hash=meaning, text_hash=text).order_by("number").first()
    if known is not None:
        return known
    questionnaire = questionnaire_from_framework(framework)
    version = QuestionnaireVersion.objects.create(
        index=index, number=next_number(index), state=State.FROZEN, frozen_at=timezone.now(), **content(questionnaire)
    )
    add_rows(version, questionnaire)
    return version


def next_number(index: Index) -> int:
    """The number that the index's next version of its questionnaire gets."""
    return (index.questionnaires.aggregate(last=Max("number"))["last"] or 0) + 1


def content(questionnaire: Questionnaire) -> dict[str, Any]:
    """What a version keeps of its questionnaire: the document, its languages and its hashes."""
    return {
        "document": questionnaire_document(questionnaire),
        "languages": list(questionnaire.languages),
        "meaning_hash": meaning_hash(questionnaire),
        "text_hash": text_hash(questionnaire),
        "document_hash": document_hash(questionnaire),
    }


def add_rows(version: QuestionnaireVersion, questionnaire: Questionnaire) -> None:
    """One row for each question and option, in the source language, for what joins and filters."""
    source = questionnaire.source
    Question.objects.bulk_create(
        Question(
            questionnaire=version,
            position=position,
            code=question.code,
            title=said(question.title, source),
            text=said(question.text, source),
            help=said(question.help, source),
            tags={axis: list(values) for axis, values in question.tags.items()},
        )
        for position, question in enumerate(questionnaire.questions)
    )
    made = {question.code: question for question in version.questions.all()}
    Option.objects.bulk_create(
        Option(
            question=made[question.code],
            position=position,
            code=option.code,
            label=said(option.label, source),
            points=option.points,
            reason=option.reason or "",
        )
        for question in questionnaire.questions
        for position, option in enumerate(question.options)
    )


def add_framework(*, questionnaire: QuestionnaireVersion, framework: Framework) -> FrameworkVersion:
    """The scoring framework version over ``questionnaire`` with the tree and rules of ``framework``."""
    return _add_version(questionnaire, framework_document(framework), framework_meaning_hash(framework))


def add_spec(*, questionnaire: QuestionnaireVersion, spec: Spec) -> FrameworkVersion:
    """The version over ``questionnaire`` with the structure and steps of a numeric index."""
    return _add_version(questionnaire, spec_document(spec), spec_meaning_hash(spec))


@transaction.atomic
def _add_version(questionnaire: QuestionnaireVersion, document: dict[str, Any], meaning: str) -> FrameworkVersion:
    version, _created = FrameworkVersion.objects.get_or_create(
        questionnaire=questionnaire,
        document_hash=digest([canonical(document)]),
        defaults={
            "index": questionnaire.index,
            "number": questionnaire.index.frameworks.count() + 1,
            "document": document,
            "meaning_hash": meaning,
        },
    )
    return version
