"""Scores cut along an axis of tags: the same tree, seen through the questions with one tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from commonground.methods.index.answers import Answers
from commonground.methods.index.framework import Framework
from commonground.methods.index.names import unknown
from commonground.methods.index.rules import Lookup
from commonground.methods.index.score import score
from commonground.methods.index.scorecard import Scorecard


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cut:
    """One scorecard for each value of an axis, the values in the order in which questions first name them."""

    axis: str
    cards: Mapping[str, Scorecard]

    @property
    def values(self) -> tuple[str, ...]:
        """The values of the axis."""
        return tuple(self.cards)

    def __getitem__(self, cell: tuple[str, str, str, str | int]) -> float | None:
        """The score of (value, node, place, period), or None; a ``KeyError`` for an unknown code."""
        value, node, place, period = cell
        if value not in self.cards:
            raise unknown(f'value of the axis "{self.axis}"', value, self.cards)
        return self.cards[value][node, place, period]


def cut(framework: Framework, answers: Answers, axis: str) -> Cut:
    """Score each value of a tag axis on its own.

    For each value, the questions without that tag are set aside as if they did not apply, and the rules do
    the rest: groups left with no question have no score and do not count above, means are taken over and
    weights shared among those that remain, and coverage is counted over the questions kept. A lookup table
    cannot be split: it is one unit, kept whole with all its questions if any of them has the tag.

    Raises a ``KeyError`` for an axis that no question is tagged on.
    """
    axes = dict.fromkeys(name for question in framework.questions for name in question.tags)
    if axis not in axes:
        raise unknown("axis", axis, axes)
    values = dict.fromkeys(value for question in framework.questions for value in question.tags.get(axis, ()))
    full = with_every_question(framework, answers)
    cards = {value: score(framework, _only(full, _kept(framework, axis, value))) for value in values}
    return Cut(axis=axis, cards=cards)


def _kept(framework: Framework, axis: str, value: str) -> set[str]:
    kept = {question.code for question in framework.questions if value in question.tags.get(axis, ())}
    for code in framework.structure.upward:
        leaves = framework.leaves(code)
        if isinstance(framework.group(code).rule, Lookup) and kept.intersection(leaves):
            kept.update(leaves)
    return kept


def with_every_question(framework: Framework, answers: Answers) -> Answers:
    """The answers with a blank column for each question of the framework that they do not have."""
    blank = tuple(question.code for question in framework.questions if question.code not in answers.questions)
    wider = ((0, 0), (0, 0), (0, len(blank)))
    return replace(
        answers,
        questions=answers.questions + blank,
        points=np.pad(answers.points, wider, constant_values=np.nan),
        applicable=np.pad(answers.applicable, wider, constant_values=True),
    )


def _only(answers: Answers, kept: set[str]) -> Answers:
    keep = np.array([question in kept for question in answers.questions], np.bool_)
    return replace(answers, points=np.where(keep, answers.points, np.nan), applicable=answers.applicable & keep)
