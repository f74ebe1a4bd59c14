"""The settings of a numeric index's steps, each in a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.construction import (
    Aggregation,
    Arithmetic,
    Borda,
    BoxCox,
    Budget,
    Constant,
    Copeland,
    Counting,
    DistanceToMaximum,
    DistanceToReference,
    DistanceToTarget,
    Equal,
    Fixed,
    FractionOfMaximum,
    Frame,
    Generalised,
    Geometric,
    Goalposts,
    Harmonic,
    Imputation,
    Indicator,
    Influence,
    Latest,
    LevelRule,
    Linear,
    Log,
    Logarithm,
    MeanOfPlaces,
    MedianOfPlaces,
    MinMax,
    Normalisation,
    Outranking,
    PercentileRank,
    PrincipalComponent,
    Rank,
    Scaled,
    Screen,
    SkewKurtosis,
    Treat,
    Treatment,
    Weighting,
    Winsorise,
    ZScore,
)
from commonground.publishing.display import measured, percent
from commonground.publishing.words import clauses, count, listed


def denominator(indicator: Indicator) -> str:
    """What an indicator's values are divided by."""
    if not indicator.denominator:
        return _("not divided by anything")
    if indicator.per == 1:
        return _("divided by %(denominator)s") % {"denominator": indicator.denominator}
    words = {"denominator": indicator.denominator, "per": measured(indicator.per)}
    return _("divided by %(denominator)s, times %(per)s") % words


def imputation(method: Imputation) -> str:
    """Where a missing value is taken from."""
    match method:
        case MeanOfPlaces(group="") | MedianOfPlaces(group=""):
            mean = isinstance(method, MeanOfPlaces)
            return _("the mean of the other places") if mean else _("the median of the other places")
        case MeanOfPlaces(group=group):
            return _("the mean of the places of the same %(group)s") % {"group": group}
        case MedianOfPlaces(group=group):
            return _("the median of the places of the same %(group)s") % {"group": group}
        case Latest():
            said = _("the place’s latest earlier value")
        case Constant():
            said = _("the place’s latest earlier value, else its first later one")
        case Linear():
            said = _("the line between the place’s values before and after")
    return said if method.limit is None else f"{said}, {_reach(method.limit)}"


def _reach(limit: int) -> str:
    return ngettext("at most %(n)s period away", "at most %(n)s periods away", limit) % {"n": limit}


def imputations(methods: Sequence[Imputation]) -> str:
    """Where missing values are taken from: the first that has one."""
    if not methods:
        return _("missing values stay missing")
    return _("a missing value is %(methods)s") % {"methods": _(", else ").join(map(imputation, methods))}


def screening(screen: Screen | None) -> tuple[str, ...]:
    """Which places are kept."""
    if screen is None:
        return (_("every place is kept"),)
    said = []
    if screen.present:
        after = screen.counting is Counting.FILLED
        kept = (
            _("a place is kept where at least %(share)s of the indicators have a value, filled-in ones included")
            if after
            else _("a place is kept where at least %(share)s of the indicators have a value")
        )
        said.append(kept % {"share": percent(screen.present)})
    if screen.nonzero:
        said.append(_("at least %(share)s of its values must not be 0") % {"share": percent(screen.nonzero)})
    if screen.keep:
        said.append(_("kept in any case: %(places)s") % {"places": listed(screen.keep)})
    if screen.leave_out:
        said.append(_("left out in any case: %(places)s") % {"places": listed(screen.leave_out)})
    return tuple(said) or (_("every place is kept"),)


def treatment(method: Treatment) -> str:
    """What is done with an indicator whose values lie too far apart."""
    match method:
        case Winsorise(points=points):
            said = ngettext(
                "the outermost value is drawn in to the next one",
                "the outermost values, %(n)s at most, are drawn in to the next one",
                points,
            )
            return said % {"n": count(points)}
        case Logarithm(kind=kind):
            return _logarithm(kind)
        case BoxCox(power=None):
            return _("a Box–Cox transformation with the power of greatest likelihood")
        case BoxCox(power=power):
            return _("a Box–Cox transformation with the power %(power)s") % {"power": measured(power)}


def _logarithm(kind: Log) -> str:
    return {
        Log.PLAIN: _("the logarithm"),
        Log.SHIFTED: _("the logarithm of the distance from the lowest value, plus 1"),
        Log.SCALED: _("the logarithm of the distance from the lowest value, plus a hundredth of the range"),
        Log.SKEWED: _("the logarithm of the distance from the lowest value, or from the highest where most are high"),
        Log.INNOVATION: _("the logarithm of the share of the range, as the Global Innovation Index takes it"),
    }[kind]


def treatments(treat: Treat | None) -> tuple[str, ...]:
    """When outliers are treated, and how."""
    if treat is None:
        return (_("outliers stay as they are"),)
    methods = treat.treatments if treat.rule else treat.treatments[:1]
    if treat.rule is None:
        return (_("for every indicator: %(method)s") % {"method": treatment(methods[0])},)
    first, *others = methods
    said = [f"{rule(treat.rule)}: {treatment(first)}"]
    origin = _("from the treated values") if treat.combine else _("from the original values")
    said += [
        _("where that is not enough, %(origin)s: %(method)s") % {"origin": origin, "method": treatment(each)}
        for each in others
    ]
    return tuple(said)


def rule(found: SkewKurtosis) -> str:
    """When an indicator is treated."""
    return _("where skewness lies beyond ±%(skewness)s and kurtosis above %(kurtosis)s") % {
        "skewness": measured(found.skewness),
        "kurtosis": measured(found.kurtosis),
    }


def normalisation(method: Normalisation) -> str:  # noqa: PLR0911 -- one for each method
    """How measurements become scores."""
    match method:
        case MinMax(lower=lower, upper=upper):
            said = _("min–max: the worst value becomes %(lower)s, the best %(upper)s")
            return said % {"lower": measured(lower), "upper": measured(upper)}
        case ZScore(mean=mean, sd=sd):
            said = _("z-scores: the mean becomes %(mean)s, a standard deviation %(sd)s")
            return said % {"mean": measured(mean), "sd": measured(sd)}
        case Scaled(lower=lower, upper=upper):
            said = _("%(lower)s becomes 0 and %(upper)s becomes 100, the same for every indicator")
            return said % {"lower": measured(lower), "upper": measured(upper)}
        case Goalposts(top=top, truncate=truncate):
            said = _("between the indicator’s goalposts, from 0 to %(top)s") % {"top": measured(top)}
            beyond = _("values beyond them count as standing at them")
            return clauses((said, beyond)) if truncate else said
        case DistanceToReference(place=place, cap=cap):
            said = _("distance to %(place)s: the worst value becomes 0, that of %(place)s 1") % {"place": place}
            return clauses((said, _("no more than 1"))) if cap else said
        case DistanceToTarget(cap=cap):
            said = _("distance to the indicator’s target: the worst value becomes 0, the target 1")
            return clauses((said, _("no more than 1"))) if cap else said
        case _:
            return _plain(method)


def _plain(method: Rank | PercentileRank | Borda | DistanceToMaximum | FractionOfMaximum) -> str:
    return {
        Rank: _("ranks: 1 for the worst value"),
        PercentileRank: _("percentile ranks: 0 for the worst value, 1 for the best"),
        Borda: _("how many places have a worse value"),
        DistanceToMaximum: _("distance to the best value: the worst becomes 0, the best 1"),
        FractionOfMaximum: _("share of the best value"),
    }[type(method)]


def aggregation(found: Aggregation) -> str:
    """How parts become one figure."""
    match found:
        case Generalised(power=power):
            return _("generalised mean with the power %(power)s") % {"power": measured(power)}
        case _:
            return {
                Arithmetic: _("arithmetic mean"),
                Geometric: _("geometric mean"),
                Harmonic: _("harmonic mean"),
                Copeland: _("places won less places lost, in pairs (Copeland)"),
                Outranking: _("shares of weight by which the others are outranked"),
            }[type(found)]


def weighting(found: Weighting) -> str:
    """Where weights come from."""
    match found:
        case Budget(points=points):
            return _("weights from the points that %(n)s experts gave") % {"n": count(len(points))}
        case _:
            return {
                Equal: _("equal weights"),
                PrincipalComponent: _("weights from the first principal component"),
                Influence: _("weights under which the parts have the influence that is asked of them"),
            }.get(type(found), _("the weights given"))


def level(found: LevelRule) -> str:
    """A level's rule, its weights, and how many parts it needs."""
    said = _("%(rule)s with %(weights)s") % {"rule": aggregation(found.rule), "weights": weighting(found.weights)}
    if not found.threshold:
        return said
    needed = _("where at least %(share)s of the parts have a value") % {"share": percent(found.threshold)}
    return _(", ").join((said, needed))


def frame(found: Frame) -> str:
    """Over which periods statistics are taken."""
    match found:
        case Fixed(periods=()):
            return _("over all periods together, so that scores can be compared over time")
        case Fixed(periods=periods):
            return _("over %(periods)s, so that scores can be compared over time") % {"periods": listed(periods)}
        case _:
            return _("in each period by itself, so that scores compare places and not years")


def direction(indicator: Indicator) -> str:
    """Which way is better."""
    return _("more is better") if indicator.direction > 0 else _("less is better")
