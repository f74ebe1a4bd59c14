"""A group across all places: their ranking, and the means of its parts."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.index.framework import Band
from commonground.publishing.narrative.facts.nodes import of_area
from commonground.publishing.narrative.told import Narrative, narrative
from commonground.publishing.queries import findings
from commonground.publishing.queries.changes import Changes, changes
from commonground.publishing.queries.figures import PlaceFigure, mean, ranking
from commonground.publishing.queries.index_page import RANKING, NodeMean, node_means, ranking_row
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.tables import Table
from commonground.publishing.queries.varied import Varied, varied


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """Everything the page of a group across all places shows."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    node: NodeInfo
    text: str
    mean: float | None
    finding: str
    narrative: Narrative
    ranking: tuple[PlaceFigure, ...]
    varied: Varied | None
    bands: tuple[Band, ...]
    children_finding: str
    children: tuple[NodeMean, ...]
    changes_finding: str
    changes: Changes | None

    def table(self) -> Table:
        """The ranking."""
        return Table(
            columns=RANKING,
            rows=tuple(ranking_row(row, self.period.code) for row in self.ranking),
        )


def area_page(opened: Opened, code: str, period: PeriodInfo) -> AreaPage:
    """The page of one group in one period."""
    group = opened.framework.group(code)
    rows = ranking(opened, code, period.code)
    children = node_means(opened, group.children, period.code)
    moved = changes(opened, code, period.code, group.children)
    return AreaPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        node=opened.node(code),
        text=group.text,
        mean=mean(opened.values(code, period.code)),
        finding=findings.of_ranking(rows, opened.framework.bands),
        narrative=narrative(opened, of_area(opened, code, period)),
        ranking=rows,
        varied=varied(opened, code),
        bands=opened.framework.bands,
        children_finding=findings.of_areas([(c.node.title, c.mean) for c in children], opened.info.scale),
        children=children,
        changes_finding=findings.of_changes(moved) if moved else "",
        changes=moved,
    )
