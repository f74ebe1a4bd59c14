"""The layout of the core set: one block an area, one triple of columns an indicator, one row a year.

Above the blocks stand the overall scores. Blocks, rows and columns are found by their headings, so they may stand
anywhere; the year of a row is the one in the column of the labels, whatever the other columns of the row repeat.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commonground.methods.workbooks.grid import Position, Sheet
from commonground.methods.workbooks.layouts.headings import STRAND, check_headings, check_years, row_labels, stray_rows
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

WORDINGS = {"title": "title", "description": "text", "answer options": "options"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of rows: those with a label, the row of headings, and those with a year, all told by ``left``.

    ``left`` is the column of labels and years; the first one, unless empty columns were put before it.
    """

    left: int
    labels: Mapping[str, int]
    header: int
    years: Mapping[int, str]
    first: int
    last: int


def is_country_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has at least one block."""
    return any(heading(cell) == STRAND for cell in sheet.cells.values())


def read_blocks(sheet: Sheet, recipe: Recipe) -> CountrySheet:
    """Read a country sheet."""
    remarks = Remarks(sheet=sheet.name, found=[])
    sites: dict[Site, Position] = {}
    comments: dict[Site, Position] = {}
    wordings: dict[str, Wording] = {}
    top, *blocks = _blocks(sheet, remarks)
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


def _blocks(sheet: Sheet, remarks: Remarks) -> Iterator[Block]:
    """The block of the overall scores, then the blocks of the areas."""
    left = min(column for (_, column), cell in sheet.cells.items() if heading(cell) == STRAND)
    labels = row_labels(sheet, left, remarks)
    starts = [row for row, label in labels.items() if label == STRAND]
    for first, after in zip((1, *starts), (*starts, sheet.rows[-1] + 1), strict=True):
        rows = [row for row in sheet.rows if first <= row < after]
        years = {row: found for row in rows if (found := year(sheet.at(row, left)))}
        named = {labels[row]: row for row in rows if row in labels}
        header = named.get("year", min(years, default=after) - 1)
        yield Block(left=left, labels=named, header=header, years=years, first=first, last=after - 1)


def _place(sites: dict[Site, Position], block: Block, columns: Mapping[str, int], remarks: Remarks | None) -> None:
    for row, period in block.years.items():
        repeated = any((node, period) in sites for node in columns)
        if repeated and remarks:
            remarks.add("year", (row, 1), f"The year {period} stands twice in one block; its first row is read.")
        if not repeated:
            sites.update({(node, period): (row, column) for node, column in columns.items()})


def _overall_columns(sheet: Sheet, top: Block, recipe: Recipe, remarks: Remarks) -> dict[str, int]:
    """The column of every overall score, by its heading; where no heading names it, by its place."""
    columns: dict[str, int] = {}
    labels = {column: heading(sheet.at(top.header, column)) for column in sheet.columns if column > top.left}
    for column, label in labels.items():
        if node := aggregate(label, recipe.labels):
            columns.setdefault(node, column)
    for column, node in enumerate(recipe.aggregates, start=top.left + 1):
        if node not in columns and column not in columns.values() and top.years:
            label = labels.get(column, "")
            message = f'The heading "{label}" names no overall score; "{node}" is read by its place.'
            remarks.add("header", (top.header, column), message)
            columns[node] = column
    return columns


def _columns(sheet: Sheet, block: Block, recipe: Recipe, remarks: Remarks) -> dict[str, int]:
    """The column of every node of a block: the area beside the years, the others where a code stands."""
    rows = [block.labels[label] for label in ("indicator", "sub-indicator") if label in block.labels]
    columns: dict[str, int] = {}
    for column in (column for column in sheet.columns if column > block.left + 1):
        code = _code(sheet, rows, column, recipe, remarks)
        if code in columns:
            message = f'The code "{code}" stands twice in one block; its first column is read.'
            remarks.add("header", (rows[0], column), message)
        elif code:
            columns[code] = column
    columns = {code: column for code, column in columns.items() if code not in recipe.areas}
    beside = _beside(sheet, block, columns.values())
    area = _area(sheet, (block.labels.get("indicator", block.first), beside), columns, recipe, remarks)
    return {area: beside, **columns} if area else columns


def _beside(sheet: Sheet, block: Block, questions: Iterable[int]) -> int:
    """The column of an area's scores: the first headed so before the questions, or else the one after the years."""
    before = min(questions, default=block.left + 2) - 1
    columns = (column for column in sheet.columns if block.left < column < before)
    found = (column for column in columns if heading(sheet.at(block.header, column)) == "score")
    return next(found, block.left + 1)


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


def _area(sheet: Sheet, at: Position, columns: Mapping[str, int], recipe: Recipe, remarks: Remarks) -> str:
    """The area of a block: the one that holds most of its questions, which its own code should name."""
    written = sheet.at(*at).label.casefold()
    held = {area: sum(node in recipe.below(area) for node in columns) for area in recipe.areas}
    area = max(held, key=held.__getitem__)
    if not held[area]:
        area = written if written in recipe.areas else ""
    if written != area:
        message = f'The code of the area is "{written}", but its questions are those of "{area}".'
        remarks.add("header", at, message)
    return area


def _wording(sheet: Sheet, block: Block, column: int) -> Wording:
    rows = {WORDINGS[label]: row for label, row in block.labels.items() if label in WORDINGS}
    positions = {name: (rows[name], column) for name in FIELDS if name in rows and sheet.at(rows[name], column).text}
    return Wording(
        texts={name: str(sheet.at(*position).value) for name, position in positions.items()}, positions=positions
    )
