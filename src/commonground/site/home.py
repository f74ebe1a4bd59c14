"""Where an installation keeps its own files: the database, the secret key, built fonts."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The folder named by ``COMMONGROUND_HOME``, or ``var/`` where the command is run; made if absent."""
    folder = Path(os.environ.get("COMMONGROUND_HOME", "var")).expanduser().resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The installation's own key, made at first use and readable by its owner only."""
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key
