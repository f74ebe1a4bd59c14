"""Putting a backup back."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings

from commonground.core.backup.archive import DATABASE, FILES, Manifest, aside, read_manifest, unpack
from commonground.core.backup.databases import database
from commonground.core.backup.make import KEPT
from commonground.methods.errors import CommongroundError, Problem

AFTER = (
    "Restore the backup into an installation with that database, or move the data: docs/how-to/move-to-postgresql.md."
)


def restore(*, file: Path, replace: bool = False) -> Manifest:
    """Put the installation back as ``file`` holds it, and check every table against the hash that was taken then.

    Nothing is touched before the whole file has been read and checked. An installation that holds something is
    overwritten only with ``replace``; with SQLite the database before is kept beside the new one.
    """
    manifest, own = read_manifest(file), database()
    if manifest.database != own.vendor:
        message = f"The backup is of {manifest.database}, and this installation has {own.vendor}."
        raise CommongroundError(Problem(code="restore-other-database", message=message, remedy=AFTER, place=str(file)))
    if not replace and not own.is_empty():
        raise CommongroundError(
            Problem(
                code="restore-not-empty",
                message="This installation holds something already.",
                remedy="Restore into an empty home, or say --replace.",
                place=str(settings.HOME),
            )
        )
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as name:
        folder = Path(name)
        unpack(file, manifest, folder)
        own.replace(folder / DATABASE)
        _put_files(folder / FILES)
    if wrong := [table for table, content in own.tables().items() if manifest.tables.get(table) != content]:
        names = ", ".join(wrong)
        raise CommongroundError(
            Problem(
                code="restore-differs",
                message=f"These tables are not as they were: {names}.",
                remedy="Restore once more.",
                place=str(file),
            )
        )
    return manifest


def _put_files(folder: Path) -> None:
    """Put the files in place; those that were there are laid aside, never deleted."""
    for name in KEPT:
        here, there = folder / name, settings.HOME / name
        if there.exists():
            there.replace(aside(there))
        if here.exists():
            here.replace(there)
    if (key := settings.HOME / "secret_key").exists():
        key.chmod(0o600)
