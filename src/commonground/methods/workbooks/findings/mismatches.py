"""Published figures that the rule does not reproduce, and inner figures of the sheets that it does not."""

from __future__ import annotations

from collections.abc import Iterator

from commonground.methods.audit import Mismatch, Warning_
from commonground.methods.workbooks.findings.causes import Causes
from commonground.methods.workbooks.findings.context import Context, same, shown, warning


def mismatches(context: Context, causes: Causes) -> Iterator[Mismatch]:
    """Every figure of an area or overall score that is not what the rule gives."""
    card = context.reading.scorecard
    for figure in context.reading.bundle.published:
        recomputed = card[figure.node, figure.place, figure.period]
        if not same(figure.value, recomputed):
            yield Mismatch(
                sheet=figure.sheet,
                cell=figure.cell,
                place=figure.place,
                period=figure.period,
                node=figure.node,
                published=figure.value,
                recomputed=recomputed,
                cause=causes.explain(figure.place, (figure.node, figure.period)),
            )


def composites(context: Context, causes: Causes) -> Iterator[Warning_]:
    """Every inner figure, between the answers and the areas, that is not what the rule gives."""
    for place, sheet, site, position, cell in context.cells():
        node, period = site
        if node not in context.groups or node in context.heads or cell.error:
            continue
        given = context.rule(place, site)
        if not same(cell.number, given):
            message = (
                f"{node} {period} reads {shown(cell.number)} where the rule gives {shown(given)}: "
                f"{causes.explain(place, site)}"
            )
            yield warning(sheet, position, "composite", message)
