"""The page of an index: its finding, ranking, map, areas and change in one period."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from commonground.methods.index.framework import Band
from commonground.publishing.display import change, points, score
from commonground.publishing.queries import findings
from commonground.publishing.queries.changes import Changes, changes
from commonground.publishing.queries.figures import BOUNDS, PlaceFigure, bounds, mean, number, ranking
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.profiles import ProfileTable, profiles
from commonground.publishing.queries.tables import Table, Value
from commonground.publishing.queries.tiles import TileMap, tile_map
from commonground.publishing.queries.varied import Varied, varied


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A place's score for one node."""

    node: str
    score: float | None
    band: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A place's scores in every area, in the order of the page's ``areas``, and for the headline last."""

    place: str
    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeMean:
    """A node and its mean over the places that have a score."""

    node: NodeInfo
    mean: float | None
    scored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaQuestions:
    """An area and its questions."""

    area: NodeInfo
    questions: tuple[NodeInfo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """Everything the page of an index shows. ``answered`` of ``applicable`` questions, over all places."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    summary: str
    text: str
    finding: str
    lede: str
    headline: NodeInfo
    mean: float | None
    answered: int
    applicable: int
    bands: tuple[Band, ...]
    ranking_finding: str
    ranking: tuple[PlaceFigure, ...]
    varied: Varied | None
    map_finding: str
    map: TileMap
    areas_finding: str
    areas: tuple[NodeMean, ...]
    heat: tuple[HeatRow, ...]
    aggregates: tuple[NodeMean, ...]
    changes_finding: str
    changes: Changes | None
    profiles: tuple[ProfileTable, ...]
    questions: tuple[AreaQuestions, ...]

    @property
    def lowest(self) -> PlaceFigure | None:
        """The first of the places with the lowest score, where places differ."""
        scored = [row for row in self.ranking if row.figure.rank]
        return next((row for row in scored if row.figure.rank == scored[-1].figure.rank != 1), None)

    @property
    def answered_share(self) -> float | None:
        return self.answered / self.applicable if self.applicable else None

    def table(self) -> Table:
        """The ranking with all area scores."""
        heat = {row.place: [cell.score for cell in row.cells[:-1]] for row in self.heat}
        codes = tuple(area.node.code for area in self.areas)
        return Table(
            columns=(*RANKING, *codes),
            rows=tuple((*ranking_row(row, self.period.code), *heat[row.place]) for row in self.ranking),
        )


RANKING = ("place", "name", "period", "score", "band", "rank", "coverage", *BOUNDS)


def ranking_row(row: PlaceFigure, period: str) -> tuple[Value, ...]:
    """A place's figure as a row with the columns of ``RANKING``."""
    found = row.figure
    band = found.band.label if found.band else None
    return row.place, row.name, period, found.score, band, found.rank, found.coverage, *bounds(found)


def index_page(opened: Opened, period: PeriodInfo) -> IndexPage:
    """The page of an index in one period."""
    code, framework = period.code, opened.framework
    rows = ranking(opened, opened.headline, code)
    areas = node_means(opened, framework.areas, code)
    moved = changes(opened, opened.headline, code, framework.areas)
    tiles = tile_map(opened, rows)
    written = opened.written(code)
    coverage = np.stack([opened.coverages(question.code, code) for question in framework.questions])
    return IndexPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        summary=opened.edition.index.summary,
        text=framework.text,
        finding=written or _finding(opened, areas, moved),
        lede=_lede(opened, period, areas if written else (), moved),
        headline=opened.node(opened.headline),
        mean=mean(opened.values(opened.headline, code)),
        answered=int(np.nansum(coverage)),
        applicable=int(np.sum(~np.isnan(coverage))),
        bands=framework.bands,
        ranking_finding=findings.of_ranking(rows, framework.bands),
        ranking=rows,
        varied=varied(opened),
        map_finding=findings.of_map(tiles.alike),
        map=tiles,
        areas_finding=_areas_finding(opened, areas),
        areas=areas,
        heat=tuple(_heat(opened, row, code) for row in rows),
        aggregates=node_means(opened, framework.aggregates, code),
        changes_finding=findings.of_changes(moved) if moved else "",
        changes=moved,
        profiles=profiles(opened, code),
        questions=tuple(AreaQuestions(area=area, questions=opened.nodes(leaves)) for area, leaves in opened.sections),
    )


def node_means(opened: Opened, nodes: tuple[str, ...], period: str) -> tuple[NodeMean, ...]:
    """The means of several nodes in one period."""
    return tuple(
        NodeMean(
            node=opened.node(node),
            mean=mean(opened.values(node, period)),
            scored=int(np.sum(~np.isnan(opened.values(node, period)))),
        )
        for node in nodes
    )


def _heat(opened: Opened, row: PlaceFigure, period: str) -> HeatRow:
    at, card = opened.place_row[row.place], opened.card
    nodes = (*opened.framework.areas, opened.headline)
    scores = [number(opened.values(node, period)[at]) for node in nodes]
    cells = (HeatCell(node=node, score=s, band=card.band(s)) for node, s in zip(nodes, scores, strict=True))
    return HeatRow(place=row.place, name=row.name, cells=tuple(cells))


def _areas_finding(opened: Opened, areas: tuple[NodeMean, ...]) -> str:
    return findings.of_areas([(area.node.title, area.mean) for area in areas], opened.info.scale)


def _finding(opened: Opened, areas: tuple[NodeMean, ...], moved: Changes | None) -> str:
    """The headline where the owner has written none."""
    if moved and any(abs(area.change or 0.0) >= points(findings.CLOSE) for area in moved.areas):
        return _("Since %(period)s: %(finding)s") % {
            "period": moved.since.label,
            "finding": findings.of_moves(moved.areas),
        }
    return _areas_finding(opened, areas)


def _lede(opened: Opened, period: PeriodInfo, areas: tuple[NodeMean, ...], moved: Changes | None) -> str:
    """The mean and its change, and what stands out in ``areas`` where the headline does not say it."""
    value = mean(opened.values(opened.headline, period.code))
    if value is None:
        return _("No place has a score for %(period)s.") % {"period": period.label}
    said = [
        _("In %(period)s the %(places)s places with a score average %(mean)s of %(full)s.")
        % {
            "period": period.label,
            "places": period.scored,
            "mean": score(value),
            "full": score(opened.info.scale[1]),
        }
    ]
    if moved:
        said.append(
            _("The mean of the %(same)s places scored in both periods has moved by %(change)s points since %(since)s.")
            % {"same": len(moved.moves), "change": change(moved.mean_change), "since": moved.since.label}
        )
    if areas:
        said.append(f"{_areas_finding(opened, areas)}.")
    return " ".join(said)
