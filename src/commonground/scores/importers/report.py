"""Telling what an import came to."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.scores.importers.bundles import Imported
from commonground.scores.queries import Differences

SHOWN = 20


def report(done: Imported) -> Iterator[str]:
    """What an import came to, in lines."""
    edition, audit_found = done.edition, done.edition.audit
    if not done.created:
        yield f"Nothing new: {edition} already says all this."
        return
    yield f"{edition}: made."
    yield (
        f"Audit: {audit_found['reproduced']} of {audit_found['published']} published figures reproduced, "
        f"{len(audit_found['mismatches'])} not. Warnings: {len(audit_found['warnings'])}."
    )
    if not edition.index.is_public:
        yield "It is private until its owner states a licence and what happens to the experts’ comments."
    if done.changes:
        yield from _changes(done.changes)


def _changes(changes: Differences) -> Iterator[str]:
    comparison = changes.comparison
    yield (
        f"Against edition {changes.older.number}: answers that differ: {len(comparison.answers)}; "
        f"figures that differ: {len(comparison.figures)}."
    )
    for change in (*comparison.answers, *comparison.figures)[:SHOWN]:
        before, after = (_figure(value) for value in (change.before, change.after))
        yield f"  {change.place} {change.period} {change.node}: {before} -> {after}"
    left = len(comparison.answers) + len(comparison.figures) - SHOWN
    if left > 0:
        yield f"  and {left} more"


def _figure(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"
