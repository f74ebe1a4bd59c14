"""What no questionnaire may be, not even a draft."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from commonground.methods.errors import Problem
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.sentences import Sentence

if TYPE_CHECKING:
    from commonground.methods.questionnaires.questionnaire import Option, Question, Questionnaire

CODE = re.compile(r"\w[\w.-]*")
LONGEST = 60
DEEPEST = 50
"""Sections that may stand in one another."""


def check(questionnaire: Questionnaire) -> None:
    """Raise ``QuestionnaireError`` with all that contradicts itself."""
    problems = (
        *_languages(questionnaire),
        *_codes(Sentence("question"), (question.code for question in questionnaire.questions)),
        *_codes(Sentence("section"), (section.code for section in questionnaire.sections)),
        *_sections(questionnaire),
        *_scales(questionnaire),
        *(problem for question in questionnaire.questions for problem in _question(question)),
    )
    if problems:
        raise QuestionnaireError(*problems)


def _languages(questionnaire: Questionnaire) -> Iterator[Problem]:
    languages = questionnaire.languages
    if not languages or len(set(languages)) != len(languages):
        yield Problem(
            code="questionnaire-languages",
            message=Sentence("The questionnaire names no language, or one twice."),
            remedy=Sentence("Name each once, the language that the others are translated from first."),
        )


def _codes(what: str, codes: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for code in codes:
        if len(code) > LONGEST or not CODE.fullmatch(code):
            yield Problem(
                code="questionnaire-code",
                message=Sentence('"%(code)s" cannot be the code of a %(what)s.', code=code, what=what),
                remedy=Sentence("Use letters, digits, _, - and ., %(longest)s at most.", longest=LONGEST),
            )
        if code in seen:
            yield Problem(
                code="questionnaire-duplicate-code",
                message=Sentence('More than one %(what)s has the code "%(code)s".', code=code, what=what),
                remedy=Sentence("Give each its own."),
            )
        seen.add(code)


def _sections(questionnaire: Questionnaire) -> Iterator[Problem]:
    parents = {section.code: section.parent for section in questionnaire.sections}
    named = [(Sentence("section"), each.code, each.parent) for each in questionnaire.sections]
    named += [(Sentence("question"), each.code, each.section) for each in questionnaire.questions]
    for what, code, section in named:
        if section and section not in parents:
            yield Problem(
                code="questionnaire-unknown-section",
                message=Sentence(
                    'The %(what)s "%(code)s" stands in the section "%(section)s", which is not there.',
                    what=what,
                    code=code,
                    section=section,
                ),
                remedy=Sentence("Add the section, or correct its name."),
            )
    for code in parents:
        if _circles(code, parents):
            yield Problem(
                code="questionnaire-circle",
                message=Sentence('The section "%(code)s" stands inside itself.', code=code),
                remedy=Sentence("Take it out of the sections that it holds."),
            )
        elif _around(code, parents) > DEEPEST:
            yield too_deep(
                Sentence('The section "%(code)s" stands inside more than %(most)s others.', code=code, most=DEEPEST)
            )
            return


def too_deep(what: str, place: str = "") -> Problem:
    """The refusal of sections that stand in one another without end."""
    return Problem(
        code="questionnaire-too-deep",
        place=place,
        message=what,
        remedy=Sentence("Use fewer levels of sections."),
    )


def _circles(code: str, parents: dict[str, str]) -> bool:
    at, seen = parents[code], {code}
    while at in parents and at not in seen and len(seen) <= DEEPEST:
        seen.add(at)
        at = parents[at]
    return at == code


def _around(code: str, parents: dict[str, str]) -> int:
    """How many sections stand around one, as far as it matters; one that leads into a circle has its own error."""
    seen = {code}
    while (code := parents[code]) in parents and code not in seen and len(seen) <= DEEPEST:
        seen.add(code)
    return 0 if code in seen else len(seen)


def _scales(questionnaire: Questionnaire) -> Iterator[Problem]:
    scales: dict[str, tuple[Option, ...]] = {}
    for question in questionnaire.questions:
        if question.scale and scales.setdefault(question.scale, question.options) != question.options:
            yield Problem(
                code="questionnaire-scale",
                message=Sentence(
                    'The question "%(question)s" has other options than its scale "%(scale)s".',
                    question=question.code,
                    scale=question.scale,
                ),
                remedy=Sentence("Give it the same, or a scale of its own."),
            )


def _question(question: Question) -> Iterator[Problem]:
    for what, codes in (
        (Sentence("options"), [option.code for option in question.options]),
        (Sentence("items"), [item.code for item in question.items]),
    ):
        for code in codes:
            if len(code) > LONGEST or not code.strip():
                yield Problem(
                    code="questionnaire-code",
                    message=Sentence(
                        'The question "%(question)s" has "%(code)s" among its %(what)s.',
                        question=question.code,
                        code=code,
                        what=what,
                    ),
                    remedy=Sentence("Give it a code of 1 to %(longest)s signs.", longest=LONGEST),
                )
        if len(set(codes)) != len(codes):
            yield Problem(
                code="questionnaire-duplicate-option",
                message=Sentence(
                    'The question "%(question)s" has two %(what)s of one code.', question=question.code, what=what
                ),
                remedy=Sentence("Give each its own."),
            )
