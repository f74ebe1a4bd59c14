"""Archiving a copy: a source as it was found, known by the hash of its bytes.

A copy is handed in as a file; nothing is fetched from the web.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from commonground.core.actions.audit import record
from commonground.core.models import User
from commonground.core.storage import written
from commonground.library.errors import LibraryError
from commonground.library.models import ArchivedCopy, SourceVersion
from commonground.methods.errors import Problem

MOST_BYTES = 50_000_000
LONGEST_NAME = 200
SIGNATURES = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (b"PK\x03\x04", "application/zip", ".zip"),
)
"""What a file is by its first bytes, whatever its name says; the rest is kept as plain bytes and never shown."""


def archive_copy(*, version: SourceVersion, content: bytes, name: str, by: User | None) -> ArchivedCopy:
    """The copy of these bytes; the same bytes for the same version are one copy."""
    if problems := _problems(content, name):
        raise LibraryError(*problems)
    fingerprint = sha256(content).hexdigest()

    def keep() -> ArchivedCopy:
        if there := version.copies.filter(sha256=fingerprint).first():
            return there
        media_type, suffix = _kind(content)
        copy = ArchivedCopy(
            version=version,
            sha256=fingerprint,
            file=_kept(f"library/{fingerprint}{suffix}", content),
            name=PurePosixPath(name.replace("\\", "/")).name[:LONGEST_NAME],
            media_type=media_type,
            fetched_at=timezone.now(),
        )
        copy.save(force_insert=True)
        record(by=by, verb="archive-copy", subject=f"source:{version.source_id}", detail={"sha256": fingerprint})
        return copy

    return written(keep)


def _kept(name: str, content: bytes) -> str:
    """The same bytes have the same name, so that a save that is begun again leaves no second file."""
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))


def _problems(content: bytes, name: str) -> list[Problem]:
    problems = []
    if not content:
        problems.append(Problem(code="copy-empty", message=_("The file holds nothing."), place=name))
    if len(content) > MOST_BYTES:
        problems.append(
            Problem(
                code="copy-large",
                message=_("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1_000_000},
                remedy=_("Keep the part that is cited."),
                place=name,
            )
        )
    return problems


def _kind(content: bytes) -> tuple[str, str]:
    for signature, media_type, suffix in SIGNATURES:
        if content.startswith(signature):
            return media_type, suffix
    return "application/octet-stream", ".bin"
