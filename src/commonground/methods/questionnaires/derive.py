"""The questionnaire that a scoring framework's questions make: for indices that come in with their framework."""

from __future__ import annotations

from collections.abc import Iterable

from commonground.methods.index.framework import Framework
from commonground.methods.index.framework import Question as FrameworkQuestion
from commonground.methods.questionnaires.questionnaire import Kind, Option, Question, Questionnaire, Section


def questionnaire_from_framework(framework: Framework, *, language: str = "en") -> Questionnaire:
    """The questions of ``framework``, in a section for each area; its meaning and text hash are the framework's."""
    sections = {leaf: area for area in reversed(framework.areas) for leaf in framework.leaves(area)}
    return Questionnaire(
        code=framework.code,
        version=framework.version,
        title={language: framework.title},
        languages=(language,),
        sections=tuple(Section(code=code, title={language: framework.group(code).title}) for code in framework.areas),
        questions=tuple(_question(each, sections.get(each.code, ""), language) for each in framework.questions),
    )


def questionnaire_from_questions(
    questions: Iterable[FrameworkQuestion], *, code: str, version: str, title: str, language: str = "en"
) -> Questionnaire:
    """The same for questions whose framework is not at hand: without sections."""
    return Questionnaire(
        code=code,
        version=version,
        title={language: title},
        languages=(language,),
        questions=tuple(_question(each, "", language) for each in questions),
    )


def _question(question: FrameworkQuestion, section: str, language: str) -> Question:
    def texts(text: str) -> dict[str, str]:
        return {language: text} if text else {}

    return Question(
        code=question.code,
        kind=Kind.SINGLE if question.options else Kind.NUMBER,
        title=texts(question.title),
        text=texts(question.text),
        help=texts(question.help),
        section=section,
        options=tuple(
            Option(code=option.code, label=texts(option.label), points=option.points, reason=option.reason)
            for option in question.options
        ),
        tags=question.tags,
    )
