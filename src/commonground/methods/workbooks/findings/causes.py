"""Why a published figure is not what the rule gives: from the figure down to the cells where the difference begins.

The parts that a cell should read are compared with those that its formula reads; then every part whose own cell differs
from the rule is followed downwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commonground.methods.workbooks.findings.context import Context, same, shown
from commonground.methods.workbooks.findings.forms import Forms
from commonground.methods.workbooks.formulas import references
from commonground.methods.workbooks.grid import Position, address
from commonground.methods.workbooks.layouts.layout import CountrySheet, Site

MOST = 4
"""Causes named in one message; the cells below them have mismatches of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """Finds the causes of differences in the sheets of a reading."""

    context: Context
    forms: Forms

    def explain(self, place: str, site: Site) -> str:
        """The likely cause of a difference, in a sentence that names the cells."""
        found = list(dict.fromkeys(self._causes(place, site)))
        more = f"; and {len(found) - MOST} more" if len(found) > MOST else ""
        return "; ".join(found[:MOST]) + more + "."

    def _causes(self, place: str, site: Site) -> Iterator[str]:
        sheet = self.context.reading.sheets[place]
        cell = sheet.cell(*site)
        given = self.context.rule(place, site)
        if cell is None or not cell.formula:
            yield self._typed(sheet, site, given)
            return
        found = [*self._misread(place, sheet, site), *self._below(place, sheet, site)]
        yield from found or [self._otherwise(place, sheet, site, given)]

    def _typed(self, sheet: CountrySheet, site: Site, given: float | None) -> str:
        cell, at = sheet.cell(*site), f"{sheet.name}!{sheet.at(*site)}"
        if cell is not None and cell.number is not None:
            return f"{at} is a typed number, {shown(cell.number)}, where its parts give {shown(given)}"
        what = f'holds the text "{cell.text[:40]}"' if cell is not None and cell.text else "is blank"
        return f"{at} {what} where its parts give {shown(given)}"

    def _parts(self, sheet: CountrySheet, node: str, period: str) -> Iterator[tuple[str, Position]]:
        """The cells that a node's formula should read; where a part has no cell, those of its own parts."""
        for child in self.context.groups[node].children if node in self.context.groups else ():
            position = sheet.sites.get((child, period))
            if position is None:
                yield from self._parts(sheet, child, period)
            else:
                yield child, position

    def _misread(self, place: str, sheet: CountrySheet, site: Site) -> Iterator[str]:
        """What a formula leaves out and what it reads besides; blank cells make no difference."""
        position = sheet.sites[site]
        formula = sheet.sheet.at(*position).formula
        read = dict.fromkeys(
            cell for reference in references(formula) if not reference.sheet for cell in reference.cells
        )
        due = {where: child for child, where in self._parts(sheet, *site)}
        left_out = [self._name(place, where, site) for where in due if where not in read and self._counts(sheet, where)]
        besides = [self._name(place, where, site) for where in read if where not in due and self._counts(sheet, where)]
        parts = [f"leaves out {', '.join(left_out)}"] if left_out else []
        parts += [f"reads {', '.join(besides)}"] if besides else []
        if parts:
            yield f"the formula of {sheet.name}!{address(position)}, {formula}, {' and '.join(parts)}"

    def _counts(self, sheet: CountrySheet, position: Position) -> bool:
        return sheet.sheet.at(*position).number is not None

    def _name(self, place: str, position: Position, site: Site) -> str:
        found = self.context.nodes[place].get(position)
        if found is None:
            return f"{address(position)} (no figure of the index)"
        node, period = found
        return f"{address(position)} ({node}{'' if period == site[1] else f' of {period}'})"

    def _below(self, place: str, sheet: CountrySheet, site: Site) -> Iterator[str]:
        """The causes below every part whose cell differs from what the rule gives for it."""
        for child, position in self._parts(sheet, *site):
            below = (child, site[1])
            if not same(sheet.sheet.at(*position).number, self.context.rule(place, below)):
                title = self.context.titles[child]
                for cause in self._causes(place, below):
                    yield cause if cause.startswith("in ") else f"in {child}, {title}: {cause}"

    def _otherwise(self, place: str, sheet: CountrySheet, site: Site, given: float | None) -> str:
        """A formula that reads the right cells, whose values are right."""
        at = f"{sheet.name}!{sheet.at(*site)}"
        cell = sheet.sheet.at(*sheet.sites[site])
        if cell.error:
            return f"{at} shows the error {cell.error} where its parts give {shown(given)}"
        if given is None:
            return f"{at} rests on {self.context.coverage(place, site):.0%} of the answers, too few for a score"
        if self.forms.odd(place, site) or site[0] not in self.forms.common:
            return f"the formula of {at}, {cell.formula}, combines its parts otherwise than the rule"
        return f"the number stored in {at} is not what its formula gives now: the file was saved without recalculation"
