"""From the forms of a questionnaire's document to the questionnaire that they describe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.questionnaires.forms import (
    SOURCE,
    EvidenceForm,
    OptionForm,
    QuestionForm,
    QuestionnaireForm,
    SectionForm,
)
from commonground.methods.questionnaires.questionnaire import (
    Evidence,
    Item,
    Option,
    Question,
    Questionnaire,
    Section,
    Translation,
)
from commonground.methods.sentences import Sentence
from commonground.methods.tables.spelling import hint


def questionnaire_of(form: QuestionnaireForm) -> Questionnaire:
    """The questionnaire that ``form`` describes. Raises ``QuestionnaireError`` where it contradicts itself."""
    problems = tuple(unknown_scales(form))
    if problems:
        raise QuestionnaireError(*problems)
    return _Converter(form.languages[0] if form.languages else "en").questionnaire(form)


def unknown_scales(form: QuestionnaireForm) -> Iterator[Problem]:
    """A problem for each question whose scale is not there."""
    for question in form.questions:
        if question.scale and question.scale not in form.scales:
            yield Problem(
                code="framework-unknown-scale",
                message=Sentence(
                    'The question "%(question)s" names the scale "%(scale)s", which is not there.',
                    question=question.code,
                    scale=question.scale,
                ),
                remedy=hint(question.scale, tuple(form.scales)) or Sentence('Add it under "scales:".'),
            )


class _Converter:
    def __init__(self, source: str) -> None:
        self._source = source

    def texts(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {language if language != SOURCE else self._source: text for language, text in texts.items()}

    def questionnaire(self, form: QuestionnaireForm) -> Questionnaire:
        scales = {name: self.options(options) for name, options in form.scales.items()}
        return Questionnaire(
            code=form.code,
            version=form.version,
            title=self.texts(form.title),
            text=self.texts(form.text),
            languages=tuple(form.languages),
            sections=tuple(map(self.section, form.sections)),
            questions=tuple(self.question(each, scales) for each in form.questions),
            settings=form.settings,
            extras=form.extras,
        )

    def section(self, form: SectionForm) -> Section:
        return Section(
            code=form.code,
            title=self.texts(form.title),
            text=self.texts(form.text),
            parent=form.parent,
            relevance=form.relevance,
            kept=form.kept,
            extras=form.extras,
        )

    def options(self, forms: Sequence[OptionForm]) -> tuple[Option, ...]:
        return tuple(
            Option(
                code=form.name,
                label=self.texts(form.label),
                points=form.points,
                reason=form.reason,
                extras=form.extras,
            )
            for form in forms
        )

    def evidence(self, form: EvidenceForm) -> Evidence:
        return Evidence(citations=form.citations, comment=form.comment, text=self.texts(form.text))

    def question(self, form: QuestionForm, scales: Mapping[str, tuple[Option, ...]]) -> Question:
        return Question(
            code=form.code,
            kind=form.kind,
            title=self.texts(form.title),
            text=self.texts(form.text),
            help=self.texts(form.help),
            section=form.section,
            options=scales[form.scale] if form.scale else self.options(form.options),
            scale=form.scale,
            items=tuple(Item(code=item.code, label=self.texts(item.label)) for item in form.items),
            row=form.row,
            whole=form.whole,
            law_or_practice=form.law_or_practice,
            weight=form.weight,
            relevance=form.relevance,
            constraint=form.constraint,
            constraint_message=self.texts(form.constraint_message),
            calculation=form.calculation,
            evidence=self.evidence(form.evidence),
            guidance=self.texts(form.guidance),
            required=form.required,
            tags={axis: tuple(values) for axis, values in form.tags.items()},
            translations={
                language: Translation(state=each.state, of=each.of) for language, each in form.translations.items()
            },
            kept=form.kept,
            extras=form.extras,
        )
