"""What is not written while something holds: here, anything about a harbour that is shut."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.state import ProjectState

from commonground.core.migrations_support import RefuseWhile

pytestmark = pytest.mark.django_db
SHUT = RefuseWhile(
    "tests_berth",
    "shut",
    verbs=["insert", "update", "delete"],
    condition="EXISTS (SELECT 1 FROM tests_harbour WHERE id = {row}.harbour AND shut = 1)",
    because="the harbour is shut",
)


def run(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(autouse=True)
def harbours():
    """Harbour 1 is open, harbour 2 is shut; each has a berth."""
    run("CREATE TABLE tests_harbour (id integer PRIMARY KEY, shut integer)")
    run("CREATE TABLE tests_berth (id integer PRIMARY KEY, harbour integer)")
    run("INSERT INTO tests_harbour VALUES (1, 0), (2, 1)")
    run("INSERT INTO tests_berth VALUES (1, 1), (2, 2)")
    put_on(SHUT)


def put_on(operation: RefuseWhile) -> None:
    operation.database_forwards("tests", connection.schema_editor(), ProjectState(), ProjectState())


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO tests_berth VALUES (3, 2)",
        "UPDATE tests_berth SET id = 9 WHERE id = 2",
        "UPDATE tests_berth SET harbour = 1 WHERE id = 2",
        "UPDATE tests_berth SET harbour = 2 WHERE id = 1",
        "DELETE FROM tests_berth WHERE id = 2",
        "DELETE FROM tests_berth",
    ],
)
def test_nothing_is_written_about_a_harbour_that_is_shut(statement):
    with pytest.raises(IntegrityError, match="the harbour is shut"), transaction.atomic():
        run(statement)
    assert run("SELECT * FROM tests_berth ORDER BY id") == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("statement", "after"),
    [
        ("INSERT INTO tests_berth VALUES (3, 1)", [(1, 1), (2, 2), (3, 1)]),
        ("UPDATE tests_berth SET id = 9 WHERE id = 1", [(2, 2), (9, 1)]),
        ("DELETE FROM tests_berth WHERE id = 1", [(2, 2)]),
    ],
)
def test_an_open_one_is_written_about(statement, after):
    run(statement)
    assert run("SELECT * FROM tests_berth ORDER BY id") == after


def test_a_row_of_a_shut_one_is_not_replaced_by_one_of_an_open_one():
    """SQLite's INSERT OR REPLACE deletes without a trigger; PostgreSQL has no such thing."""
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError, match="the harbour is shut"), transaction.atomic():
            run("INSERT OR REPLACE INTO tests_berth VALUES (2, 1)")
        run("INSERT OR REPLACE INTO tests_berth VALUES (1, 1)")


def test_a_change_of_other_columns_than_those_named_is_let_through():
    put_on(RefuseWhile("tests_berth", "shut", verbs=["update"], condition="1 = 1", because="no", columns=["harbour"]))
    run("UPDATE tests_berth SET id = 9 WHERE id = 2")
    with pytest.raises(IntegrityError, match="no"), transaction.atomic():
        run("UPDATE tests_berth SET harbour = 1 WHERE id = 9")
    run("UPDATE tests_berth SET harbour = 2 WHERE id = 9")


def test_backwards_takes_the_refusal_off():
    SHUT.database_backwards("tests", connection.schema_editor(), ProjectState(), ProjectState())
    run("DELETE FROM tests_berth")
    assert run("SELECT * FROM tests_berth") == []


def test_the_operation_is_written_and_described_as_a_migration_needs_it():
    name, args, kwargs = SHUT.deconstruct()
    assert (name, args) == ("RefuseWhile", ["tests_berth", "shut"])
    assert RefuseWhile(*args, **kwargs).deconstruct() == SHUT.deconstruct()
    assert SHUT.describe() == "Refuse to insert, update, delete in tests_berth: the harbour is shut"
    assert SHUT.migration_name_fragment == "refuse_tests_berth_shut"
    assert SHUT.state_forwards("tests", ProjectState()) is None
