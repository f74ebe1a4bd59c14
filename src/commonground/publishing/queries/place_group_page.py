"""A group of places, such as the European Union: its members, its means beside those of all, its narrative."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.methods.index.names import unknown
from commonground.publishing.narrative.facts.nodes import of_group
from commonground.publishing.narrative.told import Narrative, narrative
from commonground.publishing.queries.figures import PlaceFigure, mean, ranking
from commonground.publishing.queries.index_page import RANKING, ranking_row
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.place_groups import day_of, groups_of
from commonground.publishing.queries.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideAll:
    """A node's mean over the members, and over all places."""

    node: NodeInfo
    mean: float | None
    whole: float | None
    lead: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroupPage:
    """Everything the page of a group of places shows. ``others`` are the other groups, by code and title."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    group: str
    title: str
    narrative: Narrative
    nodes: tuple[BesideAll, ...]
    members: tuple[PlaceFigure, ...]
    others: tuple[tuple[str, str], ...]

    def table(self) -> Table:
        """The members as they stand among all places."""
        return Table(columns=RANKING, rows=tuple(ranking_row(row, self.period.code) for row in self.members))


def place_group_page(opened: Opened, code: str, period: PeriodInfo) -> PlaceGroupPage:
    """The page of one group of places; a KeyError that suggests a name where there is none."""
    groups = groups_of(opened)
    if code not in groups:
        raise unknown(_("group"), code, list(groups))
    group = groups[code]
    members = group.places(day_of(period))
    places = tuple(place for place in opened.places if place in members)
    return PlaceGroupPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        group=code,
        title=group.title,
        narrative=narrative(opened, of_group(opened, group, period)),
        nodes=tuple(_beside(opened, node, places, period.code) for node in (opened.headline, *opened.framework.areas)),
        members=tuple(row for row in ranking(opened, opened.headline, period.code) if row.place in members),
        others=tuple((each.code, each.title) for each in groups.values() if each.code != code),
    )


def _beside(opened: Opened, node: str, places: tuple[str, ...], period: str) -> BesideAll:
    values = opened.values(node, period)
    own, whole = mean(values[[opened.place_row[place] for place in places]]), mean(values)
    return BesideAll(
        node=opened.node(node),
        mean=own,
        whole=whole,
        lead=None if own is None or whole is None else own - whole,
    )
