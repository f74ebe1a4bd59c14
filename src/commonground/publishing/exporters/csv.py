"""A page's table as CSV. Text that a spreadsheet would run as a formula is made harmless; numbers stay numbers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commonground.publishing.queries.opened import EditionInfo
    from commonground.publishing.queries.tables import Table, Value

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def written(table: Table, edition: EditionInfo | None) -> str:
    """The table with its origin in every row: edition, licence, and whether the data are fictional."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    origin = () if edition is None else (edition.pinned, edition.licence or "private", edition.fictional)
    writer.writerow([*table.columns, *(("index_edition", "data_licence", "fictional_data") if origin else ())])
    for row in table.rows:
        writer.writerow([cell(value) for value in (*row, *origin)])
    return out.getvalue()


def cell(value: Value) -> str:
    """Numbers by their shortest exact form; text that starts like a formula behind an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return f"'{value}" if value.startswith(STARTERS) else value
