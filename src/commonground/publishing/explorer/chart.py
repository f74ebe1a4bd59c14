"""A view worked out: a finding, a table, and a drawing of the same table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from commonground.publishing.display import decimals
from commonground.publishing.drawing.axes import Scale, Tick
from commonground.publishing.explorer.kinds import Kind
from commonground.publishing.queries.tables import Table, Value

Sort = Literal["text", "score", "change", "rank", "gain", "percent", "exact", "bound"]
PRINTED = {"printed": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name in files, its title on the page, and what kind of value it holds.

    ``named`` says that the title is a text of the index and no word of the page.
    """

    code: str
    title: str
    sort: Sort = "score"
    named: bool = field(default=False, metadata=PRINTED)

    @property
    def format(self) -> str:
        """How a spreadsheet shows its figures: one decimal more than the page does; empty for whole numbers."""
        if self.sort == "percent":
            return "0%"
        return "" if self.sort in {"text", "rank", "gain"} else f"0.{'0' * (decimals() + 1)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: a place or a node. ``address`` is below the edition's own; ``level`` the colour step of its band."""

    key: str
    label: str
    values: tuple[Value, ...]
    address: str = field(default="", metadata=PRINTED)
    level: int | None = field(default=None, metadata=PRINTED)
    colour: int = field(default=0, metadata=PRINTED)
    levels: tuple[int | None, ...] = field(default=(), metadata=PRINTED)
    drawing: str = field(default="", metadata=PRINTED)
    links: tuple[str, ...] = field(default=(), metadata=PRINTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A cell that a finding rests on: its figure is that of the edition, or of the reader's own world."""

    node: str
    place: str
    period: str
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A sentence, and the cells that it speaks of."""

    text: str
    cells: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The axis above the rows of a table that is a chart."""

    scale: Scale
    ticks: tuple[Tick, ...]
    zero: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A square of the tile grid."""

    row: int
    column: int
    at: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A view worked out. ``form`` says how it is drawn: rows, heat, tiles, scene, map, or table.

    ``official`` is False where weights or answers are the reader's own.
    """

    kind: Kind
    finding: Finding
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    official: bool = True
    notes: tuple[str, ...] = ()
    first: str = field(default="", metadata=PRINTED)
    form: str = field(default="table", metadata=PRINTED)
    alt: str = field(default="", metadata=PRINTED)
    axis: Axis | None = field(default=None, metadata=PRINTED)
    drawing: str = field(default="", metadata=PRINTED)
    height: int = field(default=0, metadata=PRINTED)
    start: float = field(default=2.0, metadata=PRINTED)
    end: float = field(default=0.0, metadata=PRINTED)
    tiles: tuple[Tile, ...] = field(default=(), metadata=PRINTED)
    wide: int = field(default=0, metadata=PRINTED)
    box: str = field(default="", metadata=PRINTED)
    banded: bool = field(default=True, metadata=PRINTED)
    shown: tuple[int, ...] = field(default=(), metadata=PRINTED)

    def table(self) -> Table:
        """Codes, names and figures at full precision, and whether they are the index's own."""
        return Table(
            columns=("code", "name", *(column.code for column in self.columns), "official"),
            rows=tuple((row.key, row.label, *row.values, self.official) for row in self.rows),
            formats={column.code: of for column in self.columns if (of := column.format)},
        )

    @property
    def by_measure(self) -> bool:
        """Whether its rows are measures, named by texts of the index, and not places."""
        return self.kind in {Kind.PROFILE, Kind.RADAR, Kind.WHATIF}

    @property
    def listed(self) -> bool:
        """Whether the same figures stand in a table of their own."""
        return self.form in {"tiles", "scene", "map"}
