"""The errors of rater models."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class RatersError(CommongroundError):
    """Ratings that a rater model cannot identify, or a rater model that cannot be run."""
