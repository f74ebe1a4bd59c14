"""One file made of many, byte for byte the same wherever it is made; and such a file opened without trusting it.

Members are stored as they are: what a compressor writes differs between its versions, so that two machines could not
make the same file. Whoever wants it smaller compresses it on the way, as the site does. It also leaves a bomb nothing
to unpack: a file with a compressed member is refused by its directory, before anything of it is read.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from commonground.methods.errors import FileError, Problem

MOST_BYTES = 64 * 2**20
MOST_MEMBERS = 200
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
LONGEST_NAME = 120
DATE = (1980, 1, 1, 0, 0, 0)
MODE = (stat.S_IFREG | 0o644) << 16
UNIX = 3
END, LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
END_SIZE, LOCATOR_SIZE = 22, 20
ENTRY = 46 + LONGEST_NAME
AGAIN = "Download it again from its permanent address, and compare its checksum."


def pack(files: Mapping[str, bytes]) -> bytes:
    """The one file. The same names and contents give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, DATE)
            member.external_attr, member.create_system = MODE, UNIX
            archive.writestr(member, files[name])
    return out.getvalue()


def unpack(path: Path) -> dict[str, bytes]:
    """The contents by name. Nothing is written to a disk.

    Raises ``FileError`` for what ``pack`` did not make: one that is cut short, altered, too large, compressed, locked,
    or that holds links, folders or names that lead elsewhere.
    """
    content = _read(path)
    _judge_end(content, path.name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _judge(members, len(content), path.name)
            files = {member.filename: _member(archive, member, path.name) for member in members}
    except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, OSError):
        raise altered(path.name, "its directory") from None
    if pack(files) != content:
        raise altered(path.name, _where(content, pack(files), members))
    return files


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        message = f"The file cannot be opened: {(error.strerror or 'unknown reason').lower()}."
        remedy = "Check the name and whether you may read it."
        raise FileError(Problem(code="file-unreadable", place=str(path), message=message, remedy=remedy)) from None
    if len(content) > MOST_BYTES:
        raise refused(path.name, f"it has more than {MOST_BYTES // 2**20} MiB")
    if not content.startswith(b"PK"):
        raise refused(path.name, "it is not a bundle")
    return content


def _judge_end(content: bytes, name: str) -> None:
    """Refuse a directory that would fill the memory before it is read."""
    end = content[-END_SIZE:]
    if len(end) < END_SIZE or not end.startswith(END):
        raise altered(name, "its end")
    before = content[-END_SIZE - LOCATOR_SIZE : -END_SIZE]
    disk, start, here, total, size, _offset, comment = struct.unpack("<4H2LH", end[4:])
    if before.startswith(LOCATOR) or disk or start or here != total or comment:
        raise refused(name, "its directory is not that of a bundle")
    if total > MOST_MEMBERS or size > MOST_MEMBERS * ENTRY:
        raise refused(name, f"it holds more than {MOST_MEMBERS} files")


def _judge(members: Iterable[zipfile.ZipInfo], size: int, name: str) -> None:
    seen: set[str] = set()
    for member in members:
        if member.filename.casefold() in seen:
            raise refused(name, f'it holds "{_shown(member)}" twice')
        seen.add(member.filename.casefold())
        if why := _unfit(member):
            raise refused(name, f'its file "{_shown(member)}" {why}')
    if sum(member.file_size for member in members) > size:
        raise refused(name, "its files overlap")


def _unfit(member: zipfile.ZipInfo) -> str:
    mode = member.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "is a link"
    if member.orig_filename != member.filename or len(member.filename) > LONGEST_NAME:
        return "has a name that leads elsewhere"
    if not NAME.fullmatch(member.filename):
        return "has a name that leads elsewhere"
    if member.flag_bits & 1:
        return "is locked"
    if member.compress_type != zipfile.ZIP_STORED or member.compress_size != member.file_size:
        return "is compressed, which files of a bundle are not"
    return ""


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes:
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise altered(name, f'"{member.filename}"') from None


def _where(content: bytes, made: bytes, members: list[zipfile.ZipInfo]) -> str:
    """What the first byte belongs to that is not as ``pack`` writes it."""
    differs = next((at for at, (a, b) in enumerate(zip(content, made, strict=False)) if a != b), 0)
    before = [member.filename for member in members if member.header_offset <= differs]
    directory = made.rfind(b"PK\x01\x02") if not before else made.find(b"PK\x01\x02")
    return f'what stands around "{before[-1]}"' if before and differs < directory else "its directory"


def _shown(member: zipfile.ZipInfo) -> str:
    return member.filename.encode("ascii", "backslashreplace").decode()[:LONGEST_NAME]


def refused(name: str, why: str) -> FileError:
    """The one error for a file that is no bundle, or no harmless one."""
    return FileError(Problem(code="bundle-refused", place=name, message=f"The bundle is refused: {why}.", remedy=AGAIN))


def altered(name: str, what: str) -> FileError:
    """The one error for bytes that are not as they were written."""
    return FileError(
        Problem(
            code="bundle-altered", place=name, message=f"The bundle was altered or cut short: {what}.", remedy=AGAIN
        )
    )
