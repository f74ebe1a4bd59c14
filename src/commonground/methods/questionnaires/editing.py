"""Changing a questionnaire one part at a time: each function gives the questionnaire as it is afterwards."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from commonground.methods.canonical import canonical, digest
from commonground.methods.errors import Problem
from commonground.methods.questionnaires.document import plain, questionnaire_document, questionnaire_from_document
from commonground.methods.questionnaires.errors import QuestionnaireError
from commonground.methods.questionnaires.questionnaire import Question, Questionnaire, Section
from commonground.methods.sentences import Sentence

Part = TypeVar("Part", Question, Section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Questions and sections that were taken out, and where each of them stood."""

    sections: tuple[tuple[int, Section], ...] = ()
    questions: tuple[tuple[int, Question], ...] = ()


def part_hash(part: Question | Section | None) -> str:
    """Stands for a question or section as somebody saw it; empty where there was none."""
    return digest([canonical(plain(part))]) if part else ""


def heading_hash(questionnaire: Questionnaire) -> str:
    """Stands for what a questionnaire says of itself, its questions and sections apart."""
    bare = replace(questionnaire, questions=(), sections=())
    return digest([canonical(questionnaire_document(bare))])


def with_question(
    questionnaire: Questionnaire, question: Question, *, replacing: str = "", everywhere: bool = False
) -> Questionnaire:
    """``question`` in the place of ``replacing``, else as the last of its section.

    Where its code changes, the conditions that name it follow. ``everywhere`` gives its options to all that share its
    scale; otherwise options that differ leave the scale.
    """
    questions = list(questionnaire.questions)
    if not everywhere:
        question = _own_scale(question, questions, replacing)
    if not replacing:
        questions.insert(_end_of(questionnaire, question.section), question)
        return replace(questionnaire, questions=tuple(questions))
    before = questionnaire.question(replacing)
    at = questions.index(before)
    questions[at] = question
    if everywhere and question.scale:
        questions = [replace(q, options=question.options) if q.scale == question.scale else q for q in questions]
    if before.section != question.section:
        rest = [each for each in questions if each.code != question.code]
        there = _end_of(replace(questionnaire, questions=tuple(rest)), question.section)
        questions = [*rest[:there], question, *rest[there:]]
    changed = replace(questionnaire, questions=tuple(questions))
    return renamed(changed, {replacing: question.code}) if replacing != question.code else changed


def _own_scale(question: Question, others: Iterable[Question], replacing: str) -> Question:
    shared = any(q.scale == question.scale and q.options != question.options for q in others if q.code != replacing)
    return replace(question, scale="") if question.scale and shared else question


def sharing(questionnaire: Questionnaire, question: Question) -> tuple[str, ...]:
    """The codes of the other questions that share the scale of ``question``."""
    found = (each.code for each in questionnaire.questions if question.scale and each.scale == question.scale)
    return tuple(code for code in found if code != question.code)


def renamed(questionnaire: Questionnaire, codes: Mapping[str, str]) -> Questionnaire:
    """All conditions with other codes of questions in them."""
    names = "|".join(map(re.escape, codes))
    pattern = re.compile(r"(\$\{\s*)(" + names + r")(?=\s*[/}])")

    def written(text: str) -> str:
        return pattern.sub(lambda found: found[1] + codes[found[2]], text)

    return replace(
        questionnaire,
        sections=tuple(replace(each, relevance=written(each.relevance)) for each in questionnaire.sections),
        questions=tuple(
            replace(
                each,
                relevance=written(each.relevance),
                constraint=written(each.constraint),
                calculation=written(each.calculation),
            )
            for each in questionnaire.questions
        ),
    )


def with_section(questionnaire: Questionnaire, section: Section, *, replacing: str = "") -> Questionnaire:
    """``section`` in the place of ``replacing``, whose questions and sections it takes over, else as the last one."""
    if not replacing:
        return replace(questionnaire, sections=(*questionnaire.sections, section))
    sections = tuple(
        section
        if each.code == replacing
        else replace(each, parent=section.code if each.parent == replacing else each.parent)
        for each in questionnaire.sections
    )
    questions = tuple(
        replace(each, section=section.code) if each.section == replacing else each for each in questionnaire.questions
    )
    return replace(questionnaire, sections=sections, questions=questions)


def moved_question(questionnaire: Questionnaire, code: str, *, up: bool) -> Questionnaire:
    """A question before the one above it in its section, or behind the one below it; at the edge all stays."""
    section = questionnaire.question(code).section
    beside = [each.code for each in questionnaire.questions if each.section == section]
    other = _beside(beside, code, up=up)
    if other is None:
        return questionnaire
    swapped = {code: questionnaire.question(other), other: questionnaire.question(code)}
    questions = tuple(swapped.get(each.code, each) for each in questionnaire.questions)
    return replace(questionnaire, questions=questions)


def moved_section(questionnaire: Questionnaire, code: str, *, up: bool) -> Questionnaire:
    """A section with all in it before or behind its neighbour under the same section; at the edge all stays."""
    parent = questionnaire.section(code).parent
    beside = [each.code for each in questionnaire.sections if each.parent == parent]
    other = _beside(beside, code, up=up)
    if other is None:
        return questionnaire
    swapped = {code: questionnaire.section(other), other: questionnaire.section(code)}
    sections = tuple(swapped.get(each.code, each) for each in questionnaire.sections)
    first, second = (code, other) if up else (other, code)
    held = [_held(questionnaire, first), _held(questionnaire, second)]
    blocks = [[each for each in questionnaire.questions if each.section in inside] for inside in held]
    following = iter([*blocks[0], *blocks[1]])
    both = held[0] | held[1]
    questions = tuple(next(following) if each.section in both else each for each in questionnaire.questions)
    return replace(questionnaire, sections=sections, questions=questions)


def without_question(questionnaire: Questionnaire, code: str) -> tuple[Questionnaire, Removed]:
    """The questionnaire without a question, and what was taken out."""
    return _without(questionnaire, set(), {code})


def without_section(questionnaire: Questionnaire, code: str) -> tuple[Questionnaire, Removed]:
    """The questionnaire without a section and all in it, and what was taken out."""
    held = _held(questionnaire, code)
    return _without(questionnaire, held, {each.code for each in questionnaire.questions if each.section in held})


def restored(questionnaire: Questionnaire, removed: Removed) -> Questionnaire:
    """The questionnaire with what was taken out, where it stood.

    What stood in a section that is gone stands outside of all sections. Raises ``QuestionnaireError`` where one of the
    codes is in use again.
    """
    sections = _put_back(questionnaire.sections, removed.sections)
    there = {each.code for each in sections}
    inside = [replace(each, parent=each.parent if each.parent in there else "") for each in sections]
    questions = _put_back(questionnaire.questions, removed.questions)
    asked = [replace(each, section=each.section if each.section in there else "") for each in questions]
    returning = {each.code for _, each in removed.questions}
    others = [each for each in asked if each.code not in returning]
    fitting = [_own_scale(each, others, each.code) if each.code in returning else each for each in asked]
    return replace(questionnaire, sections=tuple(inside), questions=tuple(fitting))


def removed_document(questionnaire: Questionnaire, removed: Removed) -> dict[str, Any]:
    """What was taken out of ``questionnaire`` as plain values for JSON."""
    sections = tuple(replace(each, parent="") for _, each in removed.sections)
    questions = tuple(replace(each, section="") for _, each in removed.questions)
    kept = Questionnaire(code="removed", languages=questionnaire.languages, sections=sections, questions=questions)
    return {
        "document": questionnaire_document(kept),
        "sections": [[at, each.parent] for at, each in removed.sections],
        "questions": [[at, each.section] for at, each in removed.questions],
    }


def removed_from_document(document: Mapping[str, Any]) -> Removed:
    """What ``removed_document`` wrote down."""
    kept = questionnaire_from_document(document["document"])
    sections = zip(kept.sections, document["sections"], strict=True)
    questions = zip(kept.questions, document["questions"], strict=True)
    return Removed(
        sections=tuple((at, replace(each, parent=parent)) for each, (at, parent) in sections),
        questions=tuple((at, replace(each, section=section)) for each, (at, section) in questions),
    )


def known_question(questionnaire: Questionnaire, code: str) -> Question:
    """The question called ``code``; a ``QuestionnaireError`` if there is none."""
    return _known(questionnaire.questions, code, Sentence("question"))


def known_section(questionnaire: Questionnaire, code: str) -> Section:
    """The section called ``code``; a ``QuestionnaireError`` if there is none."""
    return _known(questionnaire.sections, code, Sentence("section"))


def _known(parts: Sequence[Part], code: str, what: str) -> Part:
    found = next((each for each in parts if each.code == code), None)
    if found is None:
        message = Sentence('There is no %(what)s "%(code)s" in this version.', what=what, code=code)
        raise QuestionnaireError(
            Problem(
                code="questionnaire-no-part",
                place=code,
                message=message,
                remedy=Sentence("It may have been taken out."),
            )
        )
    return found


def _beside(codes: Sequence[str], code: str, *, up: bool) -> str | None:
    at = codes.index(code) + (-1 if up else 1)
    return codes[at] if 0 <= at < len(codes) else None


def _held(questionnaire: Questionnaire, code: str) -> set[str]:
    """A section and all sections inside it."""
    return {s.code for s in questionnaire.sections if any(a.code == code for a in questionnaire.around(s.code))}


def _end_of(questionnaire: Questionnaire, section: str) -> int:
    """Where a new question of ``section`` goes: behind the last one in it or inside it, else behind all."""
    held = _held(questionnaire, section) if section else {""}
    last = [at for at, each in enumerate(questionnaire.questions) if each.section in held]
    return last[-1] + 1 if last else len(questionnaire.questions)


def _without(
    questionnaire: Questionnaire, sections: Collection[str], questions: Collection[str]
) -> tuple[Questionnaire, Removed]:
    removed = Removed(
        sections=tuple((at, each) for at, each in enumerate(questionnaire.sections) if each.code in sections),
        questions=tuple((at, each) for at, each in enumerate(questionnaire.questions) if each.code in questions),
    )
    kept = replace(
        questionnaire,
        sections=tuple(each for each in questionnaire.sections if each.code not in sections),
        questions=tuple(each for each in questionnaire.questions if each.code not in questions),
    )
    return kept, removed


def _put_back(parts: Sequence[Part], removed: Iterable[tuple[int, Part]]) -> list[Part]:
    whole = list(parts)
    for at, part in removed:
        whole.insert(at, part)
    return whole
