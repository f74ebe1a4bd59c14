"""Questionnaires as plain values for JSON, complete and exact, and back."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

from pydantic import ValidationError

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.convert import questionnaire_of
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.questionnaires.forms import QuestionnaireForm
from commonground.methods.questionnaires.questionnaire import Questionnaire
from commonground.methods.sentences import Sentence

Document = dict[str, Any]

SCHEMA = "commonground/questionnaire/1"


def questionnaire_document(questionnaire: Questionnaire) -> Document:
    """A questionnaire as plain values for JSON; ``questionnaire_from_document`` gives back an equal one.

    What is as it is without being said is left out. Options that several questions share stand once, under ``scales``.
    """
    document = {"schema": SCHEMA, **plain(questionnaire)}
    scales: dict[str, Any] = {}
    for question in document.get("questions", ()):
        if "scale" in question:
            scales[question["scale"]] = question.pop("options", [])
    return {**document, "scales": scales} if scales else document


def questionnaire_from_document(document: Document) -> Questionnaire:
    """The questionnaire that ``questionnaire_document`` wrote down.

    Raises ``QuestionnaireError`` for another schema, a faulty value, or a questionnaire that contradicts itself.
    """
    if document.get("schema") != SCHEMA:
        raise QuestionnaireError(
            Problem(
                code="questionnaire-document",
                message=Sentence('The document\'s schema is "%(schema)s".', schema=document.get("schema")),
                remedy=Sentence('This version reads "%(schema)s".', schema=SCHEMA),
            )
        )
    try:
        form = QuestionnaireForm.model_validate({key: value for key, value in document.items() if key != "schema"})
    except ValidationError as error:
        raise QuestionnaireError(*(_problem(each["loc"], each["msg"]) for each in error.errors())) from None
    return questionnaire_of(form)


def _problem(where: tuple[int | str, ...], message: str) -> Problem:
    return Problem(
        code="questionnaire-document",
        place="/".join(map(str, where)),
        message=Sentence("%(message)s.", message=message),
        remedy=Sentence("Write it as the format says."),
    )


def plain(value: Any) -> Any:  # noqa: ANN401 -- any part of a questionnaire
    """A questionnaire, or a part of it, as plain values; what is as it is without being said is left out."""
    if is_dataclass(value):
        said = ((each.name, getattr(value, each.name), each) for each in fields(value))
        return {name: plain(each) for name, each, about in said if each != _default(about)}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value


def _default(about: Field[Any]) -> Any:  # noqa: ANN401 -- any part of a questionnaire
    return about.default if about.default_factory is MISSING else about.default_factory()
