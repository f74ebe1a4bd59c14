"""A page's table as a spreadsheet, with its origin in every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonground.core.exporters import Spreadsheet

if TYPE_CHECKING:
    from commonground.publishing.queries.opened import EditionInfo
    from commonground.publishing.queries.tables import Page

ORIGIN = ("index_title", "index_edition", "published", "data_licence", "fictional_data")


def spreadsheet(page: Page, name: str) -> Spreadsheet:
    """The table of a page; one about an edition says its origin, date, licence, and whether its data are fictional."""
    table = page.table()
    edition: EditionInfo | None = getattr(page, "edition", None)
    origin = () if edition is None else _origin(edition)
    return Spreadsheet(
        name=name,
        header=(*table.columns, *(ORIGIN if origin else ())),
        rows=[(*row, *origin) for row in table.rows],
        formats=table.formats,
    )


def _origin(edition: EditionInfo) -> tuple[str | bool, ...]:
    title = f"{edition.title} {edition.label}"
    return (title, edition.pinned, edition.published, edition.licence or "private", edition.fictional)
