"""A report as plain values that four writers print. Charts are tables with a small drawing in each row, or pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from commonground.methods.questionnaires.texts import base_of
from commonground.publishing.explorer.chart import Chart

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table. ``scale`` and ``ticks`` (value, label) are those of a column of drawings.

    ``own`` says that its names are texts of the index: those of its rows, and over figures the one above them.
    """

    label: str
    kind: Literal["text", "number", "plot", "shade"] = "text"
    scale: Scale = (0.0, 1.0)
    ticks: tuple[tuple[float, str], ...] = ()
    own: bool = False

    @property
    def own_cells(self) -> bool:
        return self.own and self.kind == "text"

    @property
    def own_head(self) -> bool:
        return self.own and self.kind != "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing on the column's scale; whatever is None is not drawn.

    A line from ``low`` to ``high`` is an interval, ``tick`` a mean, ``was`` a hollow dot with a line to the dot;
    ``level`` is the band of the dot, None for one without a band.
    """

    dot: float | None = None
    low: float | None = None
    high: float | None = None
    tick: float | None = None
    was: float | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """A figure on the colour of its band, None for none."""

    text: str
    level: int | None


Cell = str | Plot | Shade


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its finding as title, or a name of the index's ``own``.

    ``marked`` are the rows of what the report is about.

    Figures of drawings stand in words in their rows too, so that nobody needs the drawing.
    """

    code: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marked: frozenset[int] = frozenset()
    small: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart of the explorer: finding, what is measured, drawing, and the table that it is drawn from."""

    code: str
    title: str
    note: str
    alt: str
    chart: Chart
    scale: Scale
    short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Paragraphs."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Pairs of a term and what is said of it."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within a section; one of the index's ``own`` is a name that it gave."""

    text: str
    own: bool = False


Block = Table | Picture | Text | Facts | Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a report. ``own`` is what an editor wrote for it, ``detail`` one that slides leave out."""

    code: str
    title: str
    note: str = ""
    own: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    detail: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The one figure of a report: as printed, of what, its band, and what else is said of it."""

    text: str
    full: str
    band: str
    level: int | None
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole. ``whole`` reports have a cover and contents, the others begin at once.

    ``about`` are pairs that stand on the cover or at the foot: edition, period, date, licence, address. ``tongue`` is
    the language of the index's own texts.
    """

    kind: str
    of: str
    language: str
    rtl: bool
    tongue: str
    title: str
    sort: str
    index: str
    edition: str
    notice: str
    finding: str
    figure: Figure | None
    about: tuple[tuple[str, str], ...]
    source: str
    address: str
    whole: bool
    scale: Scale
    sections: tuple[Section, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    landscape: bool = False

    @property
    def foreign(self) -> str:
        """The language of the index's own texts where the report speaks another; else empty."""
        return "" if base_of(self.tongue) == self.language else self.tongue

    @property
    def name(self) -> str:
        """How its files are called, without their ending."""
        return "-".join(part for part in (self.kind, self.of, self.language) if part)
