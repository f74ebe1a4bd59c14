"""Writing a file so that nobody ever finds half of it."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

READ_BY_ALL = 0o644


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all, whoever else writes the same in this or another process. Raises ``OSError``."""
    handle, name = mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), READ_BY_ALL)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
