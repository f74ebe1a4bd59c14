"""What migrations of several rooms share: what the database itself refuses, by triggers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFUSAL = "rows are only ever added to"
GUARD = "kept_rows"
"""The function that PostgreSQL's triggers call; one serves all tables."""
VIOLATION = "ERRCODE = 'integrity_constraint_violation'"
VERBS = {"sqlite": ("update", "delete", "replace"), "postgresql": ("update", "delete", "truncate")}


class AppendOnly(Operation):
    """Rows of ``table`` are added and never changed, deleted or replaced: the database itself refuses.

    It comes after the table and its constraints. On SQLite a table that is altered is made anew and loses its
    triggers, so the migration that alters it names ``AppendOnly(table)`` again as its last operation.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.table], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the models stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        forbid_changes(schema_editor.connection, self.table)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        allow_changes(schema_editor.connection, self.table)

    def describe(self) -> str:
        return f"Rows are only ever added to {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"append_only_{self.table}"


class RefuseWhile(Operation):
    """Rows of ``table`` are not written while something holds, whoever asks: a page, an import or the ORM.

    ``condition`` is SQL that both databases understand. ``{row}`` stands in it for the row that is written: the new one
    when it is added, the old and the new when it is changed, the old one when it is deleted. With ``columns`` a change
    is refused only where it is of one of them. ``name`` tells the operations on one table apart; ``because`` is what
    the error says. An altered table needs it again, as above.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self, table: str, name: str, *, verbs: Sequence[str], condition: str, because: str, columns: Sequence[str] = ()
    ) -> None:
        self.table, self.name, self.condition, self.because = table, name, condition, because
        self.verbs, self.columns = tuple(verbs), tuple(columns)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        named = {"verbs": list(self.verbs), "condition": self.condition, "because": self.because}
        return type(self).__qualname__, [self.table, self.name], named | {"columns": list(self.columns)}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the models stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        statements = {"sqlite": self._sqlite, "postgresql": self._postgresql}[schema_editor.connection.vendor]
        with schema_editor.connection.cursor() as cursor:
            for statement in statements(schema_editor.connection):
                cursor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        of_table = f' ON "{self.table}"' if schema_editor.connection.vendor == "postgresql" else ""
        with schema_editor.connection.cursor() as cursor:
            for verb in (*self.verbs, "replace"):
                cursor.execute(f'DROP TRIGGER IF EXISTS "{self._trigger(verb)}"{of_table}')

    def describe(self) -> str:
        return f"Refuse to {', '.join(self.verbs)} in {self.table}: {self.because}"

    @property
    def migration_name_fragment(self) -> str:
        return f"refuse_{self.table}_{self.name}"

    def _trigger(self, verb: str) -> str:
        return f"while_{self.table}_{self.name}_{verb}"

    def _when(self, verb: str, differs: str) -> str:
        rows = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}[verb]
        holds = " OR ".join(f"({self.condition.format(row=row)})" for row in rows)
        if verb != "update" or not self.columns:
            return holds
        return f"({holds}) AND ({' OR '.join(f'OLD.{name} {differs} NEW.{name}' for name in self.columns)})"

    def _sqlite(self, connection: BaseDatabaseWrapper) -> list[str]:
        refused = [(verb, verb, self._when(verb, "IS NOT")) for verb in self.verbs]
        if "delete" in self.verbs:
            refused += [("replace", "insert", _replaces(connection, self.table, self.condition.format(row="held")))]
        return [
            f'CREATE TRIGGER "{self._trigger(name)}" BEFORE {verb.upper()} ON "{self.table}" WHEN {when} '
            f"BEGIN SELECT RAISE(ABORT, '{self.because}'); END"
            for name, verb, when in refused
        ]

    def _postgresql(self, connection: BaseDatabaseWrapper) -> list[str]:
        return [statement for verb in self.verbs for statement in self._postgresql_trigger(verb)]

    def _postgresql_trigger(self, verb: str) -> list[str]:
        """A trigger's WHEN may hold no query there, so the condition stands in the function."""
        name = self._trigger(verb)
        when = self._when(verb, "IS DISTINCT FROM")
        refuse = f"IF {when} THEN RAISE EXCEPTION '{self.because}' USING {VIOLATION}; END IF;"
        goes_on = f"RETURN {'OLD' if verb == 'delete' else 'NEW'};"
        before = f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{self.table}"'
        return [
            _function(f'"{name}"', f"{refuse} {goes_on}"),
            f'{before} FOR EACH ROW EXECUTE FUNCTION "{name}"()',
            f'ALTER TABLE "{self.table}" ENABLE ALWAYS TRIGGER "{name}"',
        ]


def forbid_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Put the triggers on ``table``, in place of any that it has."""
    allow_changes(connection, table)
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor](connection, table)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def allow_changes(connection: BaseDatabaseWrapper, table: str) -> None:
    """Take the triggers off ``table``. Nothing but a migration backwards and the teardown of tests does so."""
    quote = connection.ops.quote_name
    of_table = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for verb in VERBS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {quote(_name(table, verb))}{of_table}")


def guarded_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables on which all the triggers stand."""
    asked = {
        "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE tgenabled = 'A' AND pg_table_is_visible(pg_class.oid)",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        found = set(cursor.fetchall())
    return sorted(
        table
        for table in {table for table, _ in found}
        if all((table, _name(table, verb)) in found for verb in VERBS[connection.vendor])
    )


def _name(table: str, verb: str) -> str:
    return f"kept_{table}_{verb}"


def _sqlite(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    quote = connection.ops.quote_name
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL} {table}'); END"
    never = [
        f"CREATE TRIGGER {quote(_name(table, verb))} BEFORE {verb.upper()} ON {quote(table)} {refuse}"
        for verb in ("update", "delete")
    ]
    before = f"CREATE TRIGGER {quote(_name(table, 'replace'))} BEFORE INSERT ON {quote(table)}"
    return [*never, f"{before} WHEN {_replaces(connection, table)} {refuse}"]


def _replaces(connection: BaseDatabaseWrapper, table: str, condition: str = "TRUE") -> str:
    """Whether ``INSERT OR REPLACE``, which deletes without a trigger, takes a row ``held`` of which something is so."""
    quote = connection.ops.quote_name
    same = " OR ".join(
        "(" + " AND ".join(f"held.{quote(column)} = NEW.{quote(column)}" for column in key) + ")"
        for key in _unique_keys(connection, table)
    )
    return f"EXISTS (SELECT 1 FROM {quote(table)} AS held WHERE ({same}) AND ({condition}))"  # noqa: S608 -- a migration's own names


def _unique_keys(connection: BaseDatabaseWrapper, table: str) -> list[list[str]]:
    """Every set of columns in which no two rows agree; the row's own number is one."""
    quote = connection.ops.quote_name
    keys = [["rowid"]]
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA index_list({quote(table)})")
        for index in [row[1] for row in cursor.fetchall() if row[2]]:
            cursor.execute(f"PRAGMA index_info({quote(index)})")
            columns = [row[2] for row in cursor.fetchall()]
            if None in columns:
                raise DatabaseError(f"{table}: {index} is unique over an expression, which cannot be guarded.")
            keys.append(columns)
    return keys


def _postgresql(connection: BaseDatabaseWrapper, table: str) -> list[str]:
    """``ENABLE ALWAYS``: also where a session says that it only replays what another server did."""
    quote = connection.ops.quote_name
    statements = [_function(GUARD, f"RAISE EXCEPTION '{REFUSAL} %', TG_TABLE_NAME USING {VIOLATION};")]
    for verb, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        name = quote(_name(table, verb))
        statements += [
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {quote(table)} FOR EACH {each} EXECUTE FUNCTION {GUARD}()",
            f"ALTER TABLE {quote(table)} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
