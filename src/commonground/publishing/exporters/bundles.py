"""The open data of an edition as one file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from commonground.core import files
from commonground.methods.errors import CommongroundError, FileError, Problem
from commonground.publishing.bundles import bundle_files, pack
from commonground.publishing.queries.bundle_content import bundle_content
from commonground.publishing.queries.opened import Opened, opened
from commonground.publishing.queries.viewers import Viewer
from commonground.scores.exporters import find_edition
from commonground.scores.models import Edition

NAME = re.compile(r"([-\w]+)(?:@([1-9][0-9]{0,5}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A bundle that was written."""

    files: int
    size: int
    sha256: str


def export_bundle(*, edition: str, out: Path) -> Exported:
    """Write the bundle of ``INDEX`` or ``INDEX@NUMBER`` to ``out``: all of it or nothing."""
    if out.suffix != ".zip":
        raise FileError(
            Problem(
                code="file-ending",
                place=str(out),
                message="A bundle's name ends in .zip.",
                remedy=f"Say --out {out.stem}.zip.",
            )
        )
    packed = bundle_files(bundle_content(opened_by_name(edition), settings.SITE_ADDRESS))
    content = pack(packed)
    write_whole(content, out)
    return Exported(files=len(packed), size=len(content), sha256=sha256(content).hexdigest())


def opened_by_name(name: str) -> Opened:
    """The edition called so, opened for whoever runs the installation; an error that names those there are."""
    index, number = parts_of(name)
    found = find_edition(index, number)
    edition = Edition.objects.select_related("index", "snapshot__round").get(pk=found.pk)
    latest = Edition.objects.filter(index=edition.index).order_by("-number").values_list("number", flat=True)[0]
    return opened(edition, Viewer(user=AnonymousUser(), previews=True), latest=latest, pinned=True)


def parts_of(name: str) -> tuple[str, int | None]:
    """``harbour@2`` as its parts; without a number the latest is meant."""
    if (found := NAME.fullmatch(name)) is None:
        raise CommongroundError(
            Problem(
                code="unknown-edition",
                message=f'"{name}" names no edition.',
                remedy="Write INDEX for the latest, or INDEX@NUMBER.",
            )
        )
    return found[1], int(found[2]) if found[2] else None


def write_whole(content: bytes, out: Path) -> None:
    """Write a file so that nobody ever finds half of it."""
    try:
        files.write_whole(out, content)
    except OSError as error:
        raise FileError(
            Problem(
                code="file-unwritable",
                place=str(out),
                message=f"The file cannot be written: {(error.strerror or 'unknown reason').lower()}.",
                remedy="Check the name, the room on the disk, and whether you may write there.",
            )
        ) from None
