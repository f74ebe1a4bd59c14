"""Importing official MIPEX workbooks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commonground.methods.workbooks import audit, read_mipex
from commonground.scores.importers.bundles import Imported, Progress, Terms, import_bundle, silent

if TYPE_CHECKING:
    from commonground.core.models import User


def import_mipex(
    *, path: Path, code: str = "", terms: Terms = Terms(), by: User | None = None, progress: Progress = silent
) -> Imported:
    """Import an official MIPEX workbook, under ``code`` or its recipe's own name."""
    progress(f"Reading {path.name}")
    reading = read_mipex(path)
    progress("Auditing every published figure")
    found = audit(reading)
    bundle = replace(reading.bundle, code=code) if code else reading.bundle
    return import_bundle(bundle=bundle, audit=found, by=by, terms=terms, progress=progress)
