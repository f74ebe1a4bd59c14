"""The file around a workbook: what it is by its bytes, and whether it may be unpacked at all.

Nothing is unpacked before the sizes that the archive declares have been judged, and what is unpacked is counted, since
a header may lie. A part may unpack to 200 times its size at most. Parts of sheets are exempt from that first look and
judged by their content alone (``contents``): a million empty rows are no harm, and pack a thousand to one.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from commonground.methods.errors import Problem, WorkbookError
from commonground.methods.sentences import Sentence

MAX_RATIO = 200
MAX_UNPACKED = 512 * 2**20
"""Bytes that all parts together may declare; the official workbooks have some 17 million."""
HARMLESS = 2**20
"""A part of up to this many bytes is no bomb, however well it packs."""

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHEET_PART = re.compile(r"^/?xl/worksheets/[^/]+\.xml$")
SAVE = Sentence("Open it in a spreadsheet program and save it as an Excel workbook (.xlsx).")


def refusal(code: str, message: str, remedy: str, name: str) -> WorkbookError:
    """The one error with which a file is refused."""
    return WorkbookError(Problem(code=code, message=message, remedy=remedy, place=name))


def damaged(name: str) -> WorkbookError:
    """The refusal of a file whose bytes do not add up."""
    return refusal(
        "workbook-damaged",
        Sentence("The file is cut short or damaged."),
        Sentence("Download or copy it again, and compare its size with the original."),
        name,
    )


def bomb(name: str, what: str) -> WorkbookError:
    """The refusal of a file that would unpack to more than any workbook of this kind holds."""
    return refusal(
        "workbook-too-large",
        Sentence("The file is refused before it fills the memory: %(what)s.", what=what),
        Sentence("Take out what does not belong to the index, or ask the publisher for a clean copy."),
        name,
    )


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive of a workbook, once its bytes and declared sizes have been judged."""
    _sniff(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged(path.name) from None
    try:
        _judge(archive, path)
    except WorkbookError:
        archive.close()
        raise
    return archive


def _sniff(path: Path) -> None:
    if not path.is_file():
        raise refusal("workbook-not-found", Sentence("There is no such file."), Sentence("Check the path."), path.name)
    with path.open("rb") as file:
        head = file.read(8)
        if not head:
            raise refusal(
                "workbook-empty", Sentence("The file is empty."), Sentence("Download or copy it again."), path.name
            )
        if head == OLE:
            raise _compound(file, path.name)
    if not head.startswith(b"PK"):
        raise refusal(
            "workbook-not-spreadsheet",
            Sentence("This is not an Excel workbook, whatever its name says."),
            SAVE,
            path.name,
        )


def _compound(file: IO[bytes], name: str) -> WorkbookError:
    """A compound file is an old .xls or the wrapping of a locked .xlsx; the entry's name in UTF-16 tells."""
    if "EncryptedPackage".encode("utf-16-le") in file.read(32 * 2**20):
        return locked(name)
    return refusal("workbook-old-format", Sentence("This is a file of an old spreadsheet format (.xls)."), SAVE, name)


def locked(name: str) -> WorkbookError:
    """The refusal of a file that needs a password."""
    return refusal(
        "workbook-locked",
        Sentence("The workbook is locked with a password."),
        Sentence("Open it with its password, take the protection off, and save it again."),
        name,
    )


def _judge(archive: zipfile.ZipFile, path: Path) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise locked(path.name)
    if sum(part.compress_size for part in parts) > path.stat().st_size:
        raise damaged(path.name)
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise bomb(path.name, Sentence("it would unpack to more than %(most)s MiB", most=MAX_UNPACKED // 2**20))
    for part in parts:
        inflated = part.file_size > MAX_RATIO * max(part.compress_size, 1)
        if inflated and part.file_size > HARMLESS and not SHEET_PART.match(part.filename):
            raise bomb(
                path.name,
                Sentence('its part "%(part)s" unpacks more than %(times)s to 1', part=part.filename, times=MAX_RATIO),
            )


def read_part(archive: zipfile.ZipFile, part: str, feed: Callable[[bytes], object], *, name: str) -> None:
    """Feed a part to ``feed`` piece by piece; a part that is missing or damaged refuses the file."""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(2**20):
                feed(piece)
    except KeyError:
        raise missing(part, name) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise damaged(name) from None


def missing(part: str, name: str) -> WorkbookError:
    """The refusal of a file that lacks a part that it names itself."""
    return refusal(
        "workbook-part-missing",
        Sentence('The workbook lacks its part "%(part)s".', part=part),
        Sentence("It was not saved whole: open the original in a spreadsheet program and save it again."),
        name,
    )
