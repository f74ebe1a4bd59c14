"""Which code is running: what was made by other code is made anew."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import commonground

KINDS = {".py", ".html", ".po", ".css", ".js", ".svg", ".typ", ".json", ".yaml", ".txt"}


@cache
def code_version() -> str:
    """A digest of the files that this installation runs, by their names, sizes and times; the same in all processes."""
    root = Path(commonground.__file__).parent
    digest = sha256(commonground.__version__.encode())
    for path in sorted(root.rglob("*")):
        if path.suffix in KINDS:
            found = path.stat()
            digest.update(f"{path.relative_to(root)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]
