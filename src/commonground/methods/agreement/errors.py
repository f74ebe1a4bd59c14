"""The errors of agreement: ratings that contradict themselves, or a scale that they do not fit."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class RatingsError(CommongroundError):
    """Ratings that contradict themselves, or from which no agreement can be computed."""
