"""Sections about one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from commonground.publishing.display import change, figured, number, percent, score
from commonground.publishing.explorer.kinds import Kind as ViewKind
from commonground.publishing.explorer.state import View
from commonground.publishing.narrative.facts.bits import present
from commonground.publishing.narrative.facts.places import change as change_of
from commonground.publishing.narrative.facts.places import of_place
from commonground.publishing.queries.figures import Figure as Found
from commonground.publishing.queries.neighbours import Standout
from commonground.publishing.queries.opened import Opened
from commonground.publishing.queries.place_page import PlacePage
from commonground.publishing.reports.content import Block, Column, Facts, Figure, Picture, Plot, Shade, Table, Text
from commonground.publishing.reports.sections.scope import Subject
from commonground.publishing.reports.sections.tables import (
    level_of,
    nodes_table,
    numbered,
    plotted,
    ranking_table,
    shades_table,
    spans,
)

AROUND = 6
"""So many places stand above and below the one in question."""
PERIODS = 12
FEW = 3


def figure_of(page: PlacePage) -> Figure:
    """The score of the place as the cover prints it."""
    found = page.figure
    said = [*_ranked(found)]
    if found.interval:
        said.append(_("Interval %(span)s, ranks %(ranks)s") % dict(zip(("span", "ranks"), spans(found), strict=True)))
    if page.since and page.change is not None:
        said.append(_("%(change)s since %(period)s") % {"change": change(page.change), "period": page.since.label})
    return Figure(
        text=score(found.score),
        full=_("of %(full)s") % {"full": score(page.edition.scale[1])},
        band=found.band.label if found.band else "",
        level=level_of(found.band),
        said=tuple(said),
    )


def _ranked(found: Found) -> Iterator[str]:
    if found.rank:
        shared = _(" (shared)") if found.tied > 1 else ""
        yield _("Rank %(rank)s of %(places)s%(shared)s") % {
            "rank": number(found.rank), "places": number(found.ranked), "shared": shared,
        }  # fmt: skip


def facts_of(page: PlacePage) -> Facts:
    """The figures of a place in words."""
    found = page.figure
    interval, ranks = spans(found)
    pairs = [
        (_("Score"), f"{score(found.score)}" + (f", {found.band.label}" if found.band else "")),
        (_("Rank"), figured(f"{found.rank or '–'} / {found.ranked}")),
    ]
    if found.interval:
        pairs += [(_("Interval"), interval), (_("Ranks"), ranks)]
    pairs.append((_("Coverage"), percent(found.coverage)))
    if page.since:
        pairs.append((_("Since %(period)s") % {"period": page.since.label}, change(page.change)))
    return Facts(pairs=tuple(pairs))


def glance(subject: Subject, page: PlacePage) -> Iterator[Block]:
    """What is said of the place, and its areas."""
    yield Text(paragraphs=(" ".join(subject.told(of_place(subject.opened, page.place, page.period))),))
    yield facts_of(page)
    yield areas_table(page)


def areas_table(page: PlacePage) -> Table:
    """The areas of the place beside the means."""
    since = page.since.label if page.since else ""
    note = _("Area scores %(period)s. Dot: %(name)s, with its interval. Upright stroke: mean of the places.") % {
        "period": page.period.label,
        "name": page.name,
    }
    rows = (*page.areas, *page.aggregates)
    return nodes_table(
        "areas", page.areas_finding, note, first=_("Area"), rows=rows, scale=page.edition.scale, since=since
    )


def standing(subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The places around it in the ranking, and all of them on one map."""
    at = next((n for n, row in enumerate(page.others) if row.place == page.place), 0)
    first = max(0, min(at - AROUND, len(page.others) - 2 * AROUND - 1))
    rows = page.others[first : first + 2 * AROUND + 1]
    title = _("The places around %(name)s in the ranking") % {"name": page.name}
    note = _("%(node)s %(period)s. Lines are intervals.") % {"node": page.headline.title, "period": page.period.label}
    yield ranking_table("around", title, note, rows=rows, scale=page.edition.scale, marked=page.place)
    yield subject.picture(View(kind=ViewKind.TILES, marked=(page.place,)))


def time(subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The overall score among all places, and every area over the periods."""
    if subject.opened.earlier_period(page.period.code) is None:
        yield Text(paragraphs=(_("Scores exist for one period only."),))
        return
    yield lines(subject, page)
    yield history_table(subject.opened, page)


def lines(subject: Subject, page: PlacePage, *, short: bool = False) -> Picture:
    """The overall score among those of all places; its title says how the place moved."""
    said = " ".join(subject.told(present(change_of(subject.opened, page.place, page.period))))
    view = View(kind=ViewKind.LINE, marked=(page.place,))
    return subject.picture(view, title=said.removesuffix("."), short=short)


def history_table(opened: Opened, page: PlacePage) -> Table:
    """Scores by area and period; the last ones where there are many."""
    scored = [n for n in range(len(page.periods)) if any(each.scores[n] is not None for each in page.history)]
    shown = scored[-PERIODS:]
    rows = []
    for each in (*page.history[1:], page.history[0]):
        values = [each.scores[n] for n in shown]
        shades = [Shade(text=score(value), level=level_of(opened.card.band(value))) for value in values]
        rows.append((each.node.title, shades))
    note = _("Scores on the colours of their bands.")
    heads = [page.periods[n].label for n in shown]
    return shades_table("history", page.history_finding, note, first=_("Area"), heads=heads, rows=rows, of_nodes=True)


def strengths(_subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The questions furthest above and below the mean."""
    note = _("Points of the place and mean of the places, %(period)s.") % {"period": page.period.label}
    for code, title, found in (
        ("strengths", _("Furthest above the mean"), page.strengths),
        ("gaps", _("Furthest below the mean"), page.gaps),
    ):
        if found:
            yield _standouts(code, title, note, found, page.edition.scale)
    if not page.strengths and not page.gaps:
        yield Text(paragraphs=(_("No question lies above or below the mean."),))


def sheet_strengths(_subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The same on one page: a few of both in one table."""
    rows = (*page.strengths[:FEW], *reversed(page.gaps[:FEW]))
    if rows:
        title = _("Furthest above and below the mean")
        note = _("Points of the place and mean of the places, %(period)s.") % {"period": page.period.label}
        yield _standouts("strengths", title, note, rows, page.edition.scale)


def _standouts(code: str, title: str, note: str, rows: Sequence[Standout], scale: tuple[float, float]) -> Table:
    return Table(
        code=code,
        title=title,
        note=note,
        columns=(Column(label=_("Indicator"), own=True), *numbered(_("Points")), plotted(scale), *numbered(_("Mean"))),
        rows=tuple(
            (row.title, score(row.points), Plot(dot=row.points, tick=row.mean), score(row.mean)) for row in rows
        ),
    )


def nearest(_subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The places with the most alike answers."""
    if not page.nearest:
        yield Text(paragraphs=(_("No other place shares enough answers to be compared."),))
        return
    title = _("%(near)s is nearest to %(name)s") % {"near": page.nearest[0].name, "name": page.name}
    yield Table(
        code="nearest",
        title=title,
        note=_("Mean distance over the indicators that both have, in points. Near does not mean equal rank."),
        columns=(Column(label=_("Place")), *numbered(_("Distance"), _("Score"), _("Same answer"), _("Compared"))),
        rows=tuple(
            (row.name, number(row.distance, 1), score(row.score), number(row.same), number(row.shared))
            for row in page.nearest
        ),
    )


def answers(_subject: Subject, page: PlacePage) -> Iterator[Block]:
    """Every indicator of every area."""
    since = page.since.label if page.since else ""
    for area in page.answers:
        note = _("Points %(period)s. Upright stroke: mean of the places.") % {"period": page.period.label}
        table = nodes_table(
            f"answers-{area.area.code}",
            area.area.title,
            note,
            first=_("Indicator"),
            rows=area.questions,
            scale=page.edition.scale,
            since=since,
        )
        yield replace(table, own=True)


def sheet_glance(subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The place on one page: what is said of it, and its areas."""
    yield Text(paragraphs=(" ".join(subject.told(of_place(subject.opened, page.place, page.period))),))
    yield areas_table(page)


def sheet_time(subject: Subject, page: PlacePage) -> Iterator[Block]:
    """The overall score among all places."""
    if subject.opened.earlier_period(page.period.code) is not None:
        yield lines(subject, page, short=True)
