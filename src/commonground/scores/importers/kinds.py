"""An index is coded or numeric, in all its editions."""

from __future__ import annotations

from commonground.methods.errors import CommongroundError, Problem
from commonground.scores.models import Edition


def require_kind(before: Edition | None, *, numeric: bool) -> None:
    """Refuse the other kind of edition than the index has."""
    if before is not None and before.framework.is_numeric != numeric:
        kinds = ("of coded answers", "of measured values")
        raise CommongroundError(
            Problem(
                code="index-kind",
                message=f'"{before.index.code}" is an index {kinds[not numeric]}, and this is one {kinds[numeric]}.',
                remedy="Bring it in under another name (--as).",
            )
        )
