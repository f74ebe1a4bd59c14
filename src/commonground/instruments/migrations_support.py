"""The triggers that keep a frozen questionnaire as it is, whoever writes to the database."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFUSAL = "a frozen questionnaire never changes"
VERSIONS = "instruments_questionnaire_version"
QUESTIONS = "instruments_question"
OPTIONS = "instruments_option"
CONTENT = (
    "index_id",
    "number",
    "document",
    "languages",
    "meaning_hash",
    "text_hash",
    "document_hash",
    "corrects_id",
    "created_at",
    "frozen_at",
)
KEPT = "('frozen', 'retired')"


class KeepFrozen(Operation):
    """What is frozen may be retired, and is never changed; the same for its questions and options.

    On SQLite a table that is altered is made anew and loses its triggers, so the migration that alters one of the
    three begins with ``LetFrozenGo()`` and names ``KeepFrozen()`` again as its last operation.
    """

    reduces_to_sql = True
    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Django's picture of the models stays as it is."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        keep_frozen(schema_editor.connection)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        let_go(schema_editor.connection)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [], {}

    def describe(self) -> str:
        return "Frozen questionnaires never change"


class LetFrozenGo(KeepFrozen):
    """Takes the triggers off, at the beginning of a migration that alters one of their tables."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        let_go(schema_editor.connection)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        keep_frozen(schema_editor.connection)

    def describe(self) -> str:
        return "Frozen questionnaires may change while their tables do"


def keep_frozen(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on, in place of any that are there."""
    let_go(connection)
    statements = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def let_go(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for a migration backwards."""
    with connection.cursor() as cursor:
        for table, verb in ((VERSIONS, "update"), (VERSIONS, "replace"), (QUESTIONS, "update"), (OPTIONS, "update")):
            of_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS frozen_{table}_{verb}{of_table}")


def _changed(different: str) -> str:
    """SQL that holds where a kept version would become another."""
    others = " OR ".join(f"OLD.{column} {different} NEW.{column}" for column in CONTENT)
    states = f"NEW.state NOT IN {KEPT} OR (OLD.state = 'retired' AND NEW.state <> 'retired')"
    return f"OLD.state IN {KEPT} AND ({others} OR {states})"


def _parent(table: str, row: str) -> str:
    """SQL that holds where a question or option belongs to a kept version."""
    question = f"SELECT questionnaire_id FROM {QUESTIONS} WHERE id = {row}.question_id"  # noqa: S608 -- our own names
    version = f"{row}.questionnaire_id" if table == QUESTIONS else f"({question})"
    return f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE id = {version} AND state IN {KEPT})"  # noqa: S608 -- our own names


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    same = "(id = NEW.id OR (index_id = NEW.index_id AND number = NEW.number))"
    replaced = f"EXISTS (SELECT 1 FROM {VERSIONS} WHERE {same} AND state IN {KEPT})"  # noqa: S608 -- our own names
    return [
        f"CREATE TRIGGER frozen_{VERSIONS}_update BEFORE UPDATE ON {VERSIONS} WHEN {_changed('IS NOT')} {refuse}",
        f"CREATE TRIGGER frozen_{VERSIONS}_replace BEFORE INSERT ON {VERSIONS} WHEN {replaced} {refuse}",
        *(
            f"CREATE TRIGGER frozen_{table}_update BEFORE UPDATE ON {table} WHEN {_parent(table, 'OLD')} {refuse}"
            for table in (QUESTIONS, OPTIONS)
        ),
    ]


def _postgresql() -> list[str]:
    conditions = {
        VERSIONS: _changed("IS DISTINCT FROM"),
        QUESTIONS: _parent(QUESTIONS, "OLD"),
        OPTIONS: _parent(OPTIONS, "OLD"),
    }
    statements = []
    for table, condition in conditions.items():
        name = f"frozen_{table}_update"
        statements += [
            (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; "
                "END IF; RETURN NEW; END $$"
            ),
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements
