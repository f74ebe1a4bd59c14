"""How long a rater model is sampled."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.errors import Problem
from commonground.methods.raters.errors import RatersError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """``chains`` of ``draws`` each, after ``warmup`` steps that are thrown away.

    The sampler is the No-U-Turn sampler (Hoffman & Gelman, Journal of Machine Learning Research 15, 2014), and
    ``acceptance`` is the rate at which it takes its steps: nearer to 1 is slower and more careful. Raises
    ``RatersError`` for numbers with which nothing can be sampled.
    """

    warmup: int = 500
    draws: int = 1000
    chains: int = 4
    acceptance: float = 0.8

    def __post_init__(self) -> None:
        # Each half of each chain is compared with the others, and needs a spread of its own.
        fits = self.chains >= 1 and self.draws >= 4 and self.warmup >= 1 and 0 < self.acceptance < 1  # noqa: PLR2004 -- said above
        if not fits:
            raise RatersError(
                Problem(
                    code="raters-sampling",
                    message="The model cannot be sampled with these numbers.",
                    remedy="Give 1 chain or more, 4 draws or more, 1 warm-up step or more, and a rate between 0 and 1.",
                )
            )
