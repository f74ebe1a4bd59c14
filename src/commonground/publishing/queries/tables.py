"""The one table of a page: what its ``.csv`` holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns and rows of plain values at full precision; ``formats`` say how a spreadsheet shows a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    formats: Mapping[str, str] = field(default_factory=dict)


class Page(Protocol):
    """Any page: a dataclass with one table. HTML, JSON and CSV render it and compute nothing."""

    def table(self) -> Table:
        """What the page's ``.csv`` holds."""
