"""An index and who owns it."""

from __future__ import annotations

import pytest

from commonground.instruments.models import Index
from tests.support.teams import account


@pytest.fixture
def owner():
    return account("owner")


@pytest.fixture
def index(owner):
    return Index.objects.create(code="piers", title="Pier Index", owner=owner)
