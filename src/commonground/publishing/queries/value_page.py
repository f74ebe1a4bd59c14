"""The page of one value of a numeric index: every step from the measurement to the score, and on to the top."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.construction import (
    Build,
    DistanceToMaximum,
    DistanceToReference,
    Goalposts,
    Indicator,
    MinMax,
    Range,
    Scaled,
    ValueTrace,
    Winsorise,
    ZScore,
    trace_value,
)
from commonground.publishing import settings_words as words
from commonground.publishing.display import exact, measured
from commonground.publishing.queries.figures import mean
from commonground.publishing.queries.ladders import Ladder, ladder
from commonground.publishing.queries.opened import EditionInfo, NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.step_page import step_titles
from commonground.publishing.queries.tables import Table
from commonground.publishing.words import clauses, count


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueStep:
    """One step: the value after it, its rule as set, what it did here, and its arithmetic as printed."""

    step: str
    title: str
    value: float | None
    rule: str
    did: str
    arithmetic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastValue:
    """The measurement and the score in one period."""

    period: PeriodInfo
    raw: float | None
    score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuePage:
    """Everything the page of one value shows."""

    edition: EditionInfo
    period: PeriodInfo
    periods: tuple[PeriodInfo, ...]
    default_period: str
    place: str
    name: str
    node: NodeInfo
    direction: str
    lede: str
    score: float | None
    mean: float | None
    steps: tuple[ValueStep, ...]
    ladder: Ladder
    history: tuple[PastValue, ...]

    def table(self) -> Table:
        """The steps of this value, then those of the composites above it."""
        own = ((each.step, self.node.code, each.value, each.rule, each.did) for each in self.steps)
        above = (("aggregated", each.node.code, each.value, each.rule, "") for each in self.ladder.steps[1:])
        return Table(
            columns=("place", "period", "step", "node", "value", "rule", "did"),
            rows=tuple((self.place, self.period.code, *row) for row in (*own, *above)),
        )


def value_page(opened: Opened, found: Build, place: str, code: str, period: PeriodInfo) -> ValuePage:
    """The page of the value of one place for one indicator in one period."""
    trace = trace_value(found, place, code, period.code)
    indicator = found.spec.hierarchy.indicators[found.spec.hierarchy.codes.index(code)]
    return ValuePage(
        edition=opened.info,
        period=period,
        periods=opened.periods,
        default_period=opened.default_period.code,
        place=place,
        name=opened.place_name(place),
        node=opened.node(code),
        direction=words.direction(indicator),
        lede=_lede(opened, trace),
        score=trace.normalised,
        mean=mean(opened.values(code, period.code)),
        steps=_steps(found, trace, indicator),
        ladder=ladder(opened, code, place, period.code),
        history=tuple(_past(found, place, code, each) for each in reversed(opened.periods)),
    )


def _past(found: Build, place: str, code: str, period: PeriodInfo) -> PastValue:
    trace = trace_value(found, place, code, period.code)
    return PastValue(period=period, raw=trace.raw, score=trace.normalised)


def _lede(opened: Opened, trace: ValueTrace) -> str:
    named = {"place": opened.place_name(trace.place)}
    if trace.normalised is None:
        return (
            _("%(place)s has no score here, since it was left out: too few of its values are there.") % named
            if not trace.kept
            else _("%(place)s has no value here.") % named
        )
    if trace.raw is None:
        return _("%(place)s has no measurement here. A value was filled in, which scores %(score)s.") % {
            **named,
            "score": exact(trace.normalised),
        }
    return _("%(place)s was measured at %(raw)s, which scores %(score)s.") % {
        **named,
        "raw": measured(trace.raw),
        "score": exact(trace.normalised),
    }


def _steps(found: Build, trace: ValueTrace, indicator: Indicator) -> tuple[ValueStep, ...]:
    titles, spec = step_titles(), found.spec
    rules = {
        "raw": words.direction(indicator),
        "denominated": words.denominator(indicator),
        "imputed": clauses((words.imputations(spec.impute), *words.screening(spec.screen))),
        "treated": clauses(words.treatments(trace.settings)),
        "normalised": words.normalisation(trace.method),
    }
    did = {
        "raw": ("", _("no value") if trace.raw is None else ""),
        "denominated": (_divided(trace, indicator), ""),
        "imputed": ("", _imputed(trace)),
        "treated": ("", _treated(trace)),
        "normalised": (_scaled(trace, indicator), ""),
    }
    return tuple(
        ValueStep(
            step=step,
            title=titles[step],
            value=getattr(trace, step),
            rule=rules[step],
            did=did[step][1],
            arithmetic=did[step][0],
        )
        for step in rules
    )


def _divided(trace: ValueTrace, indicator: Indicator) -> str:
    if trace.raw is None or trace.divisor is None:
        return ""
    times = "" if indicator.per == 1 else f" × {measured(indicator.per)}"
    return f"{measured(trace.raw)} ÷ {measured(trace.divisor)}{times}"


def _imputed(trace: ValueTrace) -> str:
    if not trace.kept:
        return _("the place was left out")
    if trace.imputed is None:
        return _("there was nothing to fill the gap with")
    if trace.denominated is not None:
        return _("nothing was missing")
    return _("filled in: %(method)s") % {"method": words.imputation(trace.filled_by)} if trace.filled_by else ""


def _treated(trace: ValueTrace) -> str:
    """What treatment did with the indicator, and with this value."""
    if trace.imputed is None or trace.settings is None:
        return ""
    if trace.treatment is None:
        return _("no need: %(figures)s") % {"figures": _shape(trace.before)}
    if not isinstance(trace.treatment, Winsorise):
        return _("done: %(method)s") % {"method": words.treatment(trace.treatment)}
    drawn = ngettext("%(n)s value was drawn in", "%(n)s values were drawn in", trace.drawn) % {"n": count(trace.drawn)}
    own = _("this one among them") if trace.treated != trace.imputed else _("this one was not")
    return f"{drawn}, {own} ({_shape(trace.before)})"


def _shape(found: Range) -> str:
    if found.skewness is None or found.kurtosis is None:
        return _("too few values, or all the same")
    return _("skewness %(skewness)s, kurtosis %(kurtosis)s") % {
        "skewness": measured(found.skewness),
        "kurtosis": measured(found.kurtosis),
    }


def _scaled(trace: ValueTrace, indicator: Indicator) -> str:  # noqa: PLR0911 -- a line for each method
    """The arithmetic of the methods that have a line of it."""
    if trace.treated is None or trace.normalised is None:
        return ""
    value, after, up = measured(trace.treated), trace.after, indicator.direction > 0
    match trace.method:
        case MinMax(lower=lower, upper=upper):
            start = f"{measured(lower)} + " if lower else ""
            return f"{start}{_between(value, _ends(after, up=up))} × {measured(upper - lower)}"
        case DistanceToMaximum():
            return _between(value, _ends(after, up=up))
        case Goalposts(top=top) if indicator.goalposts:
            return f"{_between(value, _turned(indicator.goalposts, up=up))} × {measured(top)}"
        case Scaled(lower=lower, upper=upper):
            return f"{_between(value, _turned((lower, upper), up=up))} × 100"
        case ZScore(mean=average, sd=deviation):
            sign = "" if up else "−"
            shifted = f"{sign}({value} − {measured(after.mean)}) ÷ {measured(after.deviation)}"
            return (
                shifted
                if (average, deviation) == (0, 1)
                else (f"{measured(average)} + {measured(deviation)} × {shifted}")
            )
        case DistanceToReference() if trace.reference is not None:
            worst = after.lowest if up else after.highest
            return _between(value, (measured(worst), measured(trace.reference)))
        case _:
            return ""


def _ends(found: Range, *, up: bool) -> tuple[str, str]:
    return _turned((found.lowest or 0.0, found.highest or 0.0), up=up)


def _turned(ends: tuple[float, float], *, up: bool) -> tuple[str, str]:
    lower, upper = measured(ends[0]), measured(ends[1])
    return (lower, upper) if up else (upper, lower)


def _between(value: str, ends: tuple[str, str]) -> str:
    worst, best = ends
    return f"({value} − {worst}) ÷ ({best} − {worst})"
