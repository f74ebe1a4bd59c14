"""Links that a person might make where codes tell nothing: questions that are gone, and new ones with like words.

``compare`` proposes links where there is reason to. Here it is words alone, in whatever section: the same words may be
about something else, so that a suggestion is never more than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from commonground.methods.questionnaires.compare import Difference
from commonground.methods.questionnaires.questionnaire import Question, Questionnaire
from commonground.methods.questionnaires.texts import said

LEAST = 0.82
"""How alike two wordings are where they are shown side by side, from 0 to 1."""
MOST = 3
"""Suggestions for one question, the likest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two questions with like words. ``same_options``: the codes and words of the options are the same too."""

    before: str
    after: str
    likeness: float
    same_options: bool


def suggest_links(
    before: Questionnaire, after: Questionnaire, difference: Difference, *, least: float = LEAST
) -> tuple[Suggestion, ...]:
    """For each question of ``difference.removed``, in order, the new ones that are worded most like it."""
    wordings = [(code, words(after.question(code), after)) for code in difference.added]
    return tuple(
        suggestion for code in difference.removed for suggestion in _nearest(before, after, code, wordings, least)
    )


def words(question: Question, questionnaire: Questionnaire) -> str:
    """What a question asks, in the source language, with nothing in it that does not count."""
    text = said(question.text, questionnaire.source) or said(question.title, questionnaire.source)
    return " ".join(re.findall(r"\w+", text.casefold()))


def _nearest(
    before: Questionnaire, after: Questionnaire, code: str, wordings: Sequence[tuple[str, str]], least: float
) -> Sequence[Suggestion]:
    old = before.question(code)
    found = [
        Suggestion(
            before=code,
            after=new,
            likeness=likeness,
            same_options=_options(old, before) == _options(after.question(new), after),
        )
        for new, likeness in _like(words(old, before), wordings, least)
    ]
    return sorted(found, key=lambda each: (-each.likeness, not each.same_options))[:MOST]


def _like(text: str, wordings: Sequence[tuple[str, str]], least: float) -> Iterator[tuple[str, float]]:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(text)
    for code, other in wordings:
        matcher.set_seq1(other)
        if text and matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
            likeness = matcher.ratio()
            if likeness >= least:
                yield code, likeness


def _options(question: Question, questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    return tuple((each.code, said(each.label, questionnaire.source).casefold()) for each in question.options)
