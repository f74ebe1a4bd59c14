"""What an edition's runs vary, in words, and the intervals that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.index import Geometric, Maximum, Mean, Median, Minimum, Missing, Require, Rule, Skip, Weighted
from commonground.methods.robustness import (
    Aggregations,
    Combination,
    Dropping,
    Imputations,
    Listed,
    MissingData,
    Noise,
    Normalisations,
    Planned,
    PlannedStep,
    Treatments,
    Weights,
)
from commonground.publishing import settings_words as words
from commonground.publishing.display import exact, percent
from commonground.publishing.queries.opened import Opened
from commonground.publishing.words import clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class Varied:
    """What intervals rest on: ``runs`` runs that vary ``assumptions``; an interval holds the middle ``level`` of them.

    Without ``scores`` there are intervals of ranks only: the runs score on several scales.

    It is no confidence interval: nothing is sampled from a population, and what is not named was not varied.
    """

    runs: int
    level: float
    seed: int
    scores: bool
    assumptions: tuple[str, ...]


def varied(opened: Opened, node: str = "") -> Varied | None:
    """What the intervals of ``node``, or of the headline, rest on; None where it has none."""
    standing = opened.standing
    if standing is None or (node or opened.headline) not in standing.nodes:
        return None
    plan = standing.plan
    return Varied(
        runs=plan.runs,
        level=plan.level,
        seed=plan.seed,
        scores=not any(isinstance(each, Normalisations) for each in plan.assumptions),
        assumptions=tuple(_assumption(opened, each) for each in plan.assumptions),
    )


def _assumption(opened: Opened, assumption: Planned | PlannedStep) -> str:  # noqa: PLR0911 -- one for each kind
    match assumption:
        case Normalisations() | Aggregations() | Imputations() | Treatments():
            return _step(assumption)
        case Weights(spread=Noise(share=share)):
            return _("every weight by up to %(share)s") % {"share": percent(share)}
        case Weights(spread=Listed(), sets=sets):
            words = ngettext("weights, %(number)s set that was given", "weights, %(number)s sets that were given", sets)
            return words % {"number": sets}
        case Weights():
            return _("weights, all that there could be")
        case Combination(alternatives=rules):
            return _("how areas become an overall score: %(rules)s") % {"rules": _either(map(_rule, rules))}
        case MissingData(alternatives=missing):
            return _("missing answers: %(rules)s") % {"rules": _either(map(_missing, missing))}
        case Dropping(nodes=nodes):
            return _dropped(opened, nodes)


def _step(step: PlannedStep) -> str:
    match step:
        case Normalisations(alternatives=ways):
            return _("normalisation: %(ways)s") % {"ways": _either(words.normalisation(way.method) for way in ways)}
        case Aggregations(alternatives=rules):
            return _("how parts become one figure: %(rules)s") % {"rules": _either(map(words.aggregation, rules))}
        case Imputations(alternatives=fills):
            return _("missing values: %(ways)s") % {"ways": _either(map(words.imputations, fills))}
        case Treatments(alternatives=treats):
            said = (clauses(words.treatments(treat)) for treat in treats)
            return _("outliers: %(ways)s") % {"ways": _either(said)}


def _either(alternatives: Iterable[str]) -> str:
    *others, last = dict.fromkeys(alternatives)
    return _("%(others)s or %(last)s") % {"others": _(", ").join(others), "last": last} if others else last


def _rule(rule: Rule) -> str:
    names: dict[type, str] = {
        Mean: _("mean"),
        Weighted: _("weighted mean"),
        Geometric: _("geometric mean"),
        Median: _("median"),
        Minimum: _("lowest"),
        Maximum: _("highest"),
    }
    return names[type(rule)]


def _missing(rule: Missing | None) -> str:
    match rule:
        case None:
            return _("as the index treats them")
        case Skip():
            return _("left out")
        case Require():
            return _("no score without them")
        case _:
            return _("counted as %(points)s") % {"points": exact(rule.points)}


def _dropped(opened: Opened, nodes: tuple[str, ...]) -> str:
    if set(nodes) <= set(opened.framework.areas):
        return _("one area left out, or none")
    if opened.info.numeric:
        return _("one part left out, or none")
    return _("one question left out, or none")
