"""Writing where others write too: begun again where that helps, and said in a user's words where it does not."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from commonground.core.models import Place
from commonground.core.storage import StorageBusyError, StorageFullError, written

ISLE = {"scheme": "isles", "code": "XA", "name": "Island XA"}


class Trouble(sqlite3.OperationalError):
    """What SQLite raises, with its name for it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.sqlite_errorname = name


def troubled(*names: str):
    """A write that meets some troubles first; it also counts how often it was begun."""
    begun = []

    def write() -> int:
        Place.objects.create(**ISLE)
        begun.append(1)
        if len(begun) <= len(names):
            name = names[len(begun) - 1]
            raise OperationalError(name) from Trouble(name)
        return len(begun)

    return write


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("names", [(), ("SQLITE_BUSY",), ("SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT")])
def test_a_busy_database_is_asked_again_and_nothing_is_written_twice(names):
    assert written(troubled(*names)) == len(names) + 1
    assert Place.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("names", "error", "code"),
    [
        (("SQLITE_BUSY",) * 3, StorageBusyError, "storage-busy"),
        (("SQLITE_FULL",), StorageFullError, "storage-full"),
        (("SQLITE_CORRUPT",), OperationalError, "SQLITE_CORRUPT"),
    ],
)
def test_what_cannot_be_helped_is_said_and_nothing_is_written(names, error, code):
    with pytest.raises(error, match=code):
        written(troubled(*names))
    assert Place.objects.count() == 0


@pytest.mark.django_db
def test_inside_a_callers_transaction_a_busy_database_is_not_asked_again():
    with pytest.raises(StorageBusyError), transaction.atomic():
        written(troubled("SQLITE_BUSY"))


@pytest.mark.django_db
def test_who_is_overtaken_looks_once_more():
    """Between the look and the write another may have made the row."""
    looks = []

    def make() -> tuple[Place, bool]:
        looks.append(1)
        there = Place.objects.filter(code="XA").first() if len(looks) > 1 else None
        return (there, False) if there else (Place.objects.create(**ISLE), True)

    Place.objects.create(**ISLE)
    place, made = written(make)
    assert (place.code, made, len(looks)) == ("XA", False, 2)


@pytest.mark.django_db
def test_a_row_that_can_never_be_is_refused_after_the_second_look():
    Place.objects.create(**ISLE)
    looks = []

    def make() -> None:
        looks.append(1)
        Place.objects.create(**ISLE)

    with pytest.raises(IntegrityError):
        written(make)
    assert len(looks) == 2
    assert not connection.needs_rollback
