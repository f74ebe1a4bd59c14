"""Views of Atlantis by their addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import QueryDict

from commonground.publishing.explorer.scope import Scope, scope
from commonground.publishing.explorer.state import read
from commonground.publishing.queries.opened import Opened


def asked(book: Opened, kind: str, query: str = "") -> Scope:
    """The scope of a view by its address."""
    found = QueryDict(query)
    return scope(book, read(kind, {key: found.getlist(key) for key in found}))


@pytest.fixture
def look(book) -> Callable[..., Scope]:
    return lambda kind, query="": asked(book, kind, query)
