"""All rows of an installation as text, which either kind of database can take: to move from one to the other.

A line of JSON each: first what the file is, then for every table a line that names it and its columns with its rows
after it, and at the end how many rows each table has, with the hash of their content.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models.options import Options
from django.utils import timezone

from commonground import __version__
from commonground.core.backup.databases import Tables, hash_rows
from commonground.core.backup.make import form, new_file, private

SCHEMA = 1
LEFT_OUT = ("sessions", "wagtailsearch")
"""Everybody signs in anew; what the desk searches in is made anew from what it stands for."""
CHUNK = 2_000
Row = list[Any]


def dump(*, file: Path, replace: bool = False) -> Tables:
    """Write every row as it stands at one moment into ``file``, readable by its owner only."""
    with new_file(file, replace=replace) as unfinished, private(unfinished) as out:
        return _dump(out)


@transaction.atomic
def _dump(out: BinaryIO) -> Tables:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    made_at = timezone.now().isoformat(timespec="seconds")
    _write(out, {"commonground": SCHEMA, "version": __version__, "made_at": made_at, "migrations": form()})
    tables = {}
    for table in moved():
        _write(out, {"table": table.name, "columns": table.columns})
        tables[table.name] = hash_rows(_written(out, table))
    _write(out, {"tables": tables})
    return tables


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its model, with all of its rows, also those that the model's own managers leave out."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self._said.db_table

    @property
    def is_ours(self) -> bool:
        return self.model.__module__.startswith("commonground.")

    @property
    def is_moved(self) -> bool:
        return self._said.managed and not self._said.proxy and self._said.app_label not in LEFT_OUT

    @property
    def fields(self) -> list[models.Field[Any, Any]]:
        return list(self._said.local_concrete_fields)

    @property
    def columns(self) -> list[str]:
        return [str(field.column) for field in self.fields]

    def rows(self) -> Iterator[Row]:
        every = self.model._base_manager.order_by("pk")  # noqa: SLF001 -- Django's own word for it
        return map(list, every.values_list(*(field.attname for field in self.fields)).iterator(chunk_size=CHUNK))

    @property
    def _said(self) -> Options[models.Model]:
        return self.model._meta  # noqa: SLF001 -- Django's own word for it


def moved() -> tuple[Table, ...]:
    """Every table that is moved, those that join two included, in the order of their names."""
    known = {each.name: each for each in map(Table, apps.get_models(include_auto_created=True)) if each.is_moved}
    return tuple(known[name] for name in sorted(known))


def line(value: object, *, sort: bool = False) -> str:
    return json.dumps(value, default=_told, ensure_ascii=False, sort_keys=sort, separators=(",", ":"))


def hashed(row: Row) -> str:
    """What a row says, alike in both kinds of database: PostgreSQL keeps the keys of JSON in an order of its own."""
    return line(row, sort=True)


def _written(out: BinaryIO, table: Table) -> Iterator[str]:
    for row in table.rows():
        _write(out, row)
        yield hashed(row)


def _write(out: BinaryIO, value: dict[str, Any] | Row) -> None:
    out.write(line(value).encode("utf-8", "surrogatepass") + b"\n")


def _told(value: object) -> str:
    """What JSON has no word for; times with all their digits, which the audit trail's hashes need."""
    match value:
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode("ascii")
    raise TypeError(f"{type(value)} is not moved.")
