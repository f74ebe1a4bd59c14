"""The tree that a workbook of the 2015 edition carries in its rows.

Areas, dimensions, indicators and sub-indicators stand in a column each. Areas are lettered and dimensions counted in
the order of the sheet; indicators and sub-indicators carry their own numbers. An indicator without a number has the
one after its predecessor's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from commonground.methods.workbooks.grid import Cell, Sheet


class Level(IntEnum):
    """The levels of the tree, from the top."""

    AREA = 0
    DIMENSION = 1
    INDICATOR = 2
    PART = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row that stands for a node."""

    row: int
    level: Level
    code: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The tree of a family member: levels and parents by code, in the order of the sheet."""

    levels: Mapping[str, Level]
    parents: Mapping[str, str]

    def children(self, code: str) -> tuple[str, ...]:
        """The codes right below a node."""
        return tuple(child for child, parent in self.parents.items() if parent == code)

    def at(self, level: Level) -> tuple[str, ...]:
        """All codes of a level."""
        return tuple(code for code, found in self.levels.items() if found is level)


def entries(
    sheet: Sheet, number: int, columns: Mapping[Level, int], areas: tuple[str, ...], first: int
) -> Iterator[Entry]:
    """The rows of a sheet that stand for nodes, in order."""
    path = {Level.AREA: "", Level.DIMENSION: "", Level.INDICATOR: ""}
    letters, dimensions, last = iter(areas), 0, ""
    for row in (row for row in sheet.rows if row >= first):
        level = next((level for level, column in columns.items() if sheet.at(row, column).label), None)
        if level is None:
            continue
        match level:
            case Level.AREA:
                code, dimensions = next(letters, ""), 0
            case Level.DIMENSION:
                dimensions += 1
                code = f"{path[Level.AREA]}{dimensions}"
            case _:
                code = last = _number(sheet.at(row, number)) or _next(last)
        yield Entry(row=row, level=level, code=code, parent="" if level is Level.AREA else path[Level(level - 1)])
        path[level] = code


def _number(cell: Cell) -> str:
    return "".join(cell.label.split()).lower()


def _next(last: str) -> str:
    digits = re.match(r"\d+", last)
    return str(int(digits[0]) + 1) if digits else ""


def common_tree(sheets: Iterable[Iterable[Entry]]) -> Tree:
    """The tree that most sheets hold; of trees held equally often, the first."""
    counted = Counter(
        tuple((entry.code, entry.level, entry.parent) for entry in found if entry.code) for found in sheets
    )
    nodes = counted.most_common(1)[0][0]
    return Tree(
        levels={code: level for code, level, _ in nodes},
        parents={code: parent for code, _, parent in nodes if parent},
    )
