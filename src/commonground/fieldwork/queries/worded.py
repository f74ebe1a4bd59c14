"""Texts of a questionnaire as a reader gets them: in their language, or in the one that there is, and told apart."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, get_language_info, gettext_noop
from django.utils.translation import gettext as _

from commonground.core.languages import spoken
from commonground.methods.questionnaires import Kind, Question, Questionnaire, Texts
from commonground.methods.questionnaires.texts import base_of
from commonground.responses.models import Basis, Confidence, Origin, State
from commonground.responses.queries.cells import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text, its language, and whether that runs from right to left."""

    text: str
    language: str = ""
    rtl: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """Says texts to one reader: in ``first``, else in the source language, else in any."""

    first: str
    source: str

    def __call__(self, texts: Texts) -> Words:
        order = (self.first, base_of(self.first), self.source, *texts)
        found = next((code for code in order if texts.get(code)), "")
        return Words(text=texts.get(found, ""), language=found, rtl=_rtl(found))


def tongue(questionnaire: Questionnaire) -> Tongue:
    """For whoever reads the page."""
    return Tongue(first=get_language() or "", source=questionnaire.source)


def read_in(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages in which the page's reader gets a text, the first that there is."""
    return spoken(), *questionnaire.languages


def in_words(code: str) -> str:
    """How sure somebody is, why an answer is as it is, or how it came in: as it reads."""
    return next(
        (str(label) for kind in (Confidence, Basis, Origin) for key, label in kind.choices if key == code), code
    )


def answer_words(question: Question, state: str, value: Value, say: Tongue) -> Words:
    """An answer as it reads: the labels of its options, a number, a text, or why there is none."""
    if state != State.ANSWERED or value is None:
        return Words(text=_(STATES[state]) if state in STATES else "")
    if question.answer_kind not in {Kind.SINGLE, Kind.MULTIPLE}:
        return Words(text=str(value))
    labels = {option.code: say(option.label) for option in question.options}
    codes = value if isinstance(value, list) else [value]
    said = [labels.get(code) or Words(text=code) for code in codes]
    return Words(text="; ".join(map(str, said)), language=said[0].language, rtl=said[0].rtl) if said else Words(text="")


def _rtl(language: str) -> bool:
    try:
        return bool(language) and bool(get_language_info(language)["bidi"])
    except KeyError:
        return False


STATES: dict[str, str] = {
    State.NO_ANSWER: gettext_noop("No answer can be given"),
    State.NOT_APPLICABLE: gettext_noop("Does not apply"),
}
