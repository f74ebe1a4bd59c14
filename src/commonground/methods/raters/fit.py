"""Fitting a rater model to ratings."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np

from commonground.methods.agreement import Ratings
from commonground.methods.errors import Problem
from commonground.methods.raters.errors import RatersError
from commonground.methods.raters.identification import require_identified
from commonground.methods.raters.panel import panel
from commonground.methods.raters.posterior import Posterior
from commonground.methods.raters.settings import Sampling


def fit(ratings: Ratings, *, seed: int, sampling: Sampling | None = None) -> Posterior:
    """Fit the ordinal item-response model (``raters.model``) to ratings. The same seed gives the same draws.

    Look at ``diagnostics.sound`` before using them. Raises ``RatersError`` where the ratings cannot tell coders
    from places (with every question concerned), and where NumPyro is not installed.
    """
    found = panel(ratings)
    require_identified(found)
    require_installed()
    from commonground.methods.raters.sampling import sample  # noqa: PLC0415 -- needs the extra

    draws, diagnostics = sample(found, sampling or Sampling(), seed)
    beyond = np.arange(draws["thresholds"].shape[2]) >= found.options[:, np.newaxis] - 1
    return Posterior(
        ratings=ratings,
        case_of=found.case_of,
        positions=draws["position"],
        reliability=draws["relative"],
        at_random=draws["at_random"],
        clarity=draws["slope"],
        thresholds=np.where(beyond, np.nan, draws["thresholds"]),
        diagnostics=diagnostics,
    )


def installed(package: str = "numpyro") -> bool:
    """Whether the package that samples the model is there."""
    return find_spec(package) is not None


def require_installed(package: str = "numpyro") -> None:
    """Refuse where the package that samples the model is not installed."""
    if not installed(package):
        raise RatersError(
            Problem(
                code="raters-not-installed",
                message="Rater models need NumPyro, which is not installed.",
                remedy='Install the extra: pip install "commonground[raters]".',
            )
        )
