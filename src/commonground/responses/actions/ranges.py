"""One answer over several periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from commonground.core.storage import written
from commonground.responses.actions.answers import Recorded, append
from commonground.responses.models import Basis, Origin, Response
from commonground.responses.queries.given import Given


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A period to be answered: the key of its revision, and the number that its author saw there."""

    period: str
    revision_id: UUID
    based_on: int


def record_range(*, response: Response, given: Given, targets: Sequence[Target]) -> tuple[Recorded, ...]:
    """``given`` in every period of ``targets``, with its one comment: all of them, or none."""
    return written(lambda: tuple(append(response=response, given=each) for each in in_range(given, targets)))


def in_range(given: Given, targets: Sequence[Target]) -> list[Given]:
    """``given`` for each target: the first as it was given, the others filled from it and confirmed as unchanged."""
    return [
        replace(
            given,
            revision_id=target.revision_id,
            based_on=target.based_on,
            cell=replace(given.cell, period=target.period),
            origin=Origin.FILLED if position else given.origin,
            basis=Basis.UNCHANGED if position else given.basis,
        )
        for position, target in enumerate(targets)
    ]
