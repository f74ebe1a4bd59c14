"""The page of a place: its score, areas, change over time, strengths and gaps, nearest places, all answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.methods.index.framework import Band
from commonground.publishing.display import points
from commonground.publishing.narrative.facts.places import of_place
from commonground.publishing.narrative.told import Narrative, narrative
from commonground.publishing.queries import findings
from commonground.publishing.queries.figures import (
    BOUNDS,
    Figure,
    NodeFigure,
    PlaceFigure,
    bounds,
    figure,
    node_figures,
    number,
)
from commonground.publishing.queries.figures import ranking as ranked
from commonground.publishing.queries.neighbours import Neighbour, Standout, nearest, strengths
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.tables import Table
from commonground.publishing.queries.varied import Varied, varied


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A node's scores over the periods of a page, None where there is none."""

    node: NodeInfo
    scores: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaAnswers:
    """An area, and the figures of its questions."""

    area: NodeInfo
    questions: tuple[NodeFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """Everything the page of a place shows. ``since`` is the period that changes are counted from."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    place: str
    name: str
    headline: NodeInfo
    figure: Figure
    since: PeriodInfo | None
    change: float | None
    bands: tuple[Band, ...]
    finding: str
    narrative: Narrative
    varied: Varied | None
    others: tuple[PlaceFigure, ...]
    areas_finding: str
    areas: tuple[NodeFigure, ...]
    aggregates: tuple[NodeFigure, ...]
    history_finding: str
    history: tuple[History, ...]
    strengths: tuple[Standout, ...]
    gaps: tuple[Standout, ...]
    nearest: tuple[Neighbour, ...]
    answers: tuple[AreaAnswers, ...]

    def table(self) -> Table:
        """Every figure of the place in the period: aggregates, areas, questions."""
        rows = (*self.aggregates, *self.areas, *(q for area in self.answers for q in area.questions))
        return Table(
            columns=(
                "place",
                "period",
                "node",
                "kind",
                "title",
                "score",
                "mean",
                "change",
                "rank",
                "coverage",
                *BOUNDS,
            ),
            rows=tuple(
                (
                    self.place,
                    self.period.code,
                    row.node.code,
                    row.node.kind,
                    row.node.title,
                    row.figure.score,
                    row.mean,
                    row.change,
                    row.figure.rank,
                    row.figure.coverage,
                    *bounds(row.figure),
                )
                for row in rows
            ),
        )


def place_page(opened: Opened, place: str, period: PeriodInfo) -> PlacePage:
    """The page of one place in one period."""
    code, framework = period.code, opened.framework
    since = opened.earlier_period(code)
    before = since.code if since else None
    areas = node_figures(opened, framework.areas, place, code, before)
    aggregates = node_figures(opened, framework.aggregates, place, code, before)
    above, below = strengths(opened, place, code)
    histories = history(opened, (opened.headline, *framework.areas), place)
    return PlacePage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        place=place,
        name=opened.place_name(place),
        headline=opened.node(opened.headline),
        figure=figure(opened, opened.headline, place, code),
        since=since,
        change=aggregates[0].change,
        bands=framework.bands,
        finding=_finding(opened.place_name(place), areas),
        narrative=narrative(opened, of_place(opened, place, period)),
        varied=varied(opened),
        others=ranked(opened, opened.headline, code),
        areas_finding=findings.of_place(areas),
        areas=areas,
        aggregates=aggregates,
        history_finding=findings.of_history([(h.node.title, h.scores) for h in histories[1:]], opened.periods),
        history=histories,
        strengths=above,
        gaps=below,
        nearest=nearest(opened, place, code),
        answers=_answers(opened, place, code, before),
    )


def history(opened: Opened, nodes: tuple[str, ...], place: str) -> tuple[History, ...]:
    """The scores of several nodes over all periods."""
    return tuple(
        History(node=opened.node(node), scores=tuple(map(number, opened.history(node, place)))) for node in nodes
    )


def _answers(opened: Opened, place: str, period: str, before: str | None) -> tuple[AreaAnswers, ...]:
    return tuple(
        AreaAnswers(area=area, questions=node_figures(opened, leaves, place, period, before))
        for area, leaves in opened.sections
    )


def _finding(name: str, areas: tuple[NodeFigure, ...]) -> str:
    """The headline of a place: its highest and its lowest area."""
    known = sorted((a for a in areas if a.figure.score is not None), key=lambda a: -(a.figure.score or 0.0))
    if not known:
        return _("%(place)s has no area score in this period") % {"place": name}
    top, bottom = known[0], known[-1]
    if (top.figure.score or 0.0) - (bottom.figure.score or 0.0) < points(findings.CLOSE):
        return _("%(place)s scores much the same in every area") % {"place": name}
    return _("%(place)s scores highest in %(top)s and lowest in %(bottom)s") % {
        "place": name,
        "top": top.node.title,
        "bottom": bottom.node.title,
    }
