"""Importing from files: an official workbook, or a framework with its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commonground.methods.tables import audit_index, read_index
from commonground.methods.workbooks import audit, read_mipex
from commonground.scores.importers.bundles import Imported, Terms, import_bundle

if TYPE_CHECKING:
    from commonground.core.models import User

Progress = Callable[[str], None]
SHOWN = 20


def silent(_step: str) -> None:
    """Report nothing."""


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


def import_index(  # noqa: PLR0913 -- three files and what to do with them
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


def report(done: Imported) -> Iterator[str]:
    """What an import came to, in lines."""
    edition, audit_found = done.edition, done.edition.audit
    if not done.created:
        yield f"Nothing new: {edition} already says all this."
        return
    yield f"{edition}: made."
    yield (
        f"Audit: {audit_found['reproduced']} of {audit_found['published']} published figures reproduced, "
        f"{len(audit_found['mismatches'])} not; {len(audit_found['warnings'])} warnings."
    )
    if done.changes:
        yield from _changes(done)


def _changes(done: Imported) -> Iterator[str]:
    assert done.changes is not None
    comparison = done.changes.comparison
    yield (
        f"Against edition {done.changes.older.number}: {len(comparison.answers)} answers and "
        f"{len(comparison.figures)} figures differ."
    )
    for change in (*comparison.answers, *comparison.figures)[:SHOWN]:
        before, after = (_figure(value) for value in (change.before, change.after))
        yield f"  {change.place} {change.period} {change.node}: {before} -> {after}"
    left = len(comparison.answers) + len(comparison.figures) - SHOWN
    if left > 0:
        yield f"  and {left} more"


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
