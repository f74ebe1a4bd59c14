"""The layout of the 2015 edition: one row a node, a pair of columns (score, comment) a year.

The overall scores stand above the first area. A group's row is recognised by the indicators below it, so a heading that
is missing in one sheet does not move the codes of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from commonground.methods.workbooks.grid import Position, Sheet
from commonground.methods.workbooks.layouts.layout import CountrySheet, Remarks, Site, Wording, aggregate, heading
from commonground.methods.workbooks.layouts.tree import Entry, Level, Tree, common_tree, entries
from commonground.methods.workbooks.recipes.recipe import Recipe

LEVELS = {
    Level.AREA: "policy strands",
    Level.DIMENSION: "policy dimensions",
    Level.INDICATOR: "indicators",
    Level.PART: "sub-indicators",
}
YEAR = re.compile(r"(?:19|20)\d\d")
ALIKE = 0.85
"""The least likeness of a misspelt heading, as difflib counts it; "indicators" and "sub-indicators" are less alike."""
POINTS = re.compile(r"\((\d+(?:[.,]\d+)?)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The row of headings: the column of each level, of the numbers, the description, the options and the years."""

    row: int
    number: int
    levels: Mapping[Level, int]
    text: int
    options: Mapping[str, int]
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What a sheet's rows stand for, before it is known what the other sheets say."""

    sheet: Sheet
    header: Header
    overall: Mapping[str, int]
    held: list[Entry]
    remarks: Remarks


def is_country_sheet(sheet: Sheet) -> bool:
    """Whether a sheet has the row of headings of this layout."""
    return _header_row(sheet) > 0


def read_rows(sheets: Iterable[Sheet], recipe: Recipe) -> tuple[list[CountrySheet], Tree]:
    """Read all country sheets, and the tree that most of them share."""
    found = []
    for sheet in sheets:
        remarks = Remarks(sheet=sheet.name, found=[])
        header = _header(sheet, remarks)
        rows = dict(_overall_rows(sheet, header, recipe))
        first = max(rows.values(), default=header.row) + 1
        held = list(entries(sheet, header.number, header.levels, recipe.areas, first))
        found.append(_Rows(sheet=sheet, header=header, overall=rows, held=held, remarks=remarks))
    tree = common_tree(each.held for each in found)
    return [_country_sheet(each, tree) for each in found], tree


def _header_row(sheet: Sheet) -> int:
    """The first row that names all levels, one of them misspelt perhaps; 0 where there is none."""
    for row in sheet.rows[:20]:
        labels = {column: heading(sheet.at(row, column)) for column in sheet.columns}
        named = sum(_starting(labels, name) > 0 for name in LEVELS.values())
        if named >= len(LEVELS) - 1 and all(_like(labels, name) for name in LEVELS.values()):
            return row
    return 0


def _levels(labels: Mapping[int, str], row: int, remarks: Remarks) -> dict[Level, int]:
    """The column of each level; a misspelt heading is told."""
    levels: dict[Level, int] = {}
    for level, name in LEVELS.items():
        levels[level] = column = _starting(labels, name) or _like(labels, name)
        if not labels[column].startswith(name):
            message = f'The heading reads "{labels[column]}" where "{name.capitalize()}" should stand.'
            remarks.add("header", (row, column), message)
    return levels


def _header(sheet: Sheet, remarks: Remarks) -> Header:
    row = _header_row(sheet)
    labels = {column: heading(sheet.at(row, column)) for column in sheet.columns}
    levels = _levels(labels, row, remarks)
    return Header(
        row=row,
        number=_starting(labels, "number") or 1,
        levels=levels,
        text=_starting(labels, "description") or levels[Level.PART] + 1,
        options=dict(_options(labels)),
        scores=_scores(labels, row, remarks),
    )


def _starting(labels: Mapping[int, str], word: str) -> int:
    return next((column for column, label in labels.items() if label.startswith(word)), 0)


def _like(labels: Mapping[int, str], name: str) -> int:
    """The column whose heading begins most like ``name``; 0 where none is like it."""
    beginnings: dict[str, int] = {}
    for column, label in labels.items():
        beginnings.setdefault(label[: len(name)], column)
    found = get_close_matches(name, beginnings, n=1, cutoff=ALIKE)
    return beginnings[found[0]] if found else 0


def _options(labels: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    for column, label in labels.items():
        points = POINTS.search(label)
        if label.startswith("option") and points:
            yield points[1].replace(",", "."), column


def _scores(labels: Mapping[int, str], row: int, remarks: Remarks) -> dict[str, int]:
    """The column of every year's scores; where its own heading fails, the heading of the comments tells."""
    scores: dict[str, int] = {}
    for column, label in labels.items():
        own, beside = YEAR.search(label), YEAR.search(labels.get(column + 1, ""))
        if own and "comment" not in label:
            scores.setdefault(own[0], column)
        elif beside and "comment" in labels[column + 1] and column not in scores.values():
            scores.setdefault(beside[0], column)
            message = f'The heading reads "{label}"; the scores are read as {beside[0]}, as the comments beside them.'
            remarks.add("header", (row, column), message)
    return scores


def _overall_rows(sheet: Sheet, header: Header, recipe: Recipe) -> Iterator[tuple[str, int]]:
    """The rows of the overall scores, between the headings and the first area."""
    column = header.levels[Level.AREA]
    for row in (row for row in sheet.rows if row > header.row):
        label = heading(sheet.at(row, column))
        node = aggregate(label, recipe.labels) if "score" in label else ""
        if node:
            yield node, row
        elif any(sheet.at(row, level).label for level in header.levels.values()):
            return


def _country_sheet(rows: _Rows, tree: Tree) -> CountrySheet:
    sheet, header, held, remarks = rows.sheet, rows.header, rows.held, rows.remarks
    placed = dict(rows.overall)
    wordings: dict[str, Wording] = {}
    for index, entry in enumerate(held):
        code = _code(entry, held[index + 1 :], tree)
        if code and code not in placed:
            placed[code] = entry.row
            wordings[code] = _wording(sheet, header, entry)
        else:
            what = f'"{entry.code}" stands a second time' if code else f'"{entry.code}" is in no other sheet'
            remarks.add("header", (entry.row, header.number), f"{what}; the row is not read.")
    _unlabelled(sheet, header, {*placed.values(), *(entry.row for entry in held)}, remarks)
    return CountrySheet(
        sheet=sheet,
        sites=dict(_sites(placed, header.scores)),
        comments=dict(_sites(placed, {period: column + 1 for period, column in header.scores.items()})),
        wordings=wordings,
        remarks=tuple(remarks.found),
    )


def _code(entry: Entry, after: list[Entry], tree: Tree) -> str:
    """The code that a row has in the common tree; a group's is that of the group above the next indicator."""
    if entry.level >= Level.INDICATOR:
        return entry.code if tree.levels.get(entry.code) is entry.level else ""
    below = next((other.code for other in after if other.level is Level.INDICATOR), "")
    dimension = tree.parents.get(below, "")
    return dimension if entry.level is Level.DIMENSION else tree.parents.get(dimension, "")


def _sites(placed: Mapping[str, int], columns: Mapping[str, int]) -> Iterator[tuple[Site, Position]]:
    for node, row in placed.items():
        for period, column in columns.items():
            yield (node, period), (row, column)


def _unlabelled(sheet: Sheet, header: Header, known: set[int], remarks: Remarks) -> None:
    """Say which rows below the headings hold figures but stand for nothing."""
    for row in (row for row in sheet.rows if row > header.row):
        column = next((column for column in header.scores.values() if sheet.at(row, column).number is not None), None)
        if row not in known and column is not None:
            remarks.add("header", (row, column), "The row holds figures but no heading; it is not read.")


def _wording(sheet: Sheet, header: Header, entry: Entry) -> Wording:
    title = (entry.row, header.levels[entry.level])
    positions = {"title": title, "text": (entry.row, header.text)}
    texts = {name: str(sheet.at(*at).value) for name, at in positions.items() if sheet.at(*at).text}
    options = {
        points: sheet.at(entry.row, column).label
        for points, column in header.options.items()
        if sheet.at(entry.row, column).label
    }
    if options:
        positions["options"] = (entry.row, min(header.options.values()))
        texts["options"] = "\n".join(f"{points} - {label}" for points, label in options.items())
    return Wording(texts=texts, positions={name: positions[name] for name in texts})
