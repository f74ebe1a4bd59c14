"""A report as plain values that HTML and PDF both print. Charts are tables with a small drawing in each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an exhibit. ``scale`` and ``ticks`` (value, label) are those of a column of drawings."""

    label: str
    kind: Literal["text", "number", "plot", "heat"] = "text"
    scale: Scale = (0.0, 1.0)
    ticks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A drawing on the column's scale: a line from ``low`` to ``high``, a ``dot``, a ``tick``; each may be absent."""

    low: float | None = None
    high: float | None = None
    dot: float | None = None
    tick: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A figure on a shade: a band from 0 to 5, or None for a cell that stands apart from the scale."""

    text: str
    level: int | None


Cell = str | Plot | Heat


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """An exhibit: what it shows, how to read it, its rows, and what it says in words to who cannot see it."""

    code: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A finding as printed, with the exhibit that shows its figures."""

    text: str
    look: str
    exhibit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section of the report."""

    code: str
    title: str
    note: str
    sentences: tuple[Sentence, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole. ``figures`` are key figures (number, what it is); ``method`` says how it was made, with sources."""

    title: str
    subtitle: str
    notice: str
    lede: str
    figures: tuple[tuple[str, str], ...]
    look_at: tuple[Sentence, ...]
    parts: tuple[Part, ...]
    method: tuple[str, ...]
