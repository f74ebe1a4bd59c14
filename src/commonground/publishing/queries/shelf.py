"""What a reader finds: the indices, their editions, and the scores of one."""

from __future__ import annotations

from functools import lru_cache
from time import time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import OuterRef, Subquery

from commonground.instruments.models import Index
from commonground.methods.canonical import canonical
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.models import Edition

INDEX = tuple(f"index__{name}" for name in ("title", "summary", "finding", "fictional", "licence", "comments_policy"))
"""What an index says of itself."""
ANY_CODE, ANY_NUMBER = "any-code-at-all", 987_654_321


def indices(viewer: Viewer) -> list[Index]:
    """The indices that the reader may open, by title."""
    return list(viewer.readable())


def editions(viewer: Viewer, code: str) -> list[Edition] | None:
    """The editions of an index, newest first; None where there is no such index for this reader."""
    index = viewer.readable().filter(code=code).first()
    return None if index is None else list(index.editions.select_related("standing").defer("standing__content"))


def state_of(code: str, number: int) -> str | None:
    """A text that changes with whatever pages of an edition say and no edition pins; None where not everybody reads it.

    One query, whose words are put together once a second: for a page that is kept that would be most of the work.
    """
    statement, values = _statement(int(time()))
    given: dict[Any, Any] = {ANY_CODE: code, ANY_NUMBER: number}
    with connection.cursor() as cursor:
        cursor.execute(statement, [given.get(value, value) for value in values])
        said = cursor.fetchone()
    return None if said is None else canonical([str(each) for each in said])


@lru_cache(maxsize=1)
def _statement(_second: int) -> tuple[str, tuple[Any, ...]]:
    """The query for the edition ``ANY_NUMBER`` of the index ``ANY_CODE``, with its values."""
    newest = Edition.objects.filter(index=OuterRef("index")).order_by("-number").values("number")[:1]
    readable = Viewer(user=AnonymousUser()).readable()
    found = Edition.objects.filter(index__code=ANY_CODE, number=ANY_NUMBER, index__in=readable).order_by()
    said = found.values_list("pk", "inputs_hash", "results_hash", *INDEX, Subquery(newest))
    statement, values = said.query.sql_with_params()
    return statement, tuple(values)


def edition(viewer: Viewer, code: str, number: int) -> Edition | None:
    """One edition; None where there is none for this reader."""
    found: Edition | None = viewer.editions().filter(index__code=code, number=number).first()
    return found
