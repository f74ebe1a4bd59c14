"""Tables as downloads. A text that a spreadsheet would take for a formula is made harmless; numbers stay numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from commonground.methods.tables.rows import guard

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreadsheet:
    """A named table that answers as CSV or as XLSX; ``formats`` say how XLSX shows the figures of a column."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Any]]
    formats: Mapping[str, str] = field(default_factory=dict)

    def response(self, kind: str) -> HttpResponse:
        content, content_type = (self._xlsx(), XLSX) if kind == "xlsx" else (self._csv(), "text/csv; charset=utf-8")
        disposition = f'attachment; filename="{self.name}.{kind}"'
        return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([harmless(name) for name in self.header])
        writer.writerows([harmless(value) for value in row] for row in self.rows)
        return out.getvalue()

    def _xlsx(self) -> bytes:
        out = io.BytesIO()
        # Texts are written as texts, so nothing in them can be a formula or a link.
        with xlsxwriter.Workbook(
            out, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        ) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, self.header)
            for name, code in self.formats.items():
                at = list(self.header).index(name)
                sheet.set_column(at, at, None, book.add_format({"num_format": code}))
            for number, row in enumerate(self.rows, start=1):
                sheet.write_row(number, 0, [plain(value) for value in row])
        return out.getvalue()


def harmless(value: object) -> object:
    """``value`` as a CSV cell, by the rule of the house's other CSV files."""
    value = plain(value)
    return guard(value) if isinstance(value, str) else value


def plain(value: object) -> object:
    """``value`` as a number, a truth value, or a text."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)
