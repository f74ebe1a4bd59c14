"""The layout of the core set: one block an area, one triple of columns an indicator, one row a year.

Above the blocks stand the overall scores. Blocks, rows and columns are found by their headings, so they may stand
anywhere; the year of a row is the one in its first column, whatever the other columns of the row repeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonground.methods.workbooks.grid import Position, Sheet
from commonground.methods.workbooks.layouts.headings import check_headings, check_years, stray_rows
from commonground.methods.workbooks.layouts.layout import (
    FIELDS,
    CountrySheet,
    Remarks,
    Site,
    Wording,
    aggregate,
    heading,
    year,
)
from commonground.methods.workbooks.recipes.recipe import Recipe

STRAND = "policy strand"
LABELS = {"title": "title", "description": "text", "answer options": "options"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of rows: those with a label in the first column, the row of headings, and those with a year."""

    labels: Mapping[str, int]
    header: int
    years: Mapping[int, str]
    first: int
    last: int


def is_country_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has at least one block."""
    return any(column == 1 and heading(cell) == STRAND for (_, column), cell in sheet.cells.items())


def read_blocks(sheet: Sheet, recipe: Recipe) -> CountrySheet:
    """Read a country sheet."""
    remarks = Remarks(sheet=sheet.name, found=[])
    sites: dict[Site, Position] = {}
    comments: dict[Site, Position] = {}
    wordings: dict[str, Wording] = {}
    top, *blocks = _blocks(sheet)
    _place(sites, top, _overall_columns(sheet, top, recipe, remarks), remarks)
    for block in blocks:
        columns = _columns(sheet, block, recipe, remarks)
        _place(sites, block, columns, remarks)
        _place(comments, block, {node: column + 1 for node, column in columns.items()}, None)
        wordings.update({node: _wording(sheet, block, column) for node, column in columns.items()})
        for column in columns.values():
            check_headings(sheet, block.header, column, remarks)
            check_years(sheet, block.years, column, remarks)
        stray_rows(sheet, block, columns.values(), remarks)
    return CountrySheet(sheet=sheet, sites=sites, comments=comments, wordings=wordings, remarks=tuple(remarks.found))


def _blocks(sheet: Sheet) -> Iterator[Block]:
    """The block of the overall scores, then the blocks of the areas."""
    starts = [row for row in range(1, sheet.last_row + 1) if heading(sheet.at(row, 1)) == STRAND]
    for first, after in zip((1, *starts), (*starts, sheet.last_row + 1), strict=True):
        rows = range(first, after)
        years = {row: found for row in rows if (found := year(sheet.at(row, 1)))}
        labels = {heading(sheet.at(row, 1)): row for row in rows if row not in years and sheet.at(row, 1).text}
        header = labels.get("year", min(years, default=after) - 1)
        yield Block(labels=labels, header=header, years=years, first=first, last=after - 1)


def _place(sites: dict[Site, Position], block: Block, columns: Mapping[str, int], remarks: Remarks | None) -> None:
    for row, period in block.years.items():
        repeated = any((node, period) in sites for node in columns)
        if repeated and remarks:
            remarks.add("year", (row, 1), f"The year {period} stands twice in one block; its first row is read.")
        if not repeated:
            sites.update({(node, period): (row, column) for node, column in columns.items()})


def _overall_columns(sheet: Sheet, top: Block, recipe: Recipe, remarks: Remarks) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column, expected in enumerate(recipe.aggregates, start=2):
        label = heading(sheet.at(top.header, column))
        node = aggregate(label, recipe.labels) or expected
        if not aggregate(label, recipe.labels) and top.years:
            message = f'The heading "{label}" names no overall score; "{node}" is read by its place.'
            remarks.add("header", (top.header, column), message)
        columns.setdefault(node, column)
    return columns


def _columns(sheet: Sheet, block: Block, recipe: Recipe, remarks: Remarks) -> dict[str, int]:
    """The column of every node of a block: the area in the second column, the others where a code stands."""
    rows = [block.labels[label] for label in ("indicator", "sub-indicator") if label in block.labels]
    columns: dict[str, int] = {}
    for column in range(3, sheet.last_column + 1):
        code = _code(sheet, rows, column, recipe, remarks)
        if code in columns:
            message = f'The code "{code}" stands twice in one block; its first column is read.'
            remarks.add("header", (rows[0], column), message)
        elif code:
            columns[code] = column
    area = _area(sheet, block, columns, recipe, remarks)
    return {area: 2, **columns} if area else columns


def _code(sheet: Sheet, rows: list[int], column: int, recipe: Recipe, remarks: Remarks) -> str:
    found = ""
    for row in rows:
        written = " ".join(sheet.at(row, column).label.split())
        if not written or written.casefold() in {"indicator", "sub-indicator"}:
            continue
        code = recipe.canonical(written)
        if found or code not in recipe.nodes:
            remarks.add("header", (row, column), f'The code "{written}" is not one of the recipe; it is not read.')
        else:
            found = code
    return found


def _area(sheet: Sheet, block: Block, columns: Mapping[str, int], recipe: Recipe, remarks: Remarks) -> str:
    """The area of a block: the one that holds most of its questions, which its own code should name."""
    row = block.labels.get("indicator", block.first)
    written = sheet.at(row, 2).label.casefold()
    held = {area: sum(node in recipe.below(area) for node in columns) for area in recipe.areas}
    area = max(held, key=held.__getitem__)
    if not held[area]:
        area = written if written in recipe.areas else ""
    if written != area:
        message = f'The code of the area is "{written}", but its questions are those of "{area}".'
        remarks.add("header", (row, 2), message)
    return area


def _wording(sheet: Sheet, block: Block, column: int) -> Wording:
    rows = {LABELS[label]: row for label, row in block.labels.items() if label in LABELS}
    positions = {name: (rows[name], column) for name in FIELDS if name in rows and sheet.at(rows[name], column).text}
    return Wording(
        texts={name: str(sheet.at(*position).value) for name, position in positions.items()}, positions=positions
    )
