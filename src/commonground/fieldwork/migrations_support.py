"""What migrations of this room need: tables that stand still while their round is locked."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFUSAL = "the round is locked:"
LOCKED = "('locked', 'published')"
VERBS = ("insert", "update", "delete")


class StillWhileLocked(Operation):
    """No row of ``table`` is added, changed or deleted while its round is locked: the database itself refuses.

    ``locked`` is SQL that is true of a row (written ``{row}.column``) whose round is locked. With ``columns`` a change
    is refused only where it is of one of them. On SQLite a table that is altered is made anew and loses its triggers,
    so the migration that alters it names this operation again as its last.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, table: str, locked: str, columns: tuple[str, ...] = (), verbs: tuple[str, ...] = VERBS) -> None:
        self.table, self.locked, self.columns, self.verbs = table, locked, columns, verbs

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.table, self.locked, self.columns, self.verbs], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the models stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self.database_backwards(app_label, schema_editor, from_state, to_state)
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            for verb in self.verbs:
                for statement in (self._sqlite if connection.vendor == "sqlite" else self._postgresql)(
                    connection, verb
                ):
                    cursor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        connection = schema_editor.connection
        of_table = f" ON {self.table}" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            for verb in VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_name(self.table, verb)}{of_table}")

    def describe(self) -> str:
        return f"{self.table} stands still while its round is locked"

    @property
    def migration_name_fragment(self) -> str:
        return f"still_{self.table}"

    def _condition(self, connection: BaseDatabaseWrapper, verb: str) -> str:
        old, new = self.locked.format(row="OLD"), self.locked.format(row="NEW")
        if verb == "delete":
            return old
        if verb == "insert":
            return new if connection.vendor == "postgresql" else f"{new} OR {self._replaces()}"
        return f"({old} OR {new}) AND {self._changed(connection)}"

    def _replaces(self) -> str:
        """``INSERT OR REPLACE`` deletes without a trigger: the row with this number may belong to a locked round."""
        held = self.locked.format(row="held")
        same = f"SELECT 1 FROM {self.table} AS held WHERE held.rowid = NEW.rowid AND {held}"  # noqa: S608 -- our own names
        return f"EXISTS ({same})"

    def _changed(self, connection: BaseDatabaseWrapper) -> str:
        differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        return f"({' OR '.join(f'OLD.{c} {differs} NEW.{c}' for c in self.columns)})" if self.columns else "1 = 1"

    def _sqlite(self, connection: BaseDatabaseWrapper, verb: str) -> list[str]:
        statement = (
            f"CREATE TRIGGER {_name(self.table, verb)} BEFORE {verb.upper()} ON {self.table} "
            f"WHEN {self._condition(connection, verb)} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL} {self.table}'); END"
        )
        return [statement]

    def _postgresql(self, connection: BaseDatabaseWrapper, verb: str) -> list[str]:
        """A trigger's WHEN may hold no query there, so the condition stands in the function."""
        name = _name(self.table, verb)
        given = "OLD" if verb == "delete" else "NEW"
        function = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {self._condition(connection, verb)} THEN RAISE EXCEPTION '{REFUSAL} {self.table}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {given}; END $$"
        )
        return [
            function,
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {name}",
        ]


def _name(table: str, verb: str) -> str:
    return f"still_{table}_{verb}"
