"""What if: an index with other answers or other weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from commonground.methods.index import Answers, Framework, Scorecard, score
from commonground.methods.index.answers import AnswerCell
from commonground.methods.index.compare import Comparison, compare
from commonground.methods.whatif.changes import Weights, changed, reweighted

Found = TypeVar("Found")
Given_co = TypeVar("Given_co", covariant=True)

NO_WEIGHTS: Weights = MappingProxyType({})


class Robustness(Protocol[Given_co]):
    """Anything that says how sure the figures of an index are, such as rank intervals with their settings."""

    def __call__(self, framework: Framework, answers: Answers) -> Given_co:
        """What is found for this framework and these answers; the same seed for every world it is asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals(Generic[Found]):
    """What a robustness run found for the world as it is and for the changed one."""

    before: Found
    after: Found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WhatIf(Generic[Found]):
    """A changed world beside the one there is: scores, ranks, every difference, and intervals where asked for."""

    before: Scorecard
    after: Scorecard
    differences: Comparison
    intervals: Intervals[Found] | None


def what_if(
    framework: Framework,
    answers: Answers,
    changes: Iterable[AnswerCell] = (),
    *,
    weights: Mapping[str, Mapping[str, float]] = NO_WEIGHTS,
    robustness: Robustness[Found] | None = None,
) -> WhatIf[Found]:
    """Score an index anew with some answers or weights changed.

    ``changes`` name cells: (place, period, question, points or the reason for having none). ``weights`` maps a
    group to the new weights of its children, which sum to 1; a mean becomes a weighted mean. ``robustness``
    is called once for each world, and what it returns stands under ``intervals``.

    Raises ``WhatIfError`` for changes that cannot be made, ``FrameworkError`` for weights that do not add up.
    """
    framework_after, answers_after = reweighted(framework, weights), changed(framework, answers, changes)
    before, after = score(framework, answers), score(framework_after, answers_after)
    intervals = None
    if robustness is not None:
        intervals = Intervals(before=robustness(framework, answers), after=robustness(framework_after, answers_after))
    return WhatIf(before=before, after=after, differences=compare(before, after), intervals=intervals)
