"""A place's score for a group, opened: the children, the rule, and the way up to the overall score."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.index.framework import Band, Group
from commonground.publishing.queries import findings
from commonground.publishing.queries.figures import Figure, NodeFigure, figure, mean, node_figures
from commonground.publishing.queries.ladders import Ladder, Step, ladder, path_up, step
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.place_page import History, history
from commonground.publishing.queries.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child of the group; ``weight`` is its share in the score, None where a table decides or it did not count."""

    row: NodeFigure
    counted: bool
    weight: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """Everything the page of one group of one place shows."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    place: str
    name: str
    node: NodeInfo
    text: str
    finding: str
    figure: Figure
    mean: float | None
    since: PeriodInfo | None
    bands: tuple[Band, ...]
    opened: Step
    children: tuple[Child, ...]
    path: tuple[NodeInfo, ...]
    ladder: Ladder
    history_finding: str
    history: tuple[History, ...]

    @property
    def rows(self) -> tuple[NodeFigure, ...]:
        return tuple(child.row for child in self.children)

    def table(self) -> Table:
        """The children and what each brings to the score."""
        return Table(
            columns=("place", "period", "group", "node", "kind", "title", "score", "counted", "weight", "coverage"),
            rows=tuple(
                (
                    self.place,
                    self.period.code,
                    self.node.code,
                    child.row.node.code,
                    child.row.node.kind,
                    child.row.node.title,
                    child.row.figure.score,
                    child.counted,
                    child.weight,
                    child.row.figure.coverage,
                )
                for child in self.children
            ),
        )


def group_page(opened: Opened, place: str, code: str, period: PeriodInfo) -> GroupPage:
    """The page of one group of one place in one period."""
    group = opened.framework.group(code)
    since = opened.earlier_period(period.code)
    part = opened.card.trace(code, place, period.code)
    children = _children(opened, group, place, period.code, since)
    past = history(opened, (code,), place)[0]
    return GroupPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        place=place,
        name=opened.place_name(place),
        node=opened.node(code),
        text=group.text,
        finding=findings.of_place([child.row for child in children]),
        figure=figure(opened, code, place, period.code),
        mean=mean(opened.values(code, period.code)),
        since=since,
        bands=opened.framework.bands,
        opened=step(opened, part),
        children=children,
        path=opened.nodes(path_up(opened, code)),
        ladder=ladder(opened, code, place, period.code),
        history_finding=findings.of_history([(past.node.title, past.scores)], opened.periods),
        history=(past,),
    )


def _children(opened: Opened, group: Group, place: str, period: str, since: PeriodInfo | None) -> tuple[Child, ...]:
    formula = opened.card.trace(group.code, place, period).formula
    terms = {term.node: term for term in formula.terms} if formula else {}
    rows = node_figures(opened, group.children, place, period, since.code if since else None)
    return tuple(
        Child(
            row=row,
            counted=row.node.code in terms,
            weight=terms[row.node.code].weight if row.node.code in terms else None,
        )
        for row in rows
    )
