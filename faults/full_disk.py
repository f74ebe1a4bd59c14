"""A disk without room: the save is refused in clear words, what was acknowledged is there, and with room it goes on.

Where this process may mount, the disk is a small one in memory, for SQLite the whole database, for PostgreSQL a
tablespace with the answers. Elsewhere SQLite is held by a limit of pages, and PostgreSQL's server raises the error that
it has for a full disk without being out of room; the line says which (``by``).
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from commonground.core.storage import StorageFullError
from commonground.responses.actions import Recorded
from commonground.responses.models import Response, Revision
from commonground.responses.queries import Cell, current_in, history
from faults.outcome import Outcome
from tests.responses.factories import answer, response

CELL = Cell(question="A1", period="2020")
ROOM = 600_000
ENOUGH = 200_000_000
MOST_SAVES = 500
Room = Callable[[int], None]


def disk_full(trials: int) -> Outcome:
    """Fill the disk, see the error, look for everything, make room, send the same again."""
    about = response(f"place:faults:{uuid.uuid4()}")
    failures: list[str] = []
    with disk() as (by, room):
        for trial in range(trials):
            failures += [f"trial {trial}: {wrong}" for wrong in _trial(about, room)]
    return Outcome(failures=failures, seen={"by": by})


def _trial(about: Response, room: Room) -> Iterator[str]:
    room(ROOM)
    now = current_in(about, CELL)
    before = now.number if now else 0
    saved, refused, error = _fill(about, before)
    if not isinstance(error, StorageFullError):
        yield f"after {len(saved)} saves: {error!r}"
    room(ENOUGH)
    said = history(about, CELL, after=before)
    if [each.revision for each in saved] != list(said):
        yield f"{len(saved)} saves were acknowledged, {len(said)} are there"
    if wrong := _corrupt():
        yield wrong
    again = answer(about, **refused)
    if again.repeated or current_in(about, CELL) != again.revision:
        yield "what was refused for want of room is not saved when there is some"


def _fill(about: Response, base: int) -> tuple[list[Recorded], dict[str, object], Exception | None]:
    saved: list[Recorded] = []
    for number in range(base, base + MOST_SAVES):
        words = {"revision_id": uuid.uuid4(), "based_on": number, "comment": secrets.token_hex(20_000)}
        try:
            saved.append(answer(about, **words))
        except Exception as error:  # noqa: BLE001 -- whatever came of it is what the trial looks at
            return saved, words, error
    return saved, words, None


def _corrupt() -> str:
    """What the database says of its own condition, where it is not well; every row is read."""
    rows = len(Revision.objects.values_list("comment", "body_hash"))
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = cursor.fetchall()
    return "" if found == [("ok",)] else f"{rows} rows, {found}"


@contextmanager
def disk() -> Iterator[tuple[str, Room]]:
    """A disk whose free room can be set, under the database."""
    if os.geteuid() == 0 and shutil.which("mount"):
        kinds = {"sqlite": _sqlite_on_small_disk, "postgresql": _postgresql_on_small_disk}
    else:
        kinds = {"sqlite": _sqlite_by_pages, "postgresql": _postgresql_by_error}
    with kinds[connection.vendor]() as found:
        yield found


@contextmanager
def small_disk(uid: int) -> Iterator[tuple[Path, Room]]:
    """A disk in memory with some free room."""
    folder = Path(tempfile.mkdtemp(prefix="commonground-disk-"))

    def room(free: int) -> None:
        found = os.statvfs(folder)
        size = (found.f_blocks - found.f_bfree) * found.f_frsize + free
        subprocess.run(["mount", "-o", f"remount,size={size}", folder], check=True)  # noqa: S607 -- wherever it is

    options = f"size={ENOUGH},mode=0700,uid={uid}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "commonground", folder], check=True)  # noqa: S607 -- wherever it is
    try:
        yield folder, room
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S607 -- wherever it is
        folder.rmdir()


@contextmanager
def _sqlite_on_small_disk() -> Iterator[tuple[str, Room]]:
    home = connection.settings_dict["NAME"]
    with small_disk(os.geteuid()) as (folder, room):
        copy = folder / "copy.sqlite3"
        with sqlite3.connect(home) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
        target.close()
        _move_to(copy)
        try:
            yield "a small disk", room
        finally:
            _move_to(home)


def _move_to(path: Path | str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = path


@contextmanager
def _sqlite_by_pages() -> Iterator[tuple[str, Room]]:
    def room(free: int) -> None:
        with connection.cursor() as cursor:
            pages, size = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            cursor.execute(f"PRAGMA max_page_count = {pages + free // size}")

    yield "a limit of pages", room


@contextmanager
def _postgresql_on_small_disk() -> Iterator[tuple[str, Room]]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        owner = Path(cursor.fetchone()[0]).stat().st_uid
        with small_disk(owner) as (folder, room):
            cursor.execute(f"CREATE TABLESPACE commonground_small LOCATION '{folder}'")
            cursor.execute("ALTER TABLE responses_revision SET TABLESPACE commonground_small")
            try:
                yield "a small disk", room
            finally:
                cursor.execute("ALTER TABLE responses_revision SET TABLESPACE pg_default")
                cursor.execute("CHECKPOINT")  # files of the table are taken away only then
                cursor.execute("DROP TABLESPACE commonground_small")


@contextmanager
def _postgresql_by_error() -> Iterator[tuple[str, Room]]:
    raising = (
        "CREATE OR REPLACE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF random() < 0.3 THEN "
        "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$"
    )
    full = "CREATE TRIGGER no_room BEFORE INSERT ON responses_revision FOR EACH ROW EXECUTE FUNCTION no_room()"

    def room(free: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(raising)
            cursor.execute("DROP TRIGGER IF EXISTS no_room ON responses_revision")
            if free < ENOUGH:
                cursor.execute(full)

    yield "the server's error for it", room
