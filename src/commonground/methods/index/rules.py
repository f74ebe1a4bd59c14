"""Typed rules: how a group's score follows from its children, and what happens where some are missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOLERANCE = 1e-9
"""Points, scores and weights nearer to each other than this are the same number."""

LARGEST = 1e100
"""Points, scores and weights beyond this, either way, are refused: what is reckoned from them might be no number."""


def sound(number: float) -> bool:
    """Whether a number is finite, and none that sums or products of it could lose."""
    return abs(number) <= LARGEST


@dataclass(frozen=True, slots=True)
class Mean:
    """The unweighted arithmetic mean of the children that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """The arithmetic mean weighted by ``weights`` (one for each child, summing to 1)."""

    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a lookup table: where each named child has one of the points given, the score is ``score``."""

    when: Mapping[str, tuple[float, ...]]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """A table from the children's points to a score; the first row that fits holds.

    A row needs only the children that it names, so a row may fit although another child is missing. So a
    lookup resolves by its rows alone: ``Require`` asks nothing more of it. ``Skip`` and ``Substitute``
    still apply their minimum coverage first, and ``Substitute`` lets missing children be looked up with
    its points. A child that does not apply fits no row that names it.
    """

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Minimum:
    """The lowest child that counts."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """The highest child that counts."""


@dataclass(frozen=True, slots=True)
class Median:
    """The median of the children that count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometric:
    """The geometric mean of the children that count, each raised to ``floor`` where it lies below."""

    floor: float = 1.0


Rule = Mean | Weighted | Lookup | Minimum | Maximum | Median | Geometric


@dataclass(frozen=True, slots=True)
class Require:
    """Every applicable child must have a score; otherwise the group has none (a lookup asks its rows instead)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """Children without a score are left out; the group has none where coverage is below ``minimum``.

    Coverage is counted over leaves: answered questions over applicable questions below the group.
    """

    minimum: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Children without a score count as ``points``; coverage still tells that they are missing."""

    points: float = 0.0
    minimum: float = 0.0


Missing = Require | Skip | Substitute
