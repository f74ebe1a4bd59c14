"""Tables that several sections print."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonground.methods.index.framework import Band
from commonground.publishing.display import change, exact, percent, score, score_span, span
from commonground.publishing.queries.changes import Changes
from commonground.publishing.queries.figures import Figure, NodeFigure, PlaceFigure
from commonground.publishing.queries.index_page import NodeMean
from commonground.publishing.reports.content import Column, Plot, Scale, Shade, Table

TICKS = 5


def plotted(scale: Scale, label: str = "") -> Column:
    """A column of drawings on a scale."""
    low, high = scale
    values = [low + (high - low) * step / TICKS for step in range(TICKS + 1)]
    return Column(label=label, kind="plot", scale=scale, ticks=tuple((value, exact(value)) for value in values))


def numbered(*labels: str) -> tuple[Column, ...]:
    return tuple(Column(label=label, kind="number") for label in labels)


def level_of(band: Band | None) -> int | None:
    return band.level if band else None


def dot(found: Figure, *, tick: float | None = None) -> Plot:
    """A score with its interval."""
    held = found.interval
    return Plot(
        dot=found.score,
        low=held.score_lower if held else None,
        high=held.score_upper if held else None,
        tick=tick,
        level=level_of(found.band),
    )


def spans(found: Figure) -> tuple[str, str]:
    """Between which scores and which ranks a place stays."""
    held = found.interval
    if held is None:
        return "–", "–"
    return score_span(held.score_lower, held.score_upper), span(held.rank_lower, held.rank_upper)


def nodes_table(
    code: str, title: str, note: str, *, first: str, rows: Sequence[NodeFigure], scale: Scale, since: str = ""
) -> Table:
    """A place's figures for several nodes, beside the mean of all."""
    since = since if any(row.change is not None for row in rows) else ""
    columns = (Column(label=first, own=True), *numbered(_("Score")), plotted(scale), *numbered(_("Mean")))
    return Table(
        code=code,
        title=title,
        note=note,
        columns=(*columns, *(numbered(_("Since %(period)s") % {"period": since}) if since else ())),
        rows=tuple(
            (
                row.node.title,
                score(row.figure.score),
                dot(row.figure, tick=row.mean),
                score(row.mean),
                *((change(row.change),) if since else ()),
            )
            for row in rows
        ),
    )


def ranking_table(
    code: str, title: str, note: str, *, rows: Sequence[PlaceFigure], scale: Scale, marked: str = ""
) -> Table:
    """Places by score, with what their ranks and scores owe to choices of method."""
    held = any(row.figure.interval for row in rows)
    return Table(
        code=code,
        title=title,
        note=note,
        columns=(
            *numbered(_("Rank")),
            Column(label=_("Place")),
            *numbered(_("Score")),
            plotted(scale),
            *(numbered(_("Interval"), _("Ranks")) if held else ()),
            *numbered(_("Coverage")),
        ),
        rows=tuple(
            (
                str(row.figure.rank or "–"),
                row.name,
                score(row.figure.score),
                dot(row.figure),
                *(spans(row.figure) if held else ()),
                percent(row.figure.coverage),
            )
            for row in rows
        ),
        marked=frozenset(at for at, row in enumerate(rows) if row.place == marked),
    )


def means_table(code: str, title: str, note: str, *, first: str, rows: Sequence[NodeMean], scale: Scale) -> Table:
    """The means of several nodes over all places."""
    return Table(
        code=code,
        title=title,
        note=note,
        columns=(Column(label=first, own=True), *numbered(_("Mean")), plotted(scale), *numbered(_("Places"))),
        rows=tuple((row.node.title, score(row.mean), Plot(dot=row.mean), str(row.scored)) for row in rows),
    )


def moves_table(code: str, title: str, note: str, *, found: Changes, scale: Scale, period: str) -> Table:
    """Each place before and after."""
    return Table(
        code=code,
        title=title,
        note=note,
        columns=(
            Column(label=_("Place")),
            *numbered(found.since.label, period),
            plotted(scale),
            *numbered(_("Change")),
        ),
        rows=tuple(
            (
                move.name,
                score(move.before),
                score(move.after),
                Plot(dot=move.after, was=move.before, level=level_of(move.band)),
                change(move.change),
            )
            for move in found.moves
        ),
    )


def shades_table(
    code: str,
    title: str,
    note: str,
    *,
    first: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Shade]]],
    of_nodes: bool = False,
) -> Table:
    """Figures on the colours of bands: rows of places under nodes, or of nodes or bands (``of_nodes``) under others."""
    return Table(
        code=code,
        title=title,
        note=note,
        columns=(
            Column(label=first, own=of_nodes),
            *(Column(label=head, kind="shade", own=not of_nodes) for head in heads),
        ),
        rows=tuple((name, *shades) for name, shades in rows),
    )
