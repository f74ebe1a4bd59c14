"""What is asked for: the target, what a change costs, and the rules for ties and for questions without an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite, isnan

from commonground.methods.errors import Problem
from commonground.methods.whatif.changes import AnswerChange
from commonground.methods.whatif.errors import WhatIfError


@dataclass(frozen=True, slots=True)
class Score:
    """Reach this score, on the framework's scale; 1e-9 below it counts as reached."""

    score: float

    def __post_init__(self) -> None:
        if not isfinite(self.score):
            raise _no_target(f"A score of {self.score!r} cannot be reached.", "Write a finite number.")

    def __str__(self) -> str:
        return f"a score of {self.score:g}"


@dataclass(frozen=True, slots=True)
class Rank:
    """Reach this competition rank or a better one; to share a rank is to have it."""

    rank: int

    def __post_init__(self) -> None:
        if self.rank < 1:
            raise _no_target(f"There is no rank {self.rank}.", "Write 1 or more; 1 is the highest score.")

    def __str__(self) -> str:
        return f"rank {self.rank}"


Target = Score | Rank

Cost = Callable[[AnswerChange], float]
"""What a change costs: a number above 0, or infinity for a change that is not to be made."""


def number_of_changes(change: AnswerChange) -> float:  # noqa: ARG001 -- every change counts alike
    """Every change costs 1: the smallest set by number."""
    return 1.0


class Ties(StrEnum):
    """Which of several equally cheap sets is given.

    ``HIGHEST_SCORE``: the one with which the node scores highest. ``SMALLEST_STEPS``: the one that moves
    the fewest points in sum, a new answer counting from the lower end of the scale. Where sets still tie, the
    one whose questions stand earliest (the least sum of their places in framework order), then the smaller
    steps.
    """

    HIGHEST_SCORE = "highest_score"
    SMALLEST_STEPS = "smallest_steps"


class Unanswered(StrEnum):
    """What may happen to questions without an answer.

    ``KEEP``: they stay without one, and only answers that are there may change. ``ANSWER``: they may be
    answered too, each for the cost of a change.
    """

    KEEP = "keep"
    ANSWER = "answer"


def cost_of(cost: Cost, change: AnswerChange) -> float:
    """What a change costs; a ``WhatIfError`` where that is no number above 0."""
    value = cost(change)
    if isnan(value) or value <= 0:
        raise WhatIfError(
            Problem(
                code="reforms-cost",
                message=f'To change the answer to "{change.question}" to {change.after:g} costs {value!r}.',
                remedy="Let every change cost a number above 0, or infinity where it is not to be made.",
            )
        )
    return value


def _no_target(message: str, remedy: str) -> WhatIfError:
    return WhatIfError(Problem(code="reforms-target", message=message, remedy=remedy))
