"""What is to be reached, by whom, and whether it has been."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from commonground.methods.index import TOLERANCE, Answers, Scorecard, score
from commonground.methods.index.answers import AnswerCell
from commonground.methods.index.ranks import competition_ranks
from commonground.methods.whatif.changes import AnswerChange, changed
from commonground.methods.whatif.reforms.settings import Score, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Attained:
    """The score and rank of a node, None where it has none."""

    score: float | None
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A node, the place and period it is to be lifted for, and the target."""

    card: Scorecard
    node: str
    place: str
    period: str
    target: Target

    @property
    def needed(self) -> float:
        """The score that reaches the target, the other places held fixed."""
        if isinstance(self.target, Score):
            return self.target.score
        node, place, period = self.card.at(self.node, self.place, self.period)
        others = np.delete(self.card.scores[node, :, period], place)
        ordered = np.sort(others[~np.isnan(others)])[::-1]
        return float(ordered[self.target.rank - 1]) if self.target.rank <= len(ordered) else -inf

    def reached(self, card: Scorecard) -> bool:
        """Whether the place has reached the target in ``card``, which may hold this place alone."""
        value = card[self.node, self.place, self.period]
        return value is not None and value >= self.needed - TOLERANCE

    def alone(self) -> Answers:
        """The answers of this place and period alone."""
        answers = self.card.answers
        _, place, period = self.card.at(self.node, self.place, self.period)
        cell = np.ix_([place], [period], range(len(answers.questions)))
        return replace(
            answers,
            places=(self.place,),
            periods=(self.period,),
            points=answers.points[cell],
            applicable=answers.applicable[cell],
            withheld=frozenset(each for each in answers.withheld if each[:2] == (self.place, self.period)),
        )

    def with_changes(self, changes: Iterable[AnswerChange]) -> Scorecard:
        """The scores of this place and period alone, after the changes."""
        framework = self.card.framework
        return score(framework, changed(framework, self.alone(), cells(self.place, self.period, changes)))

    def comes_to(self, changes: Iterable[AnswerChange]) -> float:
        """The score after the changes, NaN for none."""
        value = self.with_changes(changes)[self.node, self.place, self.period]
        return np.nan if value is None else value

    def attained(self, value: float) -> Attained:
        """The rank that a score of this place has among the others."""
        node, place, period = self.card.at(self.node, self.place, self.period)
        scores = self.card.scores[node, :, period].copy()
        scores[place] = value
        rank = int(competition_ranks(scores[np.newaxis, :, np.newaxis])[0, place, 0])
        return Attained(score=None if np.isnan(value) else value, rank=rank or None)


def cells(place: str, period: str, changes: Iterable[AnswerChange]) -> tuple[AnswerCell, ...]:
    """Changes of one place's answers in one period as cells."""
    return tuple((place, period, change.question, change.after) for change in changes)
