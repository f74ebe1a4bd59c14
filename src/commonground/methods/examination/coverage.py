"""Data coverage: which of the values that an index asks for are there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]

ENOUGH = 0.65
"""The share of values that the JRC asks for, of every unit and indicator (COIN Tool, frequently asked questions)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the values ``asked`` for a unit or an indicator are ``given``."""

    code: str
    given: int
    asked: int

    @property
    def share(self) -> float | None:
        """Given over asked, 0 to 1; None where nothing is asked."""
        return self.given / self.asked if self.asked else None

    @property
    def enough(self) -> bool:
        """Whether the share reaches the JRC's 65%; so does that of a unit or indicator of which nothing is asked."""
        return self.share is None or self.share >= ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The values that are there, as a whole and by unit and indicator; ``unscored`` are units without a top score."""

    whole: Share
    units: tuple[Share, ...]
    indicators: tuple[Share, ...]
    unscored: tuple[str, ...]


def coverage(
    *, units: tuple[str, ...], indicators: tuple[str, ...], given: Flags, asked: Flags, scored: Flags
) -> Coverage:
    """The coverage of ``given[unit, indicator]`` among those ``asked`` for; ``scored[unit]`` have a top score."""
    both = given & asked
    return Coverage(
        whole=Share(code="", given=int(both.sum()), asked=int(asked.sum())),
        units=_shares(units, both.sum(axis=1), asked.sum(axis=1)),
        indicators=_shares(indicators, both.sum(axis=0), asked.sum(axis=0)),
        unscored=tuple(unit for unit, has in zip(units, scored, strict=True) if not has),
    )


def _shares(codes: tuple[str, ...], given: NDArray[np.intp], asked: NDArray[np.intp]) -> tuple[Share, ...]:
    return tuple(
        Share(code=code, given=int(has), asked=int(wants)) for code, has, wants in zip(codes, given, asked, strict=True)
    )
