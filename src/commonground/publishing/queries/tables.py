"""The one table of a page: what its ``.csv`` holds."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Named columns and rows of plain values at full precision."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
