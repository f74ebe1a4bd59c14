"""Figures that could be computed but are not published, and published figures that rest on next to no answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from commonground.methods.audit import Warning_
from commonground.methods.workbooks.findings.context import Context, shown, warning
from commonground.methods.workbooks.grid import Position
from commonground.methods.workbooks.layouts.layout import CountrySheet, Site

FEW = 0.25
"""A published figure that rests on a smaller share of the answers than this is worth a look."""


def unpublished(context: Context) -> Iterator[Warning_]:
    """Every area or overall score that answers speak to and the file leaves blank.

    An area below its minimum coverage is told as well, since a mean that skips blanks would invent it. Where a sheet
    has no row or column for a figure, one warning speaks for all its periods.
    """
    nowhere: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for place, sheet in context.reading.sheets.items():
        for site in _candidates(context, place):
            node, period = site
            given = context.rule(place, site)
            if sheet.number(node, period) is not None:
                continue
            if site in sheet.sites:
                yield warning(sheet, sheet.sites[site], "unpublished", _blank(context, place, site, given))
            else:
                nowhere[place, node].append(period)
    for (place, node), periods in nowhere.items():
        sheet = context.reading.sheets[place]
        message = (
            f"The sheet has no cell for {node} in {', '.join(periods)}, though the rule gives a score; "
            "it is not published, so it is withheld."
        )
        yield warning(sheet, _nearest(sheet, node), "unpublished", message)


def _candidates(context: Context, place: str) -> Iterator[Site]:
    """The areas that have an answer, and the overall scores whose areas are all published."""
    framework, withheld = context.reading.bundle.framework, context.reading.bundle.answers.withheld
    for period in context.reading.bundle.answers.periods:
        for node in framework.areas:
            if context.coverage(place, (node, period)) > 0:
                yield node, period
        for node in framework.aggregates:
            if (place, period, node) in withheld:
                yield node, period


def _blank(context: Context, place: str, site: Site, given: float | None) -> str:
    node, period = site
    cell = context.reading.sheets[place].cell(*site)
    what = f"shows {cell.error}" if cell and cell.error else "is blank"
    if given is None:
        share = context.coverage(place, site)
        return f"{node} {period} {what}; {share:.0%} of its questions are answered, too few for a score."
    return f"{node} {period} {what}, though the rule gives {shown(given)}; it is not published, so it is withheld."


def _nearest(sheet: CountrySheet, node: str) -> Position:
    """The first cell of the node in other periods, else of the sheet."""
    return min((position for (code, _), position in sheet.sites.items() if code == node), default=(1, 1))


def thin(context: Context) -> Iterator[Warning_]:
    """Every published area that rests on fewer than a quarter of its questions."""
    areas = context.reading.bundle.framework.areas
    for place, sheet, site, position, cell in context.cells():
        if site[0] in areas and cell.number is not None and context.coverage(place, site) < FEW:
            share = context.coverage(place, site)
            message = f"{site[0]} {site[1]} is {shown(cell.number)}, which rests on {share:.0%} of its questions."
            yield warning(sheet, position, "coverage", message)
