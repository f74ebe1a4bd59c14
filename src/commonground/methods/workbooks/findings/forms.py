"""Formulas that differ from those of the same node elsewhere, and numbers typed where others have a formula.

Formulas are compared by their form: every cell they read is called by its node and by how many years away it stands,
so that a formula is the same in every row of every sheet. Cells that show an error are left out on both counts.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commonground.methods.audit import Warning_
from commonground.methods.workbooks.findings.context import Context, shown, warning
from commonground.methods.workbooks.formulas import Reference, form
from commonground.methods.workbooks.grid import Cell, Position
from commonground.methods.workbooks.layouts.layout import Site

COMMON = 0.8
"""The share of a node's formulas that makes a form the common one, and of its numbers that makes formulas the rule."""

Key = tuple[str, Site]
"""(place, site)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The form of every formula, and the common form of every node that has one."""

    forms: Mapping[Key, str]
    common: Mapping[str, str]

    def odd(self, place: str, site: Site) -> bool:
        """Whether a formula differs from the common form of its node."""
        own = self.forms.get((place, site))
        return own is not None and self.common.get(site[0], own) != own


def collect_forms(context: Context) -> Forms:
    """The forms of all formulas that show no error."""
    forms: dict[Key, str] = {}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for place, _, site, position, cell in context.cells():
        if cell.formula and not cell.error:
            own = forms[place, site] = _form(cell, position, site, context.nodes[place])
            counts[site[0]][own] += 1
    common = {}
    for node, counted in counts.items():
        own, times = counted.most_common(1)[0]
        if times >= COMMON * counted.total():
            common[node] = own
    return Forms(forms=forms, common=common)


def _form(cell: Cell, position: Position, site: Site, nodes: Mapping[Position, Site]) -> str:
    def name(reference: Reference, read: Position) -> str:
        found = None if reference.sheet else nodes.get(read)
        if found is None:
            return f"{reference.sheet}[{read[0] - position[0]};{read[1] - position[1]}]"
        return f"<{found[0]}{int(found[1]) - int(site[1]):+d}>"

    return form(cell.formula, name)


def odd_formulas(context: Context, forms: Forms) -> Iterator[Warning_]:
    """A warning for every formula whose form is not the common one of its node."""
    for place, sheet, site, position, cell in context.cells():
        if forms.odd(place, site):
            own, common = forms.forms[place, site], forms.common[site[0]]
            message = (
                f'The formula "{cell.formula}" of {site[0]} {site[1]} reads {_readable(own)}, where at least '
                f"{COMMON:.0%} of the formulas of {site[0]} read {_readable(common)}."
            )
            yield warning(sheet, position, "odd_formula", message)


def _readable(own: str) -> str:
    """A form for readers: ``average(ca45ca47,ca49[+1])`` reads ca49 of the year after."""
    return re.sub(r"<([^<>]*)([+-]\d+)>", r"\1[\2]", own).replace("[+0]", "").lower()


def hard_coded(context: Context) -> Iterator[Warning_]:
    """A warning for every typed number of a node whose numbers are formulas nearly everywhere."""
    numbers: Counter[str] = Counter()
    formulas: Counter[str] = Counter()
    for _, _, (node, _), _, cell in context.cells():
        numbers[node] += cell.number is not None
        formulas[node] += cell.number is not None and bool(cell.formula)
    for place, sheet, site, position, cell in context.cells():
        node, period = site
        if cell.number is not None and not cell.formula and formulas[node] >= COMMON * numbers[node]:
            given = shown(context.rule(place, site))
            message = (
                f"{node} {period} is a typed number, {shown(cell.number)}, where other cells have a formula; "
                f"the rule gives {given}."
            )
            yield warning(sheet, position, "hard_coded", message)
