"""What every robustness method asks of an index: the assumptions it may vary, and its scores under any mix of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from commonground.methods.robustness.stability import Parts

Settings = NDArray[np.intp]
"""``settings[run, assumption]``: which alternative of each assumption a run takes, or ``NOMINAL``."""

Scores = NDArray[np.float64]

NOMINAL = -1
"""The setting under which an assumption is left as the index has it."""

BUDGET = 1 << 20
"""Numbers held at a time in one array (8 MB): small enough to stay near the processor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """An assumption as the runs see it: ``size`` alternatives, all equally likely.

    ``labels`` name the alternatives where there are few; a large set of drawn weights or answers has none.
    """

    code: str
    title: str
    size: int
    labels: tuple[str, ...] = ()


def named(code: str, title: str, labels: tuple[str, ...]) -> Factor:
    """A factor whose alternatives have names."""
    return Factor(code=code, title=f"{title} ({'; '.join(labels)})", size=len(labels), labels=labels)


class Model(Protocol):
    """An index that can be run under other assumptions."""

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of what is ranked."""

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The assumptions, in the order of the columns of ``Settings``."""

    def run(self, settings: Settings) -> Scores:
        """``scores[run, unit]``, NaN where a unit has none under a run's assumptions. Any number of runs."""


class IndexModel(Model, Protocol):
    """A model whose ranked figure has weights that can be asked about."""

    def all_weights(self, sets: int) -> Model | None:
        """The same with only the weights of the ranked figure's children varied, over all that there could be.

        None where it has no weights.
        """

    def parts(self, group: str = "") -> Parts:
        """The scores as weighted sums over the children of ``group``, the ranked figure itself unless named.

        Raises ``RobustnessError`` where scores are not linear in its weights.
        """


def distinct(factors: Iterable[Factor]) -> tuple[Factor, ...]:
    """The factors with a number after a code that was used before."""
    seen: Counter[str] = Counter()
    found = []
    for factor in factors:
        seen[factor.code] += 1
        again = seen[factor.code]
        found.append(factor if again == 1 else replace(factor, code=f"{factor.code}-{again}"))
    return tuple(found)


def nominal_settings(model: Model, runs: int = 1) -> Settings:
    """Runs of the index as it is."""
    return np.full((runs, len(model.factors)), NOMINAL, np.intp)


def blocks(structure: Settings, width: int) -> Iterator[tuple[tuple[int, ...], NDArray[np.intp]]]:
    """Runs that share their structure, in blocks that fit memory.

    ``structure[run, column]`` holds the settings that runs of one block must have in common; ``width`` is how
    many numbers a run holds. Yields the shared settings and the positions of the runs.
    """
    step = max(1, BUDGET // max(1, width))
    if not structure.shape[1]:
        kinds, which = np.zeros((1, 0), np.intp), np.zeros(len(structure), np.intp)
    else:
        kinds, which = np.unique(structure, axis=0, return_inverse=True)
    order = np.argsort(which, kind="stable")
    ends = np.searchsorted(which[order], np.arange(len(kinds) + 1))
    for kind, start, end in zip(kinds.tolist(), ends[:-1], ends[1:], strict=True):
        for first in range(start, end, step):
            yield tuple(kind), order[first : min(first + step, end)]
