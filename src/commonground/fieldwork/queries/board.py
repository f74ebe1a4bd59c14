"""The page of a round at a glance: progress as a table whose cells are shaded by how far they are."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commonground.fieldwork.models import Round
from commonground.fieldwork.queries.progress import Part, RoundProgress, UnitProgress, progress
from commonground.fieldwork.queries.standing import Standing

NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
STEPS = 5
"""Shades between nothing and all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """A share as it is drawn and printed. ``percent`` is rounded down, so that 100 is all of it."""

    answered: int
    cells: int

    @property
    def percent(self) -> int | None:
        return 100 * min(self.answered, self.cells) // self.cells if self.cells else None

    @property
    def level(self) -> int:
        return 0 if not self.cells else -(-STEPS * min(self.answered, self.cells) // self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCell:
    """One assignment in the table."""

    part: Part
    shade: Shade


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit: one cell for each stage, or for each section of one stage."""

    unit: UnitProgress
    stages: tuple[tuple[PartCell, ...], ...]
    sections: tuple[tuple[str, tuple[PartCell, tuple[Shade, ...]]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """All that the page of a round shows. ``stage`` is the code of the one that is opened, or empty."""

    progress: RoundProgress
    rows: tuple[UnitRow, ...]
    stage: str
    states: tuple[tuple[str, int], ...]
    whole: tuple[tuple[str, str, Shade], ...]
    by_section: tuple[tuple[str, tuple[Shade, ...]], ...]
    late: tuple[tuple[UnitProgress, str, Part], ...]
    next_due: dt.datetime | None

    @property
    def all_done(self) -> int:
        return sum(
            all(cell.part.state == "accepted" for cells in row.stages for cell in cells) and any(row.stages)
            for row in self.rows
        )


def board(round_: Round, who: Standing, stage: str = "") -> Board:
    """The board of a round; an unknown stage opens none."""
    found = progress(round_, who)
    codes = [code for code, _ in found.stages]
    chosen = stage if stage in codes else ""
    every = [(unit, code, part) for unit in found.units for code in codes for part in unit.stages[code]]
    parts = [part for _, _, part in every]
    return Board(
        progress=found,
        rows=tuple(_row(unit, codes, chosen, found) for unit in found.units),
        stage=chosen,
        states=tuple(Counter(str(part.state_label) for part in parts).most_common()),
        whole=tuple((code, title, _sum(p for _, c, p in every if c == code)) for code, title in found.stages),
        by_section=tuple(
            (title or code, tuple(_section(code, [p for _, c, p in every if c == s]) for s in codes))
            for code, title in found.sections
        ),
        late=tuple(sorted(((u, c, p) for u, c, p in every if p.late), key=lambda each: each[2].due or NEVER)),
        next_due=min((p.due for p in parts if p.due and not p.late and p.state != "accepted"), default=None),
    )


def _row(unit: UnitProgress, codes: Sequence[str], chosen: str, found: RoundProgress) -> UnitRow:
    cells = tuple(tuple(_cell(part) for part in unit.stages[code]) for code in codes)
    opened = unit.stages[chosen] if chosen else ()
    return UnitRow(
        unit=unit,
        stages=cells,
        sections=tuple(
            (part.pseudonym, (_cell(part), tuple(_section(code, [part]) for code, _ in found.sections)))
            for part in opened
        ),
    )


def _cell(part: Part) -> PartCell:
    return PartCell(part=part, shade=Shade(answered=part.total.answered, cells=part.total.cells))


def _sum(parts: Iterable[Part]) -> Shade:
    totals = [part.total for part in parts]
    return Shade(answered=sum(t.answered for t in totals), cells=sum(t.cells for t in totals))


def _section(code: str, parts: Sequence[Part]) -> Shade:
    counts = [part.sections[code] for part in parts if code in part.sections]
    return Shade(answered=sum(c.answered for c in counts), cells=sum(c.cells for c in counts))
