"""The triggers that guard what is kept: lifted while rows are brought in, put back as they were, and tried."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from commonground.core.migrations_support import AppendOnly, RefuseWhile

SQLITE = "SELECT tbl_name, name, 'A', sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE '%wagtailsearch%'"
POSTGRESQL = (
    "SELECT relname, tgname, tgenabled::text, pg_get_triggerdef(t.oid) || pg_get_functiondef(t.tgfoid) "
    "FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal AND pg_table_is_visible(c.oid)"
)
FOREIGN = (
    "SELECT relname FROM pg_class WHERE relkind IN ('r', 'S') AND NOT pg_has_role(relowner, 'USAGE') "
    "AND (relnamespace = ANY(current_schemas(false)::regnamespace[]) AND pg_table_is_visible(oid) "
    "OR relnamespace = to_regnamespace('public') AND NOT has_schema_privilege(relnamespace, 'USAGE')) ORDER BY 1"
)
"""A schema that a role may not use is none of its current ones, as ``public`` may be after a restore."""
ENABLE = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}
"""How PostgreSQL says when a trigger acts, by the letter that its catalogue keeps."""


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """A trigger as the database describes it."""

    table: str
    name: str
    enabled: str
    definition: str


def guards() -> tuple[Guard, ...]:
    """Every trigger of the installation."""
    return tuple(sorted(Guard(*row) for row in _rows({"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor])))


def tables_of_others() -> list[str]:
    """The tables whose triggers the present role cannot lift. On SQLite there are none."""
    return [table for (table,) in _rows(FOREIGN)] if connection.vendor == "postgresql" else []


def lift(standing: tuple[Guard, ...]) -> None:
    """Take triggers off, within a transaction: nobody else ever sees a table without them."""
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        _execute(*(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER" for table in _tables(standing)))
    else:
        _execute(*(f"DROP TRIGGER {quote(each.name)}" for each in standing))


def put_back(standing: tuple[Guard, ...]) -> None:
    """Put triggers back as they were."""
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        _execute(
            *(f"ALTER TABLE {quote(g.table)} {ENABLE[g.enabled]} TRIGGER {quote(g.name)}" for g in standing),
        )
    else:
        _execute(*(each.definition for each in standing))


def not_refused() -> list[str]:
    """The tables of which a row that is kept could be deleted: each is tried, and the trial undone."""
    return sorted({table for table, condition in _kept() if _can_delete(table, condition)})


def _kept() -> list[tuple[str, str]]:
    """Tables, and which of their rows are not deleted, as the migrations say it."""
    operations = [each for m in MigrationLoader(connection).disk_migrations.values() for each in m.operations]
    always = [(each.table, "1 = 1") for each in operations if isinstance(each, AppendOnly)]
    return always + [
        (each.table, each.condition.format(row="kept"))
        for each in operations
        if isinstance(each, RefuseWhile) and "delete" in each.verbs
    ]


def _can_delete(table: str, condition: str) -> bool:
    quoted = connection.ops.quote_name(table)
    whole = f"SELECT 1 FROM {quoted} AS kept WHERE {condition} LIMIT 1"  # noqa: S608 -- a migration's own words
    if not _rows(whole):
        return False
    try:
        with transaction.atomic():
            _execute(f"DELETE FROM {quoted} AS kept WHERE {condition}")  # noqa: S608 -- a migration's own words
            transaction.set_rollback(True)
    except IntegrityError:
        return False
    return True


def _tables(standing: tuple[Guard, ...]) -> list[str]:
    return sorted({each.table for each in standing})


def _rows(query: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
