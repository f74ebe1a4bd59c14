"""What a layout finds: for every country sheet, where each figure, comment and wording stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonground.methods.audit import Warning_
from commonground.methods.workbooks.grid import Cell, Position, Sheet, address

Site = tuple[str, str]
"""(node, period)"""

FIELDS = ("title", "text", "options")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a sheet words a node, field by field, and where. Blank fields are left out."""

    texts: Mapping[str, str]
    positions: Mapping[str, Position]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountrySheet:
    """A sheet about one place.

    ``sites`` holds the cell of every node and period whose row and column exist, whether or not anything stands in
    it; ``comments`` the cell beside it. ``remarks`` are what was odd about the sheet's own headings.
    """

    sheet: Sheet
    sites: Mapping[Site, Position]
    comments: Mapping[Site, Position]
    wordings: Mapping[str, Wording]
    remarks: tuple[Warning_, ...]

    @property
    def name(self) -> str:
        """The sheet's own name."""
        return self.sheet.name

    @property
    def nodes(self) -> Mapping[Position, Site]:
        """What stands where."""
        return {position: site for site, position in self.sites.items()}

    def cell(self, node: str, period: str) -> Cell | None:
        """The cell of a figure, None where the sheet has no such row or column."""
        position = self.sites.get((node, period))
        return None if position is None else self.sheet.at(*position)

    def number(self, node: str, period: str) -> float | None:
        """The figure that stands in the sheet."""
        cell = self.cell(node, period)
        return None if cell is None else cell.number

    def comment(self, node: str, period: str) -> str:
        """The comment beside a figure."""
        position = self.comments.get((node, period))
        return "" if position is None else self.sheet.at(*position).label

    def at(self, node: str, period: str) -> str:
        """The address of a figure; empty where the sheet has no such row or column."""
        position = self.sites.get((node, period))
        return "" if position is None else address(position)

    @property
    def answered(self) -> Iterator[Site]:
        """The sites in which a typed number stands."""
        for (node, period), position in self.sites.items():
            cell = self.sheet.at(*position)
            if cell.number is not None and not cell.formula:
                yield node, period


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """Collects what was odd while a sheet was read."""

    sheet: str
    found: list[Warning_]

    def add(self, kind: str, position: Position, message: str) -> None:
        """Add one remark about a cell."""
        self.found.append(Warning_(sheet=self.sheet, cell=address(position), kind=kind, message=message))


def year(cell: Cell) -> str:
    """The year that a cell states, as the code of a period; empty where it states none."""
    label = cell.label
    return label if len(label) == len("2014") and label.isdigit() and label[:2] in {"19", "20"} else ""


def heading(cell: Cell) -> str:
    """A heading as it is compared: one blank between words, small letters."""
    return " ".join(cell.label.split()).casefold()


def aggregate(label: str, labels: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> str:
    """The aggregate that a heading names; empty where it names none."""
    for node, (words, others) in labels.items():
        if all(word in label for word in words) and not any(word in label for word in others):
            return node
    return ""
