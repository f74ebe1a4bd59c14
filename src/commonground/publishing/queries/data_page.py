"""The open data of an edition as a page: one file, what is in it, its checksum, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commonground.publishing.queries.opened import EditionInfo
from commonground.publishing.queries.tables import Table

PRINTED = {"printed": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """One file of the bundle. ``title`` says what is in it, empty for those whose names say it."""

    path: str
    title: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What can be taken away of an edition. ``address`` is permanent; ``catalogue`` is schema.org's description."""

    edition: EditionInfo
    name: str
    address: str
    size: int
    sha256: str
    calculation_hash: str
    comments: bool
    citation: str
    licence_url: str
    files: tuple[DataFile, ...]
    catalogue: Mapping[str, Any] = field(metadata=PRINTED)

    def table(self) -> Table:
        """Every file of the bundle with its checksum."""
        return Table(
            columns=("path", "title", "bytes", "sha256"),
            rows=tuple((each.path, each.title, each.size, each.sha256) for each in self.files),
        )
