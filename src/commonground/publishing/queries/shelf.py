"""What a reader finds: the indices, their editions, and the scores of one."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery

from commonground.instruments.models import Index
from commonground.methods.canonical import canonical
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.models import Edition

INDEX = tuple(f"index__{name}" for name in ("title", "summary", "finding", "fictional", "licence", "comments_policy"))
"""What an index says of itself."""


def indices(viewer: Viewer) -> list[Index]:
    """The indices that the reader may open, by title."""
    return list(viewer.readable())


def editions(viewer: Viewer, code: str) -> list[Edition] | None:
    """The editions of an index, newest first; None where there is no such index for this reader."""
    index = viewer.readable().filter(code=code).first()
    return None if index is None else list(index.editions.select_related("standing").defer("standing__content"))


def state_of(code: str, number: int) -> str | None:
    """A text that changes with whatever pages of an edition say and no edition pins; None where not everybody reads it.

    One query.
    """
    newest = Edition.objects.filter(index=OuterRef("index")).order_by("-number").values("number")[:1]
    readable = Viewer(user=AnonymousUser()).readable()
    found = Edition.objects.filter(index__code=code, number=number, index__in=readable)
    said = found.values_list("pk", "inputs_hash", "results_hash", *INDEX, Subquery(newest)).first()
    return None if said is None else canonical([str(each) for each in said])


def edition(viewer: Viewer, code: str, number: int) -> Edition | None:
    """One edition; None where there is none for this reader."""
    found: Edition | None = Edition.objects.filter(index__in=viewer.readable(), index__code=code, number=number).first()
    return found
