"""What a cell is, and what was said in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from commonground.responses.models import Revision

Value = str | list[str] | None
"""The code of an option, a list of codes, a number as text, a text, an ISO date; None where nothing is answered."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Cell:
    """One question in one period, and the row where it is a table."""

    question: str
    period: str = ""
    item: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.question, self.period, self.item) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A revision as others may read it. ``by`` is the key of an account, never its name."""

    id: UUID
    cell: Cell
    number: int
    based_on: int
    state: str
    value: Value
    comment: str
    confidence: str
    basis: str
    origin: str
    wording: str
    by: int | None
    at: dt.datetime


def said(revision: Revision, question: str) -> Said:
    """A row as a value; the question's code is given, so that no row asks for it."""
    return Said(
        id=revision.id,
        cell=Cell(question=question, period=revision.period, item=revision.item),
        number=revision.number,
        based_on=revision.based_on,
        state=revision.state,
        value=revision.value,
        comment=revision.comment,
        confidence=revision.confidence,
        basis=revision.basis,
        origin=revision.origin,
        wording=revision.wording,
        by=revision.by_id,
        at=revision.at,
    )
