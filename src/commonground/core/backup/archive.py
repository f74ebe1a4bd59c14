"""The file of a backup: a ZIP whose manifest names every part with its size and hash."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from commonground.methods.errors import CommongroundError, Problem

SCHEMA = 1
MANIFEST = "manifest.json"
DATABASE = "database"
FILES = "files/"
CHUNK = 1 << 20
LARGEST_MANIFEST = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file in a backup."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds. ``tables`` has the number of rows and the hash of each table's content."""

    made_at: str
    version: str
    database: str
    migrations: tuple[str, ...]
    tables: Mapping[str, tuple[int, str]]
    parts: Mapping[str, Part]

    def to_json(self) -> str:
        return json.dumps({"schema": SCHEMA, **asdict(self)}, indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        said = json.loads(text)
        if said.pop("schema") != SCHEMA:
            raise ValueError("Another schema.")
        said["parts"] = {name: Part(**part) for name, part in said["parts"].items()}
        said["tables"] = {name: (rows, digest) for name, (rows, digest) in said["tables"].items()}
        said["migrations"] = tuple(said["migrations"])
        return cls(**said)


def aside(path: Path) -> Path:
    """The name under which what a restore replaces is kept."""
    return path.with_name(f"{path.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")


def part_of(path: Path) -> Part:
    """A file's size and hash."""
    hashed = sha256()
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            hashed.update(block)
    return Part(size=path.stat().st_size, sha256=hashed.hexdigest())


def read_manifest(file: Path) -> Manifest:
    """The manifest of a backup, refused where the file is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise ValueError("Too large.")  # noqa: TRY301 -- one answer to whatever is wrong with it
            manifest = Manifest.from_json(archive.read(MANIFEST))
    except FileNotFoundError:
        raise CommongroundError(
            Problem(
                code="backup-not-found", message="There is no such file.", remedy="Check the path.", place=str(file)
            )
        ) from None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
        raise damaged(file) from None
    if not all(_safe(name) for name in manifest.parts):
        raise damaged(file)
    return manifest


def unpack(file: Path, manifest: Manifest, folder: Path) -> None:
    """Write every part of a backup under ``folder``, and check each against its hash."""
    with zipfile.ZipFile(file) as archive:
        for name, part in manifest.parts.items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                if archive.getinfo(name).file_size != part.size:
                    raise damaged(file, name)
                with archive.open(name) as packed, target.open("wb") as out:
                    shutil.copyfileobj(packed, out, CHUNK)
            except (KeyError, zipfile.BadZipFile, EOFError):
                raise damaged(file, name) from None
            if part_of(target) != part:
                raise damaged(file, name)


def damaged(file: Path, name: str = "") -> CommongroundError:
    what = f"Its part {name} is not what was backed up." if name else "This is no backup, or it is damaged."
    return CommongroundError(
        Problem(
            code="backup-damaged",
            message=what,
            remedy="Use another copy of the backup; nothing was changed.",
            place=str(file),
        )
    )


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    inside = not path.is_absolute() and ".." not in path.parts and "\\" not in name and "\0" not in name
    return inside and (name == DATABASE or name.startswith(FILES))
