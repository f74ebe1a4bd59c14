"""Opening files, and the words for those that cannot be opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from commonground.methods.errors import FileError, Problem
from commonground.methods.sentences import Sentence


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the content of ``path``. Raises FileError where it is missing, empty or larger than ``limit`` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise FileError(_unopened(path, error)) from None
    if not content.strip():
        raise FileError(
            Problem(
                code="file-empty",
                place=path.name,
                message=Sentence("The file is empty."),
                remedy=Sentence("Choose another file."),
            )
        )
    if len(content) > limit:
        raise FileError(
            Problem(
                code="file-too-large",
                place=path.name,
                message=Sentence("The file is larger than %(most)s MB.", most=limit // 1_000_000),
                remedy=Sentence("Split it, or leave out what is not needed."),
            )
        )
    return content


def _unopened(path: Path, error: OSError) -> Problem:
    return Problem(
        code="file-unreadable",
        place=str(path),
        message=Sentence("The file cannot be opened: %(why)s.", why=(error.strerror or "unknown reason").lower()),
        remedy=Sentence("Check the name and whether you may read it."),
    )


def fingerprint(paths: Iterable[Path]) -> str:
    """Return one SHA-256 over the contents of several files, in the order given."""
    whole = hashlib.sha256()
    for path in paths:
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
