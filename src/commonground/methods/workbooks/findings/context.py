"""What every finding starts from: the reading, and what is worked out from it once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from commonground.methods.audit import Warning_
from commonground.methods.index.framework import Group
from commonground.methods.workbooks.figures import heads
from commonground.methods.workbooks.grid import Cell, Position, address
from commonground.methods.workbooks.layouts.layout import CountrySheet, Site
from commonground.methods.workbooks.reading import MipexReading

TOLERANCE = 1e-6


@dataclass(frozen=True, kw_only=True)
class Context:
    """A reading under audit."""

    reading: MipexReading

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """All groups by code."""
        return {group.code: group for group in self.reading.bundle.framework.groups}

    @cached_property
    def heads(self) -> frozenset[str]:
        """The areas and overall scores."""
        return frozenset(heads(self.reading.bundle.framework))

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of all nodes by code."""
        framework = self.reading.bundle.framework
        questions = {question.code: question.title for question in framework.questions}
        return questions | {code: group.title for code, group in self.groups.items()}

    @cached_property
    def nodes(self) -> Mapping[str, Mapping[Position, Site]]:
        """What stands where, by place."""
        return {place: sheet.nodes for place, sheet in self.reading.sheets.items()}

    def cells(self) -> Iterator[tuple[str, CountrySheet, Site, Position, Cell]]:
        """Every site of every sheet: place, sheet, site, position and cell."""
        for place, sheet in self.reading.sheets.items():
            for site, position in sheet.sites.items():
                yield place, sheet, site, position, sheet.sheet.at(*position)

    def rule(self, place: str, site: Site) -> float | None:
        """What the rule gives for a node, before any figure is withheld."""
        return self.reading.naive[site[0], place, site[1]]

    def coverage(self, place: str, site: Site) -> float:
        """The share of the questions below a node that are answered."""
        card = self.reading.naive
        return float(card.coverage[card.at(site[0], place, site[1])])


def same(first: float | None, second: float | None) -> bool:
    """Whether two figures are the same to the audit's tolerance; two that do not exist are."""
    if first is None or second is None:
        return first is second
    return abs(first - second) <= TOLERANCE


def shown(number: float | None) -> str:
    """A figure as messages print it."""
    return "no score" if number is None else f"{number:.6g}"


def warning(sheet: CountrySheet, position: Position, kind: str, message: str) -> Warning_:
    """A warning about a cell."""
    return Warning_(sheet=sheet.name, cell=address(position), kind=kind, message=message)
