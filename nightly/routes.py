"""Walks every public page of the demonstration index by its links: `python -m nightly.routes sqlite` or `postgresql`.

Every address answers; a page is at most 150 kB and asks at most 20 questions of the database. PostgreSQL is the
server that ``COMMONGROUND_TEST_POSTGRES`` names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

MOST_BYTES, MOST_QUERIES, FOUND = 150_000, 20, 200
ELSEWHERE = ("/desk/", "/accounts/", "/static/", "/media/")


class Links(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where an anchor or a form field of choices leads."""
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.add(href)


def leads_on(page: str, href: str) -> str | None:
    """The address of a link that stays among the public pages."""
    parts = urlsplit(urljoin(f"http://testserver{page}", urldefrag(href).url))
    stays = parts.netloc == "testserver" and not parts.path.startswith(ELSEWHERE)
    return parts._replace(scheme="", netloc="").geturl() if stays else None


def walk() -> dict[str, object]:
    """Walk in this process, whose environment names the database."""
    import django  # noqa: PLC0415 -- needs the environment first

    django.setup()
    from django.db import connection, reset_queries  # noqa: PLC0415 -- needs Django set up
    from django.test import Client  # noqa: PLC0415 -- needs Django set up
    from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: PLC0415 -- needs Django set up

    setup_test_environment()
    client, seen, todo, faults = Client(raise_request_exception=False), {"/"}, ["/"], []
    most = {"bytes": 0, "queries": 0}
    while todo:
        address = todo.pop()
        reset_queries()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address, REMOTE_ADDR="127.0.0.1")
        size, html = len(response.getvalue()), response.headers.get("Content-Type", "").startswith("text/html")
        most = {"bytes": max(most["bytes"], html * size), "queries": max(most["queries"], len(queries))}
        if response.status_code != FOUND or (html and size > MOST_BYTES) or len(queries) > MOST_QUERIES:
            faults.append({"address": address, "status": response.status_code, "bytes": size, "queries": len(queries)})
        if html and response.status_code == FOUND:
            links = Links()
            links.feed(response.content.decode())
            fresh = {onward for href in links.found if (onward := leads_on(address, href))} - seen
            seen |= fresh
            todo += sorted(fresh)
    return {"addresses": len(seen), "most": most, "faults": faults}


def prepare_and_walk(home: str, database: str) -> dict[str, object]:
    """Set an installation up in a home of its own, and walk through it."""
    environment = os.environ | {"COMMONGROUND_HOME": home, "DATABASE_URL": database}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "commonground.site.settings",
        "COMMONGROUND_SHOW_PRIVATE_ON_LOOPBACK": "1",
    }
    for command in (["commonground.cli", "demo", "--prepare-only"], ["nightly.routes", "--walk"]):
        done = subprocess.run(
            [sys.executable, "-m", *command], env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    return dict(json.loads(done.stdout.splitlines()[-1]))


@contextmanager
def passing_database(server: str) -> Iterator[str]:
    """A database of its own on a server, gone afterwards."""
    import psycopg  # noqa: PLC0415 -- not needed on SQLite

    name = f"commonground_nightly_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main(database: str) -> int:
    """Walk on one database."""
    server = os.environ.get("COMMONGROUND_TEST_POSTGRES", "")
    if database == "postgresql" and not server:
        print(json.dumps({"message": "COMMONGROUND_TEST_POSTGRES names no server to walk on"}))
        return 1
    place = passing_database(server) if database == "postgresql" else nullcontext("")
    with tempfile.TemporaryDirectory() as home, place as address:
        found = prepare_and_walk(home, address)
    print(json.dumps({"value": len(found["faults"]), "unit": "faults", "target": 0, **found}))
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    if sys.argv[1] == "--walk":
        print(json.dumps(walk()))
    else:
        sys.exit(main(sys.argv[1]))
