"""The errors of what-if questions."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class WhatIfError(CommongroundError):
    """A changed world that cannot be, a target out of reach, or two editions that cannot be compared."""
