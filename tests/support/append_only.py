"""The one way in which tests empty or alter tables whose rows are only ever added.

A test inside a transaction needs nothing: it is rolled back. One that commits (``transactional_db``, ``live_server``)
ends by Django's flush, for which ``pytest`` lifts the triggers and puts them back. A test that plays the forger, who
owns the tables and alters a row behind our back, says ``with lifted("core_audit_entry"):``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import TransactionTestCase

from commonground.core.migrations_support import allow_changes, forbid_changes, guarded_tables
from commonground.fieldwork.models import Round, RoundState


@contextmanager
def lifted(*tables: str) -> Iterator[None]:
    """Without the triggers of some tables, or of all."""
    named = tables or tuple(guarded_tables(connection))
    for table in named:
        allow_changes(connection, table)
    try:
        yield
    finally:
        if connection.vendor == "postgresql":  # which alters no table whose checks still wait for the end
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in named:
            forbid_changes(connection, table)


@pytest.fixture(autouse=True, scope="session")
def _flush_empties_every_table() -> Iterator[None]:
    flush = TransactionTestCase._fixture_teardown

    def emptied(case: TransactionTestCase) -> None:
        with lifted():
            Round.objects.update(state=RoundState.PLANNED)  # what belongs to a locked round cannot be deleted
            flush(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
