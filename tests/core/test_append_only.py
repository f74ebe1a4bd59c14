"""Tables whose rows are only ever added: the database refuses everything else, by whatever road it comes."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from commonground.core.migrations_support import AppendOnly, forbid_changes, guarded_tables
from tests.support.append_only import lifted

pytestmark = pytest.mark.django_db
TABLE = "tests_said"
ROWS = [(1, "A1", 1, "yes"), (2, "A1", 2, "no")]


def run(statement: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def rows() -> list[tuple]:
    return run("SELECT id, cell, number, word FROM tests_said ORDER BY id")


@pytest.fixture
def said():
    """A table made by a migration that says it is append-only, with two rows."""
    operation = AppendOnly(TABLE)
    run("CREATE TABLE tests_said (id integer PRIMARY KEY, cell text, number integer, word text, UNIQUE (cell, number))")
    operation.database_forwards("tests", connection.schema_editor(), ProjectState(), ProjectState())
    for row in ROWS:
        run("INSERT INTO tests_said (id, cell, number, word) VALUES (%s, %s, %s, %s)", *row)
    return operation


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tests_said SET word = 'yes' WHERE id = 2",
        "UPDATE tests_said SET word = word",
        "DELETE FROM tests_said WHERE id = 2",
        "DELETE FROM tests_said",
        "INSERT INTO tests_said VALUES (2, 'A1', 2, 'yes') ON CONFLICT (id) DO UPDATE SET word = 'yes'",
    ],
)
def test_no_row_is_changed_or_deleted(said, statement):
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        run(statement)
    assert rows() == ROWS


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO tests_said VALUES (2, 'A1', 9, 'by its key')",
        "REPLACE INTO tests_said VALUES (9, 'A1', 2, 'by its cell and number')",
        "INSERT OR REPLACE INTO tests_said (rowid, cell, number, word) VALUES (2, 'A9', 9, 'by its row')",
        "UPDATE OR REPLACE tests_said SET number = 1 WHERE id = 2",
    ],
)
def test_no_row_is_replaced(said, statement):
    if connection.vendor != "sqlite":
        statement = "DELETE FROM tests_said WHERE id = 2"  # PostgreSQL knows no REPLACE; what it has instead is above
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
        run(statement)
    assert rows() == ROWS


def test_a_table_is_not_truncated(said):
    if connection.vendor == "postgresql":
        for statement in ("TRUNCATE tests_said", "TRUNCATE tests_said CASCADE"):
            with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
                run(statement)
    assert rows() == ROWS


def test_who_does_not_own_the_table_cannot_take_the_triggers_off(said):
    """The role that serves pages may read and add. PostgreSQL alone has roles."""
    if connection.vendor != "postgresql":
        return
    run("CREATE ROLE tests_runtime")
    run("GRANT ALL ON tests_said TO tests_runtime")
    run("SET LOCAL ROLE tests_runtime")
    run("INSERT INTO tests_said VALUES (3, 'A1', 3, 'yes')")
    for statement in (
        "ALTER TABLE tests_said DISABLE TRIGGER ALL",
        "DROP TRIGGER kept_tests_said_update ON tests_said",
        "SET session_replication_role = replica",
        "DROP TABLE tests_said",
        "UPDATE tests_said SET word = 'yes'",
    ):
        with pytest.raises(Exception, match=r"must be owner|permission denied|only ever added"), transaction.atomic():
            run(statement)
    run("RESET ROLE")
    assert rows() == [*ROWS, (3, "A1", 3, "yes")]


def test_a_row_is_added(said):
    run("INSERT INTO tests_said VALUES (3, 'A1', 3, 'yes')")
    assert rows() == [*ROWS, (3, "A1", 3, "yes")]


def test_backwards_takes_the_guard_off(said):
    said.database_backwards("tests", connection.schema_editor(), ProjectState(), ProjectState())
    assert TABLE not in guarded_tables(connection)
    run("DELETE FROM tests_said")
    assert rows() == []


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_table_that_lost_one_of_its_triggers_counts_as_unguarded(said, verb):
    assert TABLE in guarded_tables(connection)
    run(f"DROP TRIGGER kept_tests_said_{verb}" + (" ON tests_said" if connection.vendor == "postgresql" else ""))
    assert TABLE not in guarded_tables(connection)


def test_a_forger_in_a_test_lifts_the_guard_for_as_long_as_it_takes(said):
    with lifted(TABLE):
        run("UPDATE tests_said SET word = 'maybe' WHERE id = 2")
    with pytest.raises(IntegrityError), transaction.atomic():
        run("DELETE FROM tests_said")
    assert rows() == [ROWS[0], (2, "A1", 2, "maybe")]


def test_what_is_unique_over_an_expression_is_not_guarded_by_half():
    if connection.vendor != "sqlite":
        return
    run("CREATE TABLE tests_said (id integer PRIMARY KEY, word text)")
    run("CREATE UNIQUE INDEX one_word ON tests_said (lower(word))")
    with pytest.raises(DatabaseError, match="unique over an expression"):
        forbid_changes(connection, TABLE)


def test_the_operation_is_written_and_described_as_a_migration_needs_it():
    operation = AppendOnly(TABLE)
    assert operation.deconstruct() == ("AppendOnly", [TABLE], {})
    assert operation.describe() == "Rows are only ever added to tests_said"
    assert operation.migration_name_fragment == "append_only_tests_said"
    assert operation.state_forwards("tests", ProjectState()) is None


def test_every_table_that_a_migration_guards_is_still_guarded_by_all_its_triggers():
    """An altered table loses its triggers on SQLite; this finds the migration that forgot to put them back."""
    promised = {
        operation.table
        for migration in MigrationLoader(connection).disk_migrations.values()
        for operation in migration.operations
        if isinstance(operation, AppendOnly)
    }
    assert promised >= {"responses_revision", "library_archived_copy"}
    assert set(guarded_tables(connection)) == promised
