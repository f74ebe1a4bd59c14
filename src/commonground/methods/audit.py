"""The audit of a file that publishes figures: which of them its own rule reproduces, and what stands out in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A published figure that the rule does not reproduce.

    ``published`` or ``recomputed`` is None where that side has no figure; ``cause`` is the likely reason,
    in a sentence that names the cells.
    """

    sheet: str
    cell: str
    place: str
    period: str
    node: str
    published: float | None
    recomputed: float | None
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning_:  # noqa: N801 -- the plain name would hide the built-in
    """Something in the file worth a look, whether or not it changes a figure. ``kind`` is a word for filtering."""

    sheet: str
    cell: str
    kind: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit found. ``published`` counts figures, ``reproduced`` those that the rule gives to 1e-6."""

    workbook: str
    edition: str
    published: int
    reproduced: int
    mismatches: tuple[Mismatch, ...] = ()
    warnings: tuple[Warning_, ...] = ()

    def document(self) -> dict[str, Any]:
        """Return the audit as plain values for JSON, keys in their fixed order."""
        return {
            "workbook": self.workbook,
            "edition": self.edition,
            "published": self.published,
            "reproduced": self.reproduced,
            "mismatches": [asdict(each) for each in self.mismatches],
            "warnings": [asdict(each) for each in self.warnings],
        }
