"""An installation that lives as long as the faults do: a home, a database, and Django set up on them."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from urllib.parse import urlsplit


@contextmanager
def installation(database: str) -> Iterator[None]:
    """A migrated database of its own, gone afterwards. One process can have one."""
    place = passing_database(os.environ["COMMONGROUND_TEST_POSTGRES"]) if database == "postgresql" else nullcontext("")
    with tempfile.TemporaryDirectory(prefix="commonground-faults-") as home, place as address:
        os.environ |= {
            "COMMONGROUND_HOME": home,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "commonground.site.settings",
        }
        subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], check=True)
        import django  # noqa: PLC0415 -- needs the environment first

        django.setup()
        from django.db import connections  # noqa: PLC0415 -- needs Django set up

        try:
            yield
        finally:
            connections.close_all()


@contextmanager
def passing_database(server: str) -> Iterator[str]:
    """A database on a server, gone afterwards."""
    import psycopg  # noqa: PLC0415 -- not needed on SQLite

    name = f"commonground_faults_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
