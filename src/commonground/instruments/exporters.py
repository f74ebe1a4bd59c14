"""Taking a questionnaire out as a file."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.instruments.models import FrameworkVersion, QuestionnaireVersion
from commonground.instruments.paper import TYPES, questionnaire_file, state_words
from commonground.instruments.queries.questionnaires import find_version
from commonground.methods.errors import CommongroundError, Problem
from commonground.methods.index import framework_from_document
from commonground.methods.questionnaires.xlsform import xlsform_bytes
from commonground.methods.questionnaires.yaml import yaml_text
from commonground.methods.sentences import Sentence
from commonground.methods.tables.write_framework import framework_text

FORMATS = ("yaml", "xlsform", "docx", "pdf")
ENDINGS = {"yaml": "yaml", "xlsform": "xlsx", "docx": "docx", "pdf": "pdf"}
CONTENT_TYPES = {
    "yaml": "application/yaml; charset=utf-8",
    "xlsform": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **TYPES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to take away."""

    name: str
    content_type: str
    content: bytes


def export_questionnaire(
    *, index: str, number: int | None = None, form: str = "yaml", language: str | None = None
) -> bytes:
    """A version of the index's questionnaire, the newest unless ``number`` says which, in one of ``FORMATS``.

    Word and PDF are for people, in one ``language`` (the source language unless one is named); the others hold all.
    """
    return version_file(version=find_version(index, number), form=form, language=language).content


def version_file(*, version: QuestionnaireVersion, form: str, language: str | None = None) -> File:
    """The same of a version at hand, with its name."""
    questionnaire = version.questionnaire()
    spoken = language or questionnaire.source
    if spoken not in questionnaire.languages:
        known = ", ".join(questionnaire.languages)
        message = Sentence('The questionnaire has no texts in "%(spoken)s".', spoken=spoken)
        raise CommongroundError(
            Problem(
                code="questionnaire-language",
                message=message,
                remedy=Sentence("Its languages are: %(known)s.", known=known),
            )
        )
    if form in TYPES:
        about = (version.index.title, state_words(version.state, version.number, spoken))
        content = questionnaire_file(questionnaire, form, language=spoken, about=about)
    else:
        content = xlsform_bytes(questionnaire) if form == "xlsform" else yaml_text(questionnaire).encode()
    of = f"-{spoken}" if form in TYPES else ""
    name = f"{version.index.code}-questionnaire-{version.number}{of}.{ENDINGS[form]}"
    return File(name=name, content_type=CONTENT_TYPES[form], content=content)


def framework_file(framework: FrameworkVersion) -> File:
    """A scoring framework as the file that it can be read in from, without places and periods."""
    content = framework_text(framework_from_document(framework.document)).encode()
    name = f"{framework.index.code}-framework-{framework.number}.yaml"
    return File(name=name, content_type=CONTENT_TYPES["yaml"], content=content)
