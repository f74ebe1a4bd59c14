"""Hashes of a questionnaire: what is asked and answered, how it is worded, and all of it.

For questions with a title, a text, help and options in one language the meaning and the text hash are those of
``methods.index.hashes``, so that a questionnaire and the framework over it know each other. What a framework does not
have is added where it is there. The order of questions, and the sections that they stand in, decide nothing about
meaning or wording; the document hash covers them and everything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commonground.methods.canonical import Value, canonical, canonical_lines, digest
from commonground.methods.index.hashes import VERSION
from commonground.methods.questionnaires.document import questionnaire_document
from commonground.methods.questionnaires.questionnaire import (
    Evidence,
    Item,
    Kind,
    Option,
    Question,
    Questionnaire,
    Translated,
)
from commonground.methods.questionnaires.texts import Texts

Record = tuple[tuple[str, ...], Mapping[str, Value]]


def meaning_hash(questionnaire: Questionnaire) -> str:
    """Over the questions' codes, kinds, options with points and reasons, rows, conditions, weights."""
    return _hash(
        "questionnaire-meaning",
        (((question.code,), _meaning(question, questionnaire)) for question in questionnaire.questions),
    )


def text_hash(questionnaire: Questionnaire) -> str:
    """Over all that is said to those who answer and review, in all languages."""
    return _hash(
        "questionnaire-text",
        (((question.code,), _wording(question, questionnaire.source)) for question in questionnaire.questions),
    )


def document_hash(questionnaire: Questionnaire) -> str:
    """Over the whole document; the version's number is no part of it."""
    document = questionnaire_document(questionnaire)
    return digest([canonical({key: value for key, value in document.items() if key != "version"})])


def wording_hash(question: Question, source: str) -> str:
    """Over one question's wording in all languages, as an answer to it remembers it."""
    return _hash("questionnaire-text", [((question.code,), _wording(question, source))])


def source_hash(question: Question, source: str) -> str:
    """Over one question's wording in the source language: what a translation of it renders."""
    return _hash("questionnaire-source", [((question.code,), _in_language(question, source))])


def same_meaning(one: Question, other: Question) -> bool:
    """Whether two questions differ in wording and code at most; conditions of their sections are not looked at."""
    return _own_meaning(one) == _own_meaning(other)


def translation_state(question: Question, language: str, source: str) -> Translated:
    """How far the translation of ``question`` into ``language`` is."""
    if language == source:
        return Translated.SOURCE
    wanted = {key for key, text in _flat(question, source) if text}
    given = {key for key, text in _flat(question, language) if text}
    if not wanted & given:
        return Translated.MISSING if wanted else Translated.REVIEWED
    if wanted - given:
        return Translated.PARTIAL
    known = question.translations.get(language)
    if known is None:
        return Translated.DRAFT
    return Translated.OUTDATED if known.of and known.of != source_hash(question, source) else known.state


def _hash(schema: str, records: Iterable[Record]) -> str:
    return digest(canonical_lines(f"commonground/{schema}", VERSION, records))


def _filled(**values: Value | None) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value not in (None, "", False, [], {})}


def _meaning(question: Question, questionnaire: Questionnaire) -> Mapping[str, Value]:
    around = [each.relevance for each in questionnaire.around(question.section) if each.relevance]
    return {**_own_meaning(question), **_filled(within=around)}


def _own_meaning(question: Question) -> dict[str, Value]:
    implied = Kind.SINGLE if question.options else Kind.NUMBER
    return {
        "options": {option.code: _points(option) for option in question.options},
        **_filled(
            kind="" if question.kind is implied else question.kind.value,
            items=sorted(item.code for item in question.items),
            row="" if question.row is Kind.SINGLE else question.row.value,
            whole=question.whole,
            required=question.required,
            relevance=question.relevance,
            constraint=question.constraint,
            calculation=question.calculation,
            law_or_practice=question.law_or_practice,
            weight=question.weight,
            evidence=_evidence(question.evidence),
            kept=question.kept,
        ),
    }


def _points(option: Option) -> Mapping[str, Value]:
    points: dict[str, Value] = {} if option.points is None else {"points": option.points}
    return points if option.reason is None else {**points, "reason": option.reason.value}


def _evidence(evidence: Evidence) -> Mapping[str, Value]:
    return _filled(citations=evidence.citations or None, comment=evidence.comment)


def _wording(question: Question, source: str) -> Mapping[str, Value]:
    others = sorted({language for texts in _all_texts(question) for language in texts} - {source})
    return {
        **_in_language(question, source),
        **_filled(languages={language: _spoken(question, language) for language in others}),
    }


def _in_language(question: Question, language: str) -> dict[str, Value]:
    return {
        "title": question.title.get(language, ""),
        "text": question.text.get(language, ""),
        "help": question.help.get(language, ""),
        "options": {option.code: option.label.get(language, "") for option in question.options},
        **_filled(
            items={item.code: item.label.get(language, "") for item in question.items},
            constraint_message=question.constraint_message.get(language, ""),
            evidence=question.evidence.text.get(language, ""),
            guidance=question.guidance.get(language, ""),
        ),
    }


def _spoken(question: Question, language: str) -> dict[str, Value]:
    return {key: text for key, text in _flat(question, language) if text}


def _flat(question: Question, language: str) -> Iterator[tuple[str, str]]:
    """Every text of a question in one language, by its place."""
    for name in ("title", "text", "help", "constraint_message", "guidance"):
        texts: Texts = getattr(question, name)
        yield name, texts.get(language, "")
    yield "evidence", question.evidence.text.get(language, "")
    several: tuple[tuple[str, tuple[Option | Item, ...]], ...] = (
        ("option", question.options),
        ("item", question.items),
    )
    for what, parts in several:
        for part in parts:
            yield f"{what} {part.code}", part.label.get(language, "")


def _all_texts(question: Question) -> Iterator[Texts]:
    yield from (question.title, question.text, question.help, question.constraint_message, question.guidance)
    yield question.evidence.text
    yield from (option.label for option in question.options)
    yield from (item.label for item in question.items)
