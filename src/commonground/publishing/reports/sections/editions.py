"""Sections about all places of an edition."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.publishing.display import change, number, percent, score
from commonground.publishing.explorer.kinds import Kind as ViewKind
from commonground.publishing.explorer.state import View
from commonground.publishing.narrative.facts.nodes import of_area
from commonground.publishing.narrative.facts.places import of_place
from commonground.publishing.queries.area_page import AreaPage, area_page
from commonground.publishing.queries.changes import Changes
from commonground.publishing.queries.figures import figure, node_figures
from commonground.publishing.queries.index_page import IndexPage, node_means
from commonground.publishing.reports.content import Block, Column, Facts, Heading, Shade, Table, Text
from commonground.publishing.reports.sections.scope import Subject
from commonground.publishing.reports.sections.tables import (
    level_of,
    means_table,
    moves_table,
    nodes_table,
    numbered,
    ranking_table,
    shades_table,
    spans,
)
from commonground.publishing.words import listed

NAMED = 6
"""So many parts have room for their names above a column."""


def glance(_subject: Subject, page: IndexPage) -> Iterator[Block]:
    """What is found, in words and figures, and the means of the areas."""
    yield Text(paragraphs=(page.lede,))
    pairs = [
        (_("Mean"), _("%(mean)s of %(full)s") % {"mean": score(page.mean), "full": score(page.edition.scale[1])}),
        (_("Places with a score"), number(sum(row.figure.score is not None for row in page.ranking))),
        (_("Answered"), percent(page.answered_share)),
    ]
    if page.changes:
        pairs.append((_("Since %(period)s") % {"period": page.changes.since.label}, change(page.changes.mean_change)))
    yield Facts(pairs=tuple(pairs))
    note = _("Means over the places that have a score, %(period)s.") % {"period": page.period.label}
    rows = (*page.areas, *page.aggregates)
    yield means_table("means", page.areas_finding, note, first=_("Area"), rows=rows, scale=page.edition.scale)


def ranking(_subject: Subject, page: IndexPage | AreaPage) -> Iterator[Block]:
    """All places by score."""
    node = page.node if isinstance(page, AreaPage) else page.headline
    title = page.finding if isinstance(page, AreaPage) else page.ranking_finding
    note = _("%(node)s %(period)s. Lines are intervals.") % {"node": node.title, "period": page.period.label}
    yield ranking_table("ranking", title, note, rows=page.ranking, scale=page.edition.scale)


def one_map(subject: Subject, _page: IndexPage | AreaPage) -> Iterator[Block]:
    """All places on one map."""
    yield subject.picture(View(kind=ViewKind.TILES, measure=(subject.of,) if subject.of else ()))


def areas(_subject: Subject, page: IndexPage) -> Iterator[Block]:
    """Every place in every area."""
    note = _("Area scores %(period)s on the colours of their bands.") % {"period": page.period.label}
    heads = [area.node.title for area in page.areas] + [page.headline.title]
    rows = [
        (row.name, [Shade(text=score(cell.score), level=level_of(cell.band)) for cell in row.cells])
        for row in page.heat
    ]
    yield shades_table("heat", page.areas_finding, note, first=_("Place"), heads=heads, rows=rows)


def changes(subject: Subject, page: IndexPage | AreaPage) -> Iterator[Block]:
    """Who moved, and which way."""
    found = page.changes
    if found is None:
        yield Text(paragraphs=(_("Scores exist for one period only."),))
        return
    if isinstance(page, IndexPage):
        yield subject.picture(View(kind=ViewKind.LINE))
    yield _moves(page, found, "moves")


def _moves(page: IndexPage | AreaPage, found: Changes, code: str) -> Table:
    """Each place before and after."""
    note = _("Hollow dot: %(since)s. Filled dot: %(period)s. %(risen)s rose, %(fallen)s fell.") % {
        "since": found.since.label,
        "period": page.period.label,
        "risen": number(found.risen),
        "fallen": number(found.fallen),
    }
    return moves_table(
        code, page.changes_finding, note, found=found, scale=page.edition.scale, period=page.period.label
    )


def approaches(_subject: Subject, page: IndexPage) -> Iterator[Block]:
    """Which places follow which named approach."""
    if not page.profiles:
        yield Text(paragraphs=(_("The framework of this edition names no approaches."),))
    for each in page.profiles:
        named = [(approach.title, [name for _code, name in approach.places]) for approach in each.approaches]
        named += [(_("None of these"), [name for _code, name in each.unnamed])]
        named += [(_("Too few answers"), [name for _code, name in each.without])]
        yield Table(
            code=f"approaches-{each.code}",
            title=each.title,
            own=True,
            note=_("An approach is named by the dimensions whose threshold a place reaches."),
            columns=(Column(label=_("Approach")), *numbered(_("Places")), Column(label=_("Which"))),
            rows=tuple((title, number(len(names)), listed(names) or "–") for title, names in named),
        )


def each_area(subject: Subject, page: IndexPage) -> Iterator[Block]:
    """Every area with its sentences, parts and ranking."""
    opened = subject.opened
    for code in opened.framework.areas:
        found = area_page(opened, code, page.period)
        yield Heading(text=found.node.title, own=True)
        yield Text(paragraphs=(" ".join(subject.told(of_area(opened, code, page.period))),))
        note = _("Means over the places that have a score, %(period)s.") % {"period": page.period.label}
        title = f"{found.children_finding}"
        yield means_table(f"parts-{code}", title, note, first=_("Part"), rows=found.children, scale=page.edition.scale)
        note = _("%(node)s %(period)s. Lines are intervals.") % {"node": found.node.title, "period": page.period.label}
        yield ranking_table(f"ranking-{code}", found.finding, note, rows=found.ranking, scale=page.edition.scale)
        if found.changes:
            yield _moves(found, found.changes, f"moves-{code}")


def each_place(subject: Subject, page: IndexPage) -> Iterator[Block]:
    """Every place with its sentences and areas."""
    opened, period = subject.opened, page.period
    since = opened.earlier_period(period.code)
    framework = opened.framework
    for code in opened.places:
        name = opened.place_name(code)
        yield Heading(text=name)
        yield Text(paragraphs=(" ".join(subject.told(of_place(opened, code, period))),))
        nodes = (*framework.areas, *framework.aggregates)
        rows = node_figures(opened, nodes, code, period.code, since.code if since else None)
        found = figure(opened, opened.headline, code, period.code)
        title = _("%(place)s: %(score)s of %(full)s") % {
            "place": name, "score": score(found.score), "full": score(page.edition.scale[1]),
        }  # fmt: skip
        note = _("Area scores %(period)s. Upright stroke: mean of the places.") % {"period": period.label}
        yield nodes_table(
            f"place-{code}",
            title,
            note,
            first=_("Area"),
            rows=rows,
            scale=page.edition.scale,
            since=since.label if since else "",
        )


def indicators(subject: Subject, page: IndexPage) -> Iterator[Block]:
    """The means of all questions."""
    opened = subject.opened
    note = _("Means over the places that have points, %(period)s.") % {"period": page.period.label}
    for area, leaves in opened.sections:
        rows = node_means(opened, leaves, page.period.code)
        yield means_table(
            f"indicators-{area.code}", area.title, note, first=_("Indicator"), rows=rows, scale=page.edition.scale
        )


def area_glance(subject: Subject, page: AreaPage) -> Iterator[Block]:
    """What is said of an area."""
    yield Text(
        paragraphs=tuple(
            filter(None, (" ".join(subject.told(of_area(subject.opened, subject.of, page.period))), page.text))
        )
    )
    yield Facts(
        pairs=(
            (_("Mean"), _("%(mean)s of %(full)s") % {"mean": score(page.mean), "full": score(page.edition.scale[1])}),
            (_("Places with a score"), number(sum(row.figure.score is not None for row in page.ranking))),
        )
    )


def parts(_subject: Subject, page: AreaPage) -> Iterator[Block]:
    """The parts of an area."""
    note = _("Means over the places that have a score, %(period)s.") % {"period": page.period.label}
    yield means_table(
        "parts", page.children_finding, note, first=_("Part"), rows=page.children, scale=page.edition.scale
    )


def area_indicators(subject: Subject, page: AreaPage) -> Iterator[Block]:
    """Every place in every part of an area; parts by number where their names have no room."""
    opened = subject.opened
    nodes = [child.node for child in page.children]
    named = len(nodes) <= NAMED
    heads = [node.title if named else str(n) for n, node in enumerate(nodes, start=1)]
    key = "" if named else " ".join(f"{n} {node.title}." for n, node in enumerate(nodes, start=1))
    rows = []
    for row in page.ranking:
        values = [opened.card[node.code, row.place, page.period.code] for node in nodes]
        rows.append((row.name, [Shade(text=score(value), level=level_of(opened.card.band(value))) for value in values]))
    note = _("Scores %(period)s on the colours of their bands.") % {"period": page.period.label}
    yield shades_table(
        "parts-of-places", page.children_finding, f"{note} {key}".strip(), first=_("Place"), heads=heads, rows=rows
    )


def press_glance(_subject: Subject, page: IndexPage) -> Iterator[Block]:
    """The finding, and what newsrooms should know before they print a rank."""
    told = [f"{page.ranking_finding}.", page.lede]
    told += [f"{page.changes_finding}."] if page.changes else []
    size = sum(row.figure.score is not None for row in page.ranking)
    told.append(
        ngettext(
            "Ranks are among the %(count)s place with a score. Ranks that lie within each other’s span cannot be told "
            "apart: say “among the highest” rather than a number.",
            "Ranks are among the %(count)s places with a score. Ranks that lie within each other’s span cannot be told "
            "apart: say “among the highest” rather than a number.",
            size,
        )
        % {"count": number(size)}
    )
    yield Text(paragraphs=tuple(told))


def press_scores(_subject: Subject, page: IndexPage) -> Iterator[Block]:
    """One row a place: rank, score, interval, change, and every area."""
    moves = {move.place: move.change for move in page.changes.moves} if page.changes else {}
    heat = {row.place: row.cells[:-1] for row in page.heat}
    since = (_("Since %(period)s") % {"period": page.changes.since.label},) if page.changes else ()
    yield Table(
        code="scores",
        title=page.finding,
        note=_("Scores %(period)s on the colours of their bands.") % {"period": page.period.label},
        columns=(
            *numbered(_("Rank")),
            Column(label=_("Place")),
            *numbered(_("Score"), _("Interval"), _("Ranks"), *since),
            *(Column(label=area.node.title, kind="shade", own=True) for area in page.areas),
        ),
        rows=tuple(
            (
                str(row.figure.rank or "–"),
                row.name,
                score(row.figure.score),
                *spans(row.figure),
                *((change(moves.get(row.place)),) if since else ()),
                *(Shade(text=score(cell.score), level=level_of(cell.band)) for cell in heat[row.place]),
            )
            for row in page.ranking
        ),
    )
