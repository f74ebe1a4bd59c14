"""The test's database as other processes see it, for what one process cannot show: races, crashes, commands."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection


@dataclass
class Installation:
    """A home of its own and the variables that lead there."""

    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=600)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "commonground.cli", *arguments)

    def script(self, source: str) -> list[str]:
        return ["-c", f"import django; django.setup()\n{source}"]


def installation(home: Path) -> Installation:
    """On SQLite a copy of the test's database in a file; on PostgreSQL the same one. Needs ``transactional_db``."""
    found = Installation(home, _variables(home, connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(home / "commonground.sqlite3")])
    return found


@contextmanager
def empty_installation(home: Path) -> Iterator[Installation]:
    """One of the same kind of database, with nothing in it. Needs ``transactional_db``."""
    name = f"{connection.settings_dict['NAME']}_{home.name}"
    if connection.vendor == "postgresql":
        _execute(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    yield Installation(home, _variables(home, name))
    if connection.vendor == "postgresql":
        _execute(f"DROP DATABASE {name}")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _variables(home: Path, name: str) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    ours = ("COMMONGROUND_", "COV_", "DATABASE_URL")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    own = {"COMMONGROUND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "commonground.site.settings"}
    if connection.vendor == "postgresql":
        known = connection.settings_dict
        secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
        own["DATABASE_URL"] = f"postgres://{known['USER']}{secret}@{known['HOST']}:{known['PORT']}/{name}"
    return inherited | own | {"COMMONGROUND_SECRET_KEY": settings.SECRET_KEY}
