"""The reader's own index: their weights, over indicators and areas of their choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _

from commonground.methods.construction import build, scored
from commonground.methods.errors import ConstructionError, FrameworkError
from commonground.methods.examination import usual_of_build
from commonground.methods.index import Answers, Framework, Group, Lookup, Mean, Require, Scorecard, Weighted, score
from commonground.methods.robustness import Interval, Plan, RobustnessError, Standing, usual
from commonground.methods.robustness.standing import standing, standing_of_build
from commonground.publishing.display import owned
from commonground.publishing.display import score as shown
from commonground.publishing.drawing.axes import score_ticks, share
from commonground.publishing.explorer import svg
from commonground.publishing.explorer.chart import Axis, Chart, Cited, Column, Finding, Row
from commonground.publishing.explorer.own_specs import NestedError, built_weights, own_spec
from commonground.publishing.explorer.rankings import cell_address, rank_column, rank_note
from commonground.publishing.explorer.scope import Scope, UnknownWordError, ends
from commonground.publishing.queries.opened import Opened
from commonground.publishing.words import listed
from commonground.scores.queries import plan_of

OWN = "own"
RUNS = 200
"""Runs behind the intervals of an own index: enough for its middle nine tenths, few enough for a page."""
KEPT = 64

Weights = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """An own index in one period: its scores and intervals."""

    node: str
    card: Scorecard
    standing: Standing


def default_weights(scope: Scope) -> dict[str, float]:
    """The weights of the headline as it is."""
    framework, found = scope.opened.framework, scope.opened.build
    if found:
        return built_weights(found, scope.period.code)
    headline = framework.group(framework.aggregates[0])
    if isinstance(headline.rule, Weighted):
        return dict(headline.rule.weights)
    return dict.fromkeys(headline.children, 1.0)


def weights_of(scope: Scope) -> dict[str, float]:
    """The weights asked for; those of the headline where none are."""
    if scope.view.weights:
        return {code: float(weight) for code, weight in scope.view.weights}
    return default_weights(scope)


def own_index(scope: Scope) -> Chart:
    """The ranking by the own index, beside the official score."""
    world = own_world(scope)
    scores = {place: world.card[world.node, place, scope.period.code] for place in scope.places}
    official = scope.scores(scope.opened.headline, scope.period.code)
    ranks, before = scope.ranks(scores), scope.ranks(official)
    ordered = sorted(scope.places, key=lambda place: (ranks[place] is None, ranks[place] or 0, scope.name(place)))
    gained = {place: (before[place] or 0) - (ranks[place] or 0) for place in ordered if ranks[place] and before[place]}
    rows = [
        _row(scope, world, place, (ranks[place], scores[place], official[place], gained.get(place)))
        for place in ordered
    ]
    return Chart(
        kind=scope.view.kind,
        finding=_finding(scope, world.node, scores, ranks, before),
        subtitle=_("Own index %(period)s: %(recipe)s") % {"period": scope.period.label, "recipe": recipe(scope)},
        first=_("Place"),
        columns=_columns(scope, scores),
        rows=tuple(rows),
        official=False,
        notes=(
            *rank_note(scope),
            _("Not the official index. The hollow dot is the official score; intervals come from %(runs)s runs.")
            % {"runs": RUNS},
        ),
        form="rows",
        axis=Axis(scale=scope.opened.info.scale, ticks=score_ticks(scope.opened.info.scale)),
        shown=(0, 1, 2, 3, 4, 5),
        alt=_("A ranking of %(places)s by an own index") % {"places": scope.whose},
    )


def _row(
    scope: Scope, world: World, place: str, figures: tuple[int | None, float | None, float | None, int | None]
) -> Row:
    rank, own, official, gained = figures
    interval = world.standing.interval(world.node, place, scope.period.code)
    return Row(
        key=place,
        label=scope.name(place),
        values=(rank, own, *ends(interval), official, gained),
        address=cell_address(scope, place, scope.opened.headline),
        level=scope.level(own),
        colour=scope.colour(place),
        drawing=svg.drawn(_dots(scope, own, official, interval)),
    )


def _columns(scope: Scope, scores: Mapping[str, float | None]) -> tuple[Column, ...]:
    return (
        rank_column(scope, scores, "own_rank"),
        Column(code="own_score", title=_("Own score")),
        Column(code="own_lower", title=_("Lower"), sort="bound"),
        Column(code="own_upper", title=_("Upper"), sort="bound"),
        Column(code="official_score", title=_("Official")),
        Column(code="ranks_gained", title=_("Ranks gained"), sort="gain"),
    )


def recipe(scope: Scope) -> str:
    """What the own index is made of, in words: ``Work 2, School 1; without A3``."""
    parts = [f"{owned(scope.opened.node(code).title)} {weight:g}" for code, weight in weights_of(scope).items()]
    said = _(", ").join(parts)
    left = [owned(scope.opened.node(code).title) for code in scope.view.without]
    return _("%(parts)s; without %(left)s") % {"parts": said, "left": listed(left)} if left else said


def _finding(
    scope: Scope,
    node: str,
    scores: dict[str, float | None],
    ranks: dict[str, int | None],
    before: dict[str, int | None],
) -> Finding:
    first = [place for place, rank in ranks.items() if rank == 1]
    if not first:
        return Finding(text=_("By your own index no place has a score"))
    moved = [place for place in ranks if ranks[place] and before[place] and ranks[place] != before[place]]
    words = {
        "names": listed([scope.name(place) for place in first[:3]]),
        "score": shown(scores[first[0]]),
        "moved": len(moved),
        "all": len(scope.places),
    }
    text = (
        _("First by your own index, with %(score)s: %(names)s; %(moved)s of %(all)s places change rank")
        if moved
        else _("First by your own index, with %(score)s: %(names)s; no place changes rank")
    )
    cells = tuple(Cited(node=node, place=place, period=scope.period.code, value=scores[place]) for place in first)
    return Finding(text=text % words, cells=cells)


def _dots(scope: Scope, own: float | None, official: float | None, interval: Interval | None) -> list[str]:
    scale = scope.opened.info.scale
    parts = []
    low, high = ends(interval)
    if low is not None and high is not None:
        parts.append(svg.line(share(low, scale), 50, share(high, scale), 50, "iv", "%"))
    if official is not None:
        parts.append(svg.dot(share(official, scale), "50%", "dot was", 4))
    if own is not None:
        parts.append(svg.dot(share(own, scale), "50%", f"dot {svg.band(scope.level(own))}", 5.5))
    return parts


def own_world(scope: Scope) -> World:
    """The own index worked out; an ``UnknownWordError`` for one that cannot be made."""
    weights, view = weights_of(scope), scope.view
    if not any(weights.values()):
        raise UnknownWordError(_("An own index needs one weight above 0."))
    named = tuple((code, f"{weight:g}") for code, weight in weights.items())
    try:
        if scope.opened.build:
            return _rebuilt(Book(scope.opened), named if view.weights or view.without else (), view.without)
        return _worked_out(Book(scope.opened), scope.period.code, named, view.without)
    except NestedError as error:
        words = {
            name: owned(scope.opened.node(code).title) for name, code in (("part", error.part), ("whole", error.whole))
        }
        raise UnknownWordError(
            _("“%(part)s” is a part of “%(whole)s”: in an index of measured values only one of them has a weight.")
            % words
        ) from error
    except (FrameworkError, ConstructionError, RobustnessError) as error:
        raise UnknownWordError(_("No index can be made of these weights.")) from error


@dataclass(frozen=True)
class Book:
    """An opened edition, the same for every reader: its figures follow from its inputs alone."""

    opened: Opened

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[int, str]:
        return self.opened.edition.pk, self.opened.edition.inputs_hash


@lru_cache(maxsize=KEPT)
def _worked_out(book: Book, period: str, weights: Weights, without: tuple[str, ...]) -> World:
    framework = book.opened.framework
    node = _free(framework)
    wider = own_framework(framework, node, {code: float(weight) for code, weight in weights})
    answers = left_out(framework, in_period(book.opened.card.answers, period), without)
    plan = plan_of(book.opened.edition)
    plan = Plan(assumptions=usual(wider), runs=RUNS, level=plan.level, seed=plan.seed)
    return World(node, score(wider, answers), standing(wider, answers, plan))


@lru_cache(maxsize=KEPT)
def _rebuilt(book: Book, weights: Weights, without: tuple[str, ...]) -> World:
    """A numeric index built anew by the reader's weights; as it is where there are none."""
    found = book.opened.build
    assert found is not None  # noqa: S101 -- asked for numeric editions alone
    spec = own_spec(found.spec, {code: float(weight) for code, weight in weights}, without)
    made = build(spec, found.data)
    plan = plan_of(book.opened.edition)
    plan = Plan(assumptions=usual_of_build(made), runs=RUNS, level=plan.level, seed=plan.seed)
    return World(spec.hierarchy.top, scored(made), standing_of_build(spec, found.data, plan))


def _free(framework: Framework) -> str:
    """A code that no node has."""
    node = OWN
    while node in framework.structure.nodes:
        node += "_"
    return node


def own_framework(framework: Framework, node: str, weights: dict[str, float]) -> Framework:
    """The framework with one aggregate more, which comes first: the weighted mean of the nodes named."""
    counted = {code: weight for code, weight in weights.items() if weight > 0}
    total = sum(counted.values())
    headline = framework.group(framework.aggregates[0])
    even = len(set(counted.values())) == 1
    group = Group(
        code=node,
        title=_("Own index"),
        children=tuple(counted),
        rule=Mean() if even else Weighted(weights={code: weight / total for code, weight in counted.items()}),
        missing=headline.missing if isinstance(headline.rule, Mean | Weighted) else Require(),
    )
    return replace(framework, groups=(*framework.groups, group), aggregates=(node, *framework.aggregates))


def in_period(answers: Answers, period: str) -> Answers:
    """The answers of one period."""
    at = answers.periods.index(period)
    return replace(
        answers,
        periods=(period,),
        points=answers.points[:, at : at + 1],
        applicable=answers.applicable[:, at : at + 1],
        withheld=frozenset(cell for cell in answers.withheld if cell[1] == period),
    )


def left_out(framework: Framework, answers: Answers, nodes: tuple[str, ...]) -> Answers:
    """The answers with the questions below ``nodes`` set aside as if they did not apply."""
    gone = {leaf for node in nodes for leaf in framework.leaves(node)}
    for group in framework.groups:
        within = set(framework.leaves(group.code))
        if isinstance(group.rule, Lookup) and gone & within and not gone >= within:
            words = {"part": min(gone & within), "whole": group.code}
            raise UnknownWordError(
                _("“%(part)s” is read from a table together with others; leave out “%(whole)s” as a whole.") % words
            )
    applicable = answers.applicable.copy()
    points = answers.points.copy()
    columns = [at for at, code in enumerate(answers.questions) if code in gone]
    applicable[:, :, columns] = False
    points[:, :, columns] = np.nan
    return replace(answers, applicable=applicable, points=points)
