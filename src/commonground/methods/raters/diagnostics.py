"""Whether the chains of a sampler agree."""

from __future__ import annotations

from dataclasses import dataclass

SOUND = 1.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """Signs of whether the draws stand for the posterior.

    ``rhat`` is the largest split R-hat of anything sampled and ``effective`` the smallest effective number of
    draws (Gelman et al., Bayesian Data Analysis, 3rd edition, 2013, section 11.4-5); ``divergences`` count
    steps that the sampler could not follow.
    """

    chains: int
    draws: int
    rhat: float
    effective: float
    divergences: int

    @property
    def sound(self) -> bool:
        """R-hat below 1.01 and no divergence. Otherwise sample longer, or with more acceptance."""
        return self.rhat < SOUND and not self.divergences
