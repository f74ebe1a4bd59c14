"""Questionnaires: what is asked, in which languages, of whom, and what an answer may be."""

from __future__ import annotations

from commonground.methods.questionnaires.derive import questionnaire_from_framework, questionnaire_from_questions
from commonground.methods.questionnaires.document import questionnaire_document, questionnaire_from_document
from commonground.methods.questionnaires.errors import ExpressionError, QuestionnaireError
from commonground.methods.questionnaires.hashes import (
    document_hash,
    meaning_hash,
    text_hash,
    translation_state,
    wording_hash,
)
from commonground.methods.questionnaires.questionnaire import (
    Evidence,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Section,
    Translated,
    Translation,
)
from commonground.methods.questionnaires.relevance import calculated, relevant
from commonground.methods.questionnaires.texts import Texts, said
from commonground.methods.questionnaires.values import Value, Values, check_value

__all__ = [
    "Evidence",
    "ExpressionError",
    "Item",
    "Kind",
    "Option",
    "Question",
    "Questionnaire",
    "QuestionnaireError",
    "Section",
    "Texts",
    "Translated",
    "Translation",
    "Value",
    "Values",
    "calculated",
    "check_value",
    "document_hash",
    "meaning_hash",
    "questionnaire_document",
    "questionnaire_from_document",
    "questionnaire_from_framework",
    "questionnaire_from_questions",
    "relevant",
    "said",
    "text_hash",
    "translation_state",
    "wording_hash",
]
