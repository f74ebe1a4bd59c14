"""Telling what an import came to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commonground.methods.construction import Build
from commonground.scores.importers.bundles import Imported
from commonground.scores.models import Edition
from commonground.scores.queries import Differences, built

SHOWN = 20


def report(done: Imported) -> Iterator[str]:
    """What an import came to, in lines."""
    edition, audit_found = done.edition, done.edition.audit
    if not done.created:
        yield f"Nothing new: {edition} already says all this."
        return
    yield f"{edition}: made."
    if audit_found:
        yield _audit(audit_found)
    if found := built(edition):
        yield from _numeric(found)
    if not edition.index.is_public:
        yield _private(edition)
    if done.changes:
        yield from _changes(done.changes)


def _audit(found: dict[str, Any]) -> str:
    return (
        f"Audit: {found['reproduced']} of {found['published']} published figures reproduced, "
        f"{len(found['mismatches'])} not. Warnings: {len(found['warnings'])}."
    )


def _numeric(found: Build) -> Iterator[str]:
    """How much there is, and who stands first in the last period."""
    data = found.data
    counts = ((len(data.places), "place"), (len(data.indicators), "indicator"), (len(data.periods), "period"))
    yield ", ".join(f"{count} {what}{'' if count == 1 else 's'}" for count, what in counts) + "."
    names, scores = data.names or data.places, found.scores()[:, -1]
    for at, rank in enumerate(found.ranks()[:, -1]):
        if rank == 1:
            yield f"First in {data.periods[-1]}: {names[at] or data.places[at]}, {scores[at]:.4f}."


def _private(edition: Edition) -> str:
    if edition.framework.is_numeric:
        return "It is private until its owner states a licence."
    return "It is private until its owner states a licence and what happens to the experts’ comments."


def _changes(changes: Differences) -> Iterator[str]:
    comparison = changes.comparison
    what = "values" if changes.newer.framework.is_numeric else "answers"
    yield (
        f"Against edition {changes.older.number}: {what} that differ: {len(comparison.answers)}; "
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
