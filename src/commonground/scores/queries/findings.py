"""What the audit of an edition's source found, as one flat list."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.scores.models import Edition

MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A mismatch or a warning. ``published`` and ``recomputed`` are None for a warning, or where there is no figure."""

    kind: str
    sheet: str
    cell: str
    place: str = ""
    period: str = ""
    node: str = ""
    published: float | None = None
    recomputed: float | None = None
    note: str


def findings(edition: Edition) -> tuple[Finding, ...]:
    """Mismatches first, then warnings, each in the audit's own order."""
    mismatches = (
        Finding(kind=MISMATCH, note=each["cause"], **{name: value for name, value in each.items() if name != "cause"})
        for each in edition.audit.get("mismatches", ())
    )
    warnings = (
        Finding(kind=each["kind"], sheet=each["sheet"], cell=each["cell"], note=each["message"])
        for each in edition.audit.get("warnings", ())
    )
    return (*mismatches, *warnings)
