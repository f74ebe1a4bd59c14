"""The errors of robustness runs."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class RobustnessError(CommongroundError):
    """Assumptions that cannot be varied, or a question that the runs cannot answer."""
