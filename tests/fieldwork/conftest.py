"""Rounds that are made once a module; every test has them as they were made."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction

from tests.fieldwork.factories import Harbour, harbour


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What is written under it is there for all tests of a module, and gone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def port_as_made(lasting) -> Harbour:
    """An open round in which nobody has a part yet; a module may make another."""
    return harbour()


@pytest.fixture
def port(port_as_made, db) -> Harbour:
    return deepcopy(port_as_made)
