"""The errors of coherence: a view of an index that contradicts itself."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError


class CoherenceError(CommongroundError):
    """Levels that contradict themselves."""
