"""What a reader finds: the indices, their editions, and the scores of one."""

from __future__ import annotations

from commonground.instruments.models import Index
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.models import Edition


def indices(viewer: Viewer) -> list[Index]:
    """The indices that the reader may open, by title."""
    return list(viewer.readable())


def editions(viewer: Viewer, code: str) -> list[Edition] | None:
    """The editions of an index, newest first; None where there is no such index for this reader."""
    index = viewer.readable().filter(code=code).first()
    return None if index is None else list(index.editions.select_related("standing").defer("standing__content"))


def edition(viewer: Viewer, code: str, number: int) -> Edition | None:
    """One edition; None where there is none for this reader."""
    found: Edition | None = Edition.objects.filter(index__in=viewer.readable(), index__code=code, number=number).first()
    return found
