"""The page of an indicator of a numeric index: its settings in every step, and the values of all places."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonground.methods.construction import Build, Indicator, Range, range_of, trace_value
from commonground.publishing import settings_words as words
from commonground.publishing.display import measured
from commonground.publishing.narrative.facts.nodes import of_indicator
from commonground.publishing.narrative.told import Narrative, narrative
from commonground.publishing.queries.figures import mean
from commonground.publishing.queries.ladders import path_up
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.step_page import step_titles
from commonground.publishing.queries.tables import Table
from commonground.publishing.words import clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceValue:
    """A place's value after every step. ``filled`` says that it was not measured."""

    place: str
    name: str
    raw: float | None
    denominated: float | None
    imputed: float | None
    treated: float | None
    score: float | None
    filled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurePage:
    """Everything the page of an indicator shows. ``settings`` are (step, what is set), as it holds for this one."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    node: NodeInfo
    path: tuple[NodeInfo, ...]
    finding: str
    narrative: Narrative
    weight: float
    divided: bool
    settings: tuple[tuple[str, str], ...]
    range: Range
    mean: float | None
    measured: int
    filled: int
    values: tuple[PlaceValue, ...]

    def table(self) -> Table:
        """All places' values after every step."""
        columns = ("raw", "denominated", "imputed", "treated", "score", "filled")
        return Table(
            columns=("place", "name", "period", "indicator", *columns),
            rows=tuple(
                (row.place, row.name, self.period.code, self.node.code, *(getattr(row, name) for name in columns))
                for row in self.values
            ),
        )


def measure_page(opened: Opened, found: Build, code: str, period: PeriodInfo) -> MeasurePage:
    """The page of one indicator in one period."""
    hierarchy = found.spec.hierarchy
    indicator = hierarchy.indicators[hierarchy.codes.index(code)]
    values = _values(opened, found, code, period.code)
    return MeasurePage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        node=opened.node(code),
        path=opened.nodes(path_up(opened, code)[1:]),
        finding=_finding(values),
        narrative=narrative(opened, of_indicator(opened, code, period)),
        weight=_weight(found, code, period.code),
        divided=bool(indicator.denominator),
        settings=tuple(_settings(found, indicator)),
        range=range_of(found, "denominated", code, period.code),
        mean=mean(opened.values(code, period.code)),
        measured=sum(row.raw is not None for row in values),
        filled=sum(row.filled for row in values),
        values=values,
    )


def _values(opened: Opened, found: Build, code: str, period: str) -> tuple[PlaceValue, ...]:
    rows = []
    for place, named in opened.places.items():
        trace = trace_value(found, place, code, period)
        rows.append(
            PlaceValue(
                place=place,
                name=named.name,
                raw=trace.raw,
                denominated=trace.denominated,
                imputed=trace.imputed,
                treated=trace.treated,
                score=trace.normalised,
                filled=trace.denominated is None and trace.imputed is not None,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.score is None, -(row.score or 0.0), row.name)))


def _finding(values: tuple[PlaceValue, ...]) -> str:
    known = [row for row in values if row.score is not None]
    if not known:
        return _("No place has a value in this period")
    best, worst = known[0], known[-1]
    if best.score == worst.score:
        return _("All places have the same score")
    return _("%(best)s does best (%(high)s) and %(worst)s worst (%(low)s)") % {
        "best": best.name,
        "high": measured(best.imputed),
        "worst": worst.name,
        "low": measured(worst.imputed),
    }


def _weight(found: Build, code: str, period: str) -> float:
    """The indicator's share among the children of its composite."""
    hierarchy = found.spec.hierarchy
    used = found.weights[found.data.periods.index(period)]
    siblings = hierarchy.children(hierarchy.parents[code])
    return float(used[hierarchy.position(code)] / sum(used[hierarchy.position(each)] for each in siblings))


def _settings(found: Build, indicator: Indicator) -> list[tuple[str, str]]:
    spec, titles = found.spec, step_titles()
    treat = spec.treat.overrides.get(indicator.code, spec.treat) if spec.treat else None
    said = [
        (titles["raw"], words.direction(indicator)),
        (titles["denominated"], words.denominator(indicator)),
        (titles["imputed"], words.imputations(spec.impute)),
        (titles["treated"], clauses(words.treatments(treat))),
        (titles["normalised"], words.normalisation(spec.normalise.method_of(indicator.code))),
    ]
    if indicator.goalposts:
        lower, upper = map(measured, indicator.goalposts)
        said.append((_("Goalposts"), _("from %(lower)s to %(upper)s") % {"lower": lower, "upper": upper}))
    if indicator.target is not None:
        said.append((_("Target"), measured(indicator.target)))
    return said
