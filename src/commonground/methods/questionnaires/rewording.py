"""The words of one question as a flat table, and the questionnaire with other words in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commonground.methods.questionnaires.questionnaire import Item, Option, Question, Questionnaire
from commonground.methods.questionnaires.texts import Texts

PARTS = ("title", "text", "help")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where a text stands: ``title``, ``text``, ``help``, ``option`` or ``item`` (with its code), and its language."""

    part: str
    code: str = ""
    language: str


Words = Mapping[Place, str]


def words_of(question: Question, languages: tuple[str, ...]) -> dict[Place, str]:
    """Every text that a respondent reads. Labels of a scale that other questions share are not this question's own."""
    return {
        Place(part=part, code=code, language=language): texts.get(language, "")
        for part, code, texts in _texts(question)
        for language in languages
    }


def reworded(questionnaire: Questionnaire, code: str, words: Words) -> Questionnaire:
    """The questionnaire with ``words`` put into one question; places that it does not have are left out."""
    known = words_of(questionnaire.question(code), questionnaire.languages)
    wanted = {place: text.strip() for place, text in words.items() if place in known}
    return replace(
        questionnaire,
        questions=tuple(_put(each, wanted) if each.code == code else each for each in questionnaire.questions),
    )


def _texts(question: Question) -> Iterator[tuple[str, str, Texts]]:
    for part in PARTS:
        texts: Texts = getattr(question, part)
        if any(texts.values()):
            yield part, "", texts
    if not question.scale:
        yield from (("option", each.code, each.label) for each in question.options)
    yield from (("item", each.code, each.label) for each in question.items)


def _put(question: Question, words: Words) -> Question:
    changed: dict[str, Any] = {part: _with(getattr(question, part), words, part, "") for part in PARTS}
    options: tuple[Option, ...] = tuple(
        replace(each, label=_with(each.label, words, "option", each.code)) for each in question.options
    )
    items: tuple[Item, ...] = tuple(
        replace(each, label=_with(each.label, words, "item", each.code)) for each in question.items
    )
    return replace(question, options=options, items=items, **changed)


def _with(texts: Texts, words: Words, part: str, code: str) -> Texts:
    """A language whose text is emptied has none."""
    new = {place.language: text for place, text in words.items() if (place.part, place.code) == (part, code)}
    return {language: text for language, text in {**texts, **new}.items() if text}
