"""Where an installation keeps its own files: the database, the secret key, built fonts."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from commonground.methods.errors import CommongroundError, Problem


def home() -> Path:
    """The folder named by ``COMMONGROUND_HOME``, or ``var/`` where the command is run; made if absent.

    Raises CommongroundError where it cannot be made or written to.
    """
    folder = Path(os.environ.get("COMMONGROUND_HOME", "var")).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise _unusable(folder) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unusable(folder)
    return folder


def _unusable(folder: Path) -> CommongroundError:
    return CommongroundError(
        Problem(
            code="home-unusable",
            place=str(folder),
            message="The folder of this installation cannot be made or written to.",
            remedy="Name another one by the setting COMMONGROUND_HOME, or change its permissions.",
        )
    )


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
