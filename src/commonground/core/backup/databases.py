"""Copying a database whole, as it was at one moment, and putting a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper

from commonground.core.backup.archive import aside
from commonground.methods.errors import CommongroundError, Problem

PROGRAMS = "Install PostgreSQL's client programs of the server's version or newer (on Debian: postgresql-client)."
Tables = dict[str, tuple[int, str]]


class Database(Protocol):
    """What the two kinds of database can do."""

    vendor: str

    def copy(self, target: Path) -> Tables: ...

    def replace(self, source: Path) -> None: ...

    def is_empty(self) -> bool: ...

    def tables(self) -> Tables: ...


def database() -> Database:
    """The installation's own."""
    return {"sqlite": Sqlite, "postgresql": Postgres}[connection.vendor]()


class Sqlite:
    vendor = "sqlite"

    def __init__(self) -> None:
        self.path = Path(connection.settings_dict["NAME"])

    def copy(self, target: Path) -> Tables:
        """A copy by SQLite's own ``VACUUM INTO``, in one reading transaction, while others go on writing."""
        with closing(sqlite3.connect(self.path, timeout=20)) as source:
            source.execute("VACUUM INTO ?", [str(target)])
        return _contents_of(target)

    def replace(self, source: Path) -> None:
        """Put a copy in the database's place; the one before is kept beside it."""
        _contents_of(source)  # refused where it is damaged
        connections.close_all()
        self._lay_aside()
        new = self.path.with_name(f"{self.path.name}.new")
        shutil.copyfile(source, new)
        new.chmod(0o600)
        new.replace(self.path)

    def _lay_aside(self) -> None:
        if not self.path.exists():
            return
        with closing(sqlite3.connect(self.path, timeout=5)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.path.replace(aside(self.path))
        for ending in ("-wal", "-shm"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)

    def is_empty(self) -> bool:
        return not self.path.exists() or not _contents_of(self.path)

    def tables(self) -> Tables:
        return _contents_of(self.path)


class Postgres:
    vendor = "postgresql"

    def copy(self, target: Path) -> Tables:
        """A copy by ``pg_dump``. It and the hashes see one snapshot, whatever others write meanwhile."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
            self._run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
            return self._hashed(cursor)

    def replace(self, source: Path) -> None:
        """Put a copy into a new schema; the one before is kept under another name, and comes back where this fails."""
        before = None if self.is_empty() else f"public_before_{datetime.now(UTC):%Y%m%dT%H%M%S%f}".lower()
        if before:
            self._execute(f"ALTER SCHEMA public RENAME TO {before}", "CREATE SCHEMA public")
        connections.close_all()
        try:
            self._restore(source)
        except CommongroundError:
            if before:
                self._execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {before} RENAME TO public")
            raise

    def _restore(self, source: Path) -> None:
        """All that was copied but the schema itself, which is there."""
        listed = self._run("pg_restore", "--list", str(source)).splitlines()
        chosen = source.with_name("list")
        chosen.write_text("\n".join(line for line in listed if " SCHEMA - public " not in line), encoding="utf-8")
        options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", f"--use-list={chosen}")
        self._run("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source))

    def _execute(self, *statements: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def is_empty(self) -> bool:
        with connection.cursor() as cursor:
            return not connection.introspection.table_names(cursor)

    def tables(self) -> Tables:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return self._hashed(cursor)

    def _hashed(self, cursor: CursorWrapper) -> Tables:
        names = connection.introspection.table_names(cursor)
        return {name: hash_rows(self._rows(name)) for name in sorted(names)}

    def _rows(self, table: str) -> Iterator[str]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {connection.ops.quote_name(table)} t")  # noqa: S608 -- a quoted name
            for (row,) in cursor:
                yield row

    def _run(self, program: str, *options: str) -> str:
        if (found := shutil.which(program)) is None:
            message = f"The program {program} is not installed, and PostgreSQL is copied by nothing else."
            raise CommongroundError(Problem(code="backup-no-program", message=message, remedy=PROGRAMS))
        done = subprocess.run(  # noqa: S603 -- PostgreSQL's own program, no shell
            [found, *options], env=os.environ | self._address(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = " ".join(done.stderr.split())[-500:]
            raise CommongroundError(Problem(code="backup-program", message=f"{program} said: {said}", remedy=PROGRAMS))
        return done.stdout

    def _address(self) -> dict[str, str]:
        """Where the server is, by variables: a password on the command line could be read by everybody."""
        names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
        known = connection.settings_dict
        options = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
        secure = {name: known["OPTIONS"][key] for key, name in options.items() if key in known["OPTIONS"]}
        return {name: str(known[key]) for key, name in names.items() if known[key]} | secure


def _contents_of(path: Path) -> Tables:
    """The tables of a SQLite file, which is refused where it is damaged."""
    try:
        with _reading(path) as copy:
            if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                raise sqlite3.DatabaseError("quick_check")  # noqa: TRY301 -- one answer to both
            names = copy.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            )
            return {name: hash_rows(_sqlite_rows(copy, name)) for (name,) in names.fetchall()}
    except sqlite3.DatabaseError as error:
        raise CommongroundError(
            Problem(
                code="backup-database",
                message=f"The database is damaged: {error}.",
                remedy="Restore the last whole backup.",
                place=str(path),
            )
        ) from None


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=20)) as copy:
        copy.execute("BEGIN")
        yield copy


def _sqlite_rows(copy: sqlite3.Connection, table: str) -> Iterator[str]:
    quoted = table.replace('"', '""')
    for row in copy.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 -- a quoted name
        yield repr(row)


def hash_rows(rows: Iterable[str]) -> tuple[int, str]:
    """How many rows, and a hash of them that does not depend on the order in which they lie."""
    count, total = 0, 0
    for row in rows:
        count += 1
        total = (total + int.from_bytes(sha256(row.encode("utf-8", "surrogatepass")).digest())) % (1 << 256)
    return count, f"{total:064x}"
