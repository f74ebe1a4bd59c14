"""All migrations run once for all workers of a test run: the first makes a template, and every worker copies it."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.support.environment import BASE, WORKER

HOME = BASE / "template"
NAME = f"test_template_{BASE.name.rpartition('-')[2].lower()}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """One process alone has nothing to share."""
    with ExitStack() as kept:
        if WORKER:
            with locked(BASE / "template.lock"):
                on_postgresql() if connection.vendor == "postgresql" else on_sqlite(kept)
        yield


def on_postgresql() -> None:
    """The server copies databases by itself."""
    if not HOME.exists():
        execute(f"CREATE DATABASE {NAME}")
        migrate(DATABASE_URL=f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{NAME}")
    connection.settings_dict["TEST"]["TEMPLATE"] = NAME


def on_sqlite(kept: ExitStack) -> None:
    """A database in memory is filled when it is made; it lasts for as long as somebody is connected to it."""
    if not HOME.exists():
        migrate()
    make = connection.creation._create_test_db

    def made(*arguments: Any, **more: Any) -> str:
        name: str = make(*arguments, **more)
        filled = kept.enter_context(closing(sqlite3.connect(name, uri=True)))
        with closing(sqlite3.connect(HOME / "commonground.sqlite3")) as source:
            source.backup(filled)
        return name

    connection.creation._create_test_db = made


def migrate(**more: str) -> None:
    """Make the template; its home stands once it is whole."""
    begun = HOME.with_name("template.begun")
    begun.mkdir()
    command = [sys.executable, "-c", "from commonground.cli.django import start; start()"]
    subprocess.run(command, env=os.environ | {"COMMONGROUND_HOME": str(begun)} | more, check=True)
    begun.rename(HOME)


def pytest_unconfigure() -> None:
    """The template goes when all workers have ended."""
    if not WORKER and HOME.exists() and "DATABASE_URL" in os.environ:
        execute(f"DROP DATABASE {NAME}")


def execute(statement: str) -> None:
    """On the server itself: outside of tests Django's connections are blocked."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(statement)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One worker at a time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
