"""Making a backup."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from commonground import __version__
from commonground.core.backup.archive import DATABASE, FILES, MANIFEST, Manifest, part_of
from commonground.core.backup.databases import database
from commonground.methods.errors import CommongroundError, Problem

KEPT = ("secret_key", "media", "bundles")
"""What of the home folder cannot be made anew; the database is copied by its own means.

Open data that was given out stays under its address, though what is made today may be other bytes.
"""


def backup(*, file: Path, replace: bool = False) -> Manifest:
    """Write a backup of the whole installation into ``file``, readable by its owner only.

    The database is copied as it stands at one moment while the site goes on, and the files after it, so that every
    file that the copy speaks of is there.
    """
    with (
        new_file(file, replace=replace) as unfinished,
        tempfile.TemporaryDirectory(dir=file.parent, prefix=".commonground-") as folder,
    ):
        manifest, sources = _collect(Path(folder) / DATABASE)
        _pack(unfinished, manifest, sources)
    return manifest


@contextmanager
def new_file(file: Path, *, replace: bool) -> Iterator[Path]:
    """A name beside ``file`` to write to; what was written takes its place where all went well, and goes otherwise."""
    if file.exists() and not replace:
        raise CommongroundError(
            Problem(
                code="backup-exists",
                message="This file exists.",
                remedy="Choose another name, or say --replace.",
                place=str(file),
            )
        )
    if not file.parent.is_dir():
        raise CommongroundError(
            Problem(
                code="backup-folder",
                message="There is no such folder.",
                remedy="Make it, or choose another.",
                place=str(file.parent),
            )
        )
    unfinished = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield unfinished
        unfinished.replace(file)
    except OSError as error:
        raise CommongroundError(
            Problem(
                code="backup-unwritable",
                message=f"It cannot be written: {error.strerror}.",
                remedy="Mend that.",
                place=str(file),
            )
        ) from None
    finally:
        unfinished.unlink(missing_ok=True)


def _collect(copy: Path) -> tuple[Manifest, dict[str, Path]]:
    tables = database().copy(copy)
    sources = {DATABASE: copy} | {FILES + path.relative_to(settings.HOME).as_posix(): path for path in _files()}
    manifest = Manifest(
        made_at=timezone.now().isoformat(timespec="seconds"),
        version=__version__,
        database=connection.vendor,
        migrations=form(),
        tables=tables,
        parts={name: part_of(path) for name, path in sources.items()},
    )
    return manifest, sources


def form() -> tuple[str, ...]:
    """The migrations that the database has been through."""
    return tuple(sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations()))


def _files() -> Iterator[Path]:
    for name in KEPT:
        top = settings.HOME / name
        found = [top] if top.is_file() else sorted(top.rglob("*"))
        yield from (path for path in found if path.is_file() and not path.is_symlink() and not _unfinished(path))


def _unfinished(path: Path) -> bool:
    """A bundle that is being written, and has another name in a moment."""
    return settings.BUNDLES in path.parents and path.name.startswith(".")


def private(target: Path) -> BinaryIO:
    """A new file that nobody else may read."""
    return os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")


def _pack(target: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    with private(target) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, manifest.to_json())
        for name, path in sources.items():
            archive.write(path, name)
