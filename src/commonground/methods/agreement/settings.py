"""What the reports on agreement take for granted unless told otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.agreement.alpha import LEVEL, RESAMPLES
from commonground.methods.agreement.checks import require_level, require_resamples


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Resampling and thresholds.

    ``level`` is what an interval holds of ``resamples`` drawn from ``seed``. From an alpha of ``enough`` on, a
    question counts as clear: 0.667 is what Krippendorff (Content Analysis, 4th edition, 2019, chapter 12) asks for
    tentative conclusions, 0.8 for firm ones. ``uniform`` is the AC2 from which a low alpha is put down to answers
    that hardly vary. ``significance`` is the share of shuffles below which a coder's agreement is no chance.

    Raises ``RatingsError`` for an impossible level and fewer than one resample.
    """

    seed: int
    level: float = LEVEL
    resamples: int = RESAMPLES
    enough: float = 0.667
    uniform: float = 0.8
    significance: float = 0.02

    def __post_init__(self) -> None:
        require_level(self.level)
        require_resamples(self.resamples)
