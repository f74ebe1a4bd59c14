"""The table that a step of a numeric index gives: every place, every indicator, in one period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.methods.construction import Build
from commonground.publishing.queries.figures import number
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A place's values after the step, in the order of the page's ``nodes``; None where there is none."""

    place: str
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """Everything the page of a step shows. ``steps`` are all that there are, code and title."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    step: str
    title: str
    steps: tuple[tuple[str, str], ...]
    nodes: tuple[NodeInfo, ...]
    rows: tuple[StepRow, ...]

    def table(self) -> Table:
        """The same, a column for each node."""
        return Table(
            columns=("place", "name", "period", *(node.code for node in self.nodes)),
            rows=tuple((row.place, row.name, self.period.code, *row.values) for row in self.rows),
        )


def step_titles() -> Mapping[str, str]:
    """The steps in their order, by what pages call them."""
    return {
        "raw": _("As measured"),
        "denominated": _("Divided"),
        "imputed": _("Gaps filled"),
        "treated": _("Outliers treated"),
        "normalised": _("Brought to one scale"),
        "aggregated": _("Aggregated"),
    }


def step_page(opened: Opened, found: Build, step: str, period: PeriodInfo) -> StepPage:
    """The page of one step in one period."""
    hierarchy, titles = found.spec.hierarchy, step_titles()
    values = found.tables[step][:, found.data.periods.index(period.code)]
    return StepPage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        step=step,
        title=titles[step],
        steps=tuple(titles.items()),
        nodes=opened.nodes(hierarchy.nodes if step == "aggregated" else hierarchy.codes),
        rows=tuple(
            StepRow(place=code, name=place.name, values=tuple(map(number, values[opened.place_row[code]])))
            for code, place in opened.places.items()
        ),
    )
