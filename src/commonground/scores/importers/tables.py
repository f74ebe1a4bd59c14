"""Importing an index from our own files: framework, answers, published figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commonground.methods.tables.audit import audit_index
from commonground.methods.tables.index import read_index
from commonground.scores.importers.bundles import Imported, Progress, Terms, import_bundle, silent

if TYPE_CHECKING:
    from commonground.core.models import User


def import_index(
    *,
    framework: Path,
    answers: Path,
    published: Path | None = None,
    code: str = "",
    terms: Terms = Terms(),
    by: User | None = None,
    progress: Progress = silent,
) -> Imported:
    """Import an index from its framework, its answers, and figures published elsewhere if there are any."""
    progress(f"Reading {framework.name} and {answers.name}")
    bundle = read_index(framework, answers, published, strict=False)
    if code:
        bundle = replace(bundle, code=code)
    return import_bundle(bundle=bundle, audit=audit_index(bundle), by=by, terms=terms, progress=progress)
