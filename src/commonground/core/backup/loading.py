"""Bringing the rows of a dump into an empty installation: all of them, guarded as before, or none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction

from commonground.core.backup.databases import Tables, hash_rows
from commonground.core.backup.dumping import SCHEMA, Row, Table, hashed, moved
from commonground.core.backup.guards import Guard, guards, lift, not_refused, put_back, tables_of_others
from commonground.core.backup.make import form
from commonground.core.queries.trail import verify
from commonground.methods.errors import CommongroundError, Problem

BATCH = 500
NOTHING = "Nothing was written."
Said = dict[str, Any]


def load(*, file: Path) -> Tables:
    """Bring in all rows of ``file``, as the role that owns the tables, into an installation that holds nothing.

    One transaction lifts the triggers, writes the rows, puts the triggers back and looks: the rows are those that were
    dumped, table by table; every chain of the audit trail is whole; the triggers are those from before, and they
    refuse. Where one of these is not so, nothing is written.
    """
    if others := tables_of_others():
        raise refuse(
            "load-role",
            f"The present role does not own {others[0]}, so it cannot lift its triggers.",
            "Run this as the role that owns the tables, the one that migrates.",
        )
    try:
        with transaction.atomic():
            tables = _load(file)
    except DatabaseError as error:
        said = " ".join(str(error).split())[:300]
        raise refuse("load-refused", f"The database said: {said}. {NOTHING}", "Mend that, then dump anew.") from None
    ContentType.objects.clear_cache()
    return tables


def _load(file: Path) -> Tables:
    standing = guards()
    lift(standing)
    _check_is_empty()
    tables = _bring_in(file)
    connection.check_constraints()
    put_back(standing)
    _check(file, tables, standing)
    return tables


def _check_is_empty() -> None:
    """What migrations themselves write belongs to other packages, and is replaced by what was dumped of it."""
    for table in moved():
        if table.is_ours and next(table.rows(), None) is not None:
            raise refuse(
                "load-not-empty",
                "This installation holds something already.",
                "Load into an empty database.",
                place=table.name,
            )


def _bring_in(file: Path) -> Tables:
    known = {table.name: table for table in moved()}
    lines = _lines(file)
    _check_form(file, next(lines, None))
    with connection.cursor() as cursor:
        for name in known:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 -- a model's own table
    head = next(lines, None)
    while isinstance(head, dict) and "table" in head:
        table = known.get(head["table"])
        if table is None or head.get("columns") != table.columns:
            raise damaged(file)
        head = _insert(file, table, lines)
    if not isinstance(head, dict) or set(head.get("tables", ())) != set(known):
        raise damaged(file)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in known.values()]):
            cursor.execute(statement)
    return {name: (rows, digest) for name, (rows, digest) in head["tables"].items()}


def _insert(file: Path, table: Table, lines: Iterator[Said | Row]) -> Said | None:
    """Write the rows that follow, and return the line after them."""
    fields = table.fields
    quote = connection.ops.quote_name
    columns = ", ".join(map(quote, table.columns))
    places = ", ".join("%s" for _ in fields)
    statement = f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({places})"  # noqa: S608 -- a model's own names
    after: list[Said] = []
    rest = _rows_until(lines, after)
    with connection.cursor() as cursor:
        while rows := list(islice(rest, BATCH)):
            try:
                values = [_values(fields, row) for row in rows]
            except (ValueError, ValidationError, TypeError):
                raise damaged(file) from None
            cursor.executemany(statement, values)
    return after[0] if after else None


def _rows_until(lines: Iterator[Said | Row], after: list[Said]) -> Iterator[Row]:
    for each in lines:
        if isinstance(each, dict):
            after.append(each)
            return
        yield each


def _values(fields: list[models.Field[Any, Any]], row: Row) -> list[Any]:
    """Values as the database takes them."""
    pairs = zip(fields, row, strict=True)
    return [field.get_db_prep_save(field.to_python(value), connection=connection) for field, value in pairs]


def _lines(file: Path) -> Iterator[Said | Row]:
    try:
        with file.open(encoding="utf-8", errors="surrogatepass", newline="\n") as source:
            for text in source:
                said = json.loads(text)
                if not isinstance(said, dict | list):
                    raise damaged(file)
                yield said
    except FileNotFoundError:
        raise refuse("backup-not-found", "There is no such file.", "Check the path.", place=str(file)) from None
    except (OSError, ValueError):
        raise damaged(file) from None


def _check_form(file: Path, head: Said | Row | None) -> None:
    if not isinstance(head, dict) or head.get("commonground") != SCHEMA:
        raise damaged(file)
    if head.get("migrations") != list(form()):
        raise refuse(
            "load-other-form",
            f"Version {head.get('version')} of Commonground wrote this, and the database here has another form.",
            "Dump and load with the same version, both migrated.",
            place=str(file),
        )


def _check(file: Path, tables: Tables, standing: tuple[Guard, ...]) -> None:
    if wrong := [each.name for each in moved() if hash_rows(map(hashed, each.rows())) != tables[each.name]]:
        message = f"These tables are not as they were: {', '.join(wrong)}. {NOTHING}"
        raise refuse("load-differs", message, "Dump anew.", place=str(file))
    if faults := [f"{report.name}: {fault.message}" for report in verify() for fault in report.faults]:
        remedy = "See commonground verify audit where it was dumped, and compare with a backup."
        raise refuse("load-trail", f"The audit trail is not whole: {'; '.join(faults[:5])}. {NOTHING}", remedy)
    if changed := [each.name for each in set(guards()) ^ set(standing)] or not_refused():
        message = f"What guards the rows is not as it was: {', '.join(changed)}. {NOTHING}"
        raise refuse("load-guards", message, "Migrate an empty database anew, and load into that.")


def damaged(file: Path) -> CommongroundError:
    return refuse(
        "load-damaged", f"This is no dump, or it is damaged or cut short. {NOTHING}", "Dump anew.", place=str(file)
    )


def refuse(code: str, message: str, remedy: str, place: str = "") -> CommongroundError:
    return CommongroundError(Problem(code=code, message=message, remedy=remedy, place=place))
