"""What a client sends for one cell, before anything is believed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from commonground.methods.canonical import Value as Canonical
from commonground.methods.canonical import canonical, digest
from commonground.responses.models import Origin, Response
from commonground.responses.queries.cells import Cell, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as it was sent, ``enclosed`` being the hash of what came with it. ``by`` is the sender's account."""

    revision_id: UUID
    cell: Cell
    based_on: int
    state: str
    value: Value = None
    comment: str = ""
    confidence: str = ""
    basis: str = ""
    origin: str = Origin.TYPED
    wording: str = ""
    enclosed: str = ""
    by: int | None = None


def body_hash(response: Response, given: Given) -> str:
    """The digest of all that was sent: the same under the same key is the same revision sent again."""
    body: dict[str, Canonical] = {
        "response": str(response.key),
        "question": given.cell.question,
        "period": given.cell.period,
        "item": given.cell.item,
        "based_on": given.based_on,
        "state": given.state,
        "comment": given.comment,
        "confidence": given.confidence,
        "basis": given.basis,
        "origin": given.origin,
        "wording": given.wording,
        "enclosed": given.enclosed,
    }
    body |= {name: value for name, value in (("value", given.value), ("by", given.by)) if value is not None}
    return digest([canonical(body)])
