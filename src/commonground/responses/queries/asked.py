"""What a questionnaire asks. A version is read from its document once a process: its content has a hash."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from commonground.instruments.models import QuestionnaireVersion
from commonground.methods.questionnaires import Question, Questionnaire, questionnaire_from_document, wording_hash

MOST_VERSIONS = 64
"""As many as a team works on at a time; one takes a few megabytes."""


def asked(version: QuestionnaireVersion) -> Questionnaire:
    """The questionnaire that a version holds."""
    return _read(version.pk, version.document_hash)


def wording(version: QuestionnaireVersion, question: Question) -> str:
    """The hash of a question as it is worded in all languages."""
    return wording_hash(question, asked(version).source)


def answerable(version: QuestionnaireVersion) -> Collection[Question]:
    """The questions that a person can answer."""
    return [question for question in asked(version).questions if question.answerable]


@lru_cache(maxsize=MOST_VERSIONS)
def _read(key: int, _content: str) -> Questionnaire:
    """A draft has another hash whenever it was changed."""
    return questionnaire_from_document(QuestionnaireVersion.objects.values_list("document", flat=True).get(pk=key))
