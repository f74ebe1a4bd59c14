"""The list of records of one type, with its downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from wagtail.coreutils import multigetattr
from wagtail.snippets.views import snippets

from commonground.core.exporters import Spreadsheet

if TYPE_CHECKING:
    from django.db.models import QuerySet


class RecordIndex(snippets.IndexView):  # type: ignore[misc]
    """Wagtail's list; downloads go through the house's exporter, which makes formulas harmless."""

    def as_spreadsheet(self, queryset: QuerySet[Any], spreadsheet_format: str) -> HttpResponse:
        sheet = Spreadsheet(
            name=self.get_filename(),
            header=tuple(self.list_export),
            rows=(tuple(multigetattr(row, name) for name in self.list_export) for row in queryset),
        )
        return sheet.response(spreadsheet_format)
