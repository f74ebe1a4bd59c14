"""A view against an edition: every word of the address looked up, every default filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonground.methods.index.names import unknown
from commonground.methods.index.ranks import competition_ranks
from commonground.methods.robustness import Interval
from commonground.publishing.explorer.state import View
from commonground.publishing.queries.opened import NodeInfo, Opened, PeriodInfo
from commonground.publishing.queries.place_groups import Group, day_of, group_called, groups_of
from commonground.publishing.words import listed

T = TypeVar("T")
PREFIX = "group:"
COLOURS = 6
"""So many places are set apart by a colour; more could not be told from each other."""
MANY = 24
"""So many measures stand beside each other at most."""


class UnknownWordError(Exception):
    """A word of the address that the edition does not know; the words say what there is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Scope:
    """What a view shows: an opened edition, the nodes, places and periods chosen."""

    opened: Opened
    view: View
    groups: Mapping[str, Group]
    measure: NodeInfo
    against: NodeInfo
    period: PeriodInfo
    since: PeriodInfo | None
    places: tuple[str, ...]
    marked: tuple[str, ...]

    def score(self, node: str, place: str, period: str) -> float | None:
        return self.opened.card[node, place, period]

    def scores(self, node: str, period: str) -> dict[str, float | None]:
        """The scores of the places chosen."""
        values = self.opened.values(node, period)
        rows = self.opened.place_row
        return {place: None if np.isnan(value := values[rows[place]]) else float(value) for place in self.places}

    def level(self, score: float | None) -> int | None:
        """The colour step of the band that a score lies in."""
        band = self.opened.card.band(score)
        return band.level if band else None

    def interval(self, node: str, place: str, period: str) -> Interval | None:
        if "intervals" in self.view.hide or self.opened.standing is None:
            return None
        return self.opened.standing.interval(node, place, period)

    def ranks(self, scores: Mapping[str, float | None]) -> dict[str, int | None]:
        """Competition ranks among the places chosen."""
        values = np.array([np.nan if value is None else value for value in scores.values()])
        found = competition_ranks(values[np.newaxis, :, np.newaxis])[0, :, 0].tolist() if len(values) else []
        return {place: rank or None for place, rank in zip(scores, found, strict=True)}

    def name(self, place: str) -> str:
        return self.opened.place_name(place)

    def colour(self, place: str) -> int:
        """The number of the colour that sets a place apart, 0 for none."""
        return self.marked.index(place) + 1 if place in self.marked[:COLOURS] else 0

    @property
    def apart(self) -> tuple[str, ...]:
        """The places drawn in colours of their own: those set apart, else those chosen by name where they are few."""
        named = tuple(place for place in self.places if place in self.view.places)
        return self.marked[:COLOURS] or (named if len(named) == len(self.places) <= COLOURS else ())

    @property
    def everywhere(self) -> bool:
        """Whether all places of the edition are chosen."""
        return len(self.places) == len(self.opened.places)

    @cached_property
    def measures(self) -> tuple[NodeInfo, ...]:
        """The nodes beside each other: those named, or the parts of the one that is."""
        codes = self.view.measure
        if len(codes) < 2:  # noqa: PLR2004 -- one measure is shown by its parts
            codes = self.parts(self.measure.code)
        return self.opened.nodes(codes[:MANY])

    def parts(self, node: str) -> tuple[str, ...]:
        """The children of a group; a question is its own part."""
        framework = self.opened.framework
        return framework.group(node).children if node in {group.code for group in framework.groups} else (node,)

    @cached_property
    def dated(self) -> tuple[str, ...]:
        """On which day the groups chosen had these members, where any is chosen."""
        day, titles = day_of(self.period), self._group_titles
        if not titles:
            return ()
        said = _(
            "%(groups)s: the members on %(day)s, the date that the period speaks of; "
            "some may have left or joined since."
        )
        if day is None:
            said = _("%(groups)s: the members of today.")
        return (said % {"groups": listed(titles), "day": date_format(day, "j F Y") if day else ""},)

    @property
    def _group_titles(self) -> list[str]:
        return [self.groups[each.removeprefix(PREFIX)].title for each in self.view.places if each.startswith(PREFIX)]

    @cached_property
    def whose(self) -> str:
        """The places chosen, in words."""
        titles = self._group_titles
        if len(titles) == len(self.view.places) == 1:
            said = ngettext("%(count)s place of %(group)s", "%(count)s places of %(group)s", len(self.places))
            return said % {"count": len(self.places), "group": titles[0]}
        if self.everywhere:
            return _("all %(count)s places") % {"count": len(self.places)}
        said = ngettext("%(count)s place chosen", "%(count)s places chosen", len(self.places))
        return said % {"count": len(self.places)}


def ends(interval: Interval | None) -> tuple[float | None, float | None]:
    """The ends of an interval of scores; None where there is none, or none of scores."""
    return (interval.score_lower, interval.score_upper) if interval else (None, None)


def scope(opened: Opened, view: View) -> Scope:
    """The scope of a view; an ``UnknownWordError`` for a word that the edition does not know."""
    view, groups = view.used(), groups_of(opened)
    view = replace(view, places=tuple(dict.fromkeys(_called(word, groups) for word in view.places)))
    node = _known(opened.node)
    measure = [node(code) for code in view.measure[:MANY]] or [opened.node(opened.headline)]
    for code in (*(code for code, _weight in view.weights), *view.without):
        node(code)
    first = measure[0]
    everywhere = tuple(opened.places)
    period = _period(opened, view.period) if view.period else latest(opened, first.code, everywhere)
    places = _places(opened, view.places, groups, period)
    since = _period(opened, view.since) if view.since else earliest(opened, first.code, places, period)
    if since is not None and _order(opened, since) >= _order(opened, period):
        if view.since:
            raise UnknownWordError(_("The first period must lie before the second."))
        since = None
    place = _known(opened.place)
    for code in (*view.marked, *([view.place] if view.place else [])):
        place(code)
    others = [code for code in (opened.headline, *opened.framework.areas) if code != first.code]
    against = node(view.against) if view.against else opened.node(others[0] if others else first.code)
    return Scope(
        opened=opened,
        view=view,
        groups=groups,
        measure=first,
        against=against,
        period=period,
        since=since,
        places=places,
        marked=tuple(code for code in view.marked if code in places),
    )


def latest(opened: Opened, node: str, places: Sequence[str]) -> PeriodInfo:
    """The last period in which half of the places have a score, else the one in which most have."""
    counts = [scored(opened, node, places, period) for period in opened.periods]
    half = [period for period, count in zip(opened.periods, counts, strict=True) if 2 * count >= len(places) > 0]
    return half[-1] if half else opened.periods[len(counts) - 1 - counts[::-1].index(max(counts))]


def earliest(opened: Opened, node: str, places: Sequence[str], period: PeriodInfo) -> PeriodInfo | None:
    """The first period before ``period`` in which half of the places have a score."""
    before = opened.periods[: _order(opened, period)]
    return next((each for each in before if 2 * scored(opened, node, places, each) >= len(places) > 0), None)


def scored(opened: Opened, node: str, places: Sequence[str], period: PeriodInfo) -> int:
    """How many of the places have a score."""
    rows = [opened.place_row[place] for place in places]
    return int(np.sum(~np.isnan(opened.values(node, period.code)[rows])))


def _order(opened: Opened, period: PeriodInfo) -> int:
    return opened.periods.index(period)


def _period(opened: Opened, code: str) -> PeriodInfo:
    found = next((period for period in opened.periods if period.code == code), None)
    if found is None:
        raise UnknownWordError(str(unknown(_("period"), code[:40], [period.code for period in opened.periods]).args[0]))
    return found


def _called(word: str, groups: Mapping[str, Group]) -> str:
    """A word for places, a group by its own code."""
    if not word.startswith(PREFIX):
        return word
    code = word.removeprefix(PREFIX)
    found = group_called(groups, code)
    if found is None:
        raise UnknownWordError(str(unknown(_("group"), code[:40], list(groups)).args[0]))
    return f"{PREFIX}{found.code}"


def _places(opened: Opened, asked: Sequence[str], groups: Mapping[str, Group], period: PeriodInfo) -> tuple[str, ...]:
    """The places named, and those of the groups named at the period's date, in the order of their names."""
    chosen: set[str] = set()
    for word in asked:
        if word.startswith(PREFIX):
            chosen |= groups[word.removeprefix(PREFIX)].places(day_of(period))
        elif word not in opened.places:
            raise UnknownWordError(str(unknown(_("place"), word[:40], list(opened.places)).args[0]))
        else:
            chosen.add(word)
    return tuple(place for place in opened.places if not asked or place in chosen)


def _known(find: Callable[[str], T]) -> Callable[[str], T]:
    def look(code: str) -> T:
        try:
            return find(code[:60])
        except KeyError as error:
            raise UnknownWordError(str(error.args[0])[:400]) from error

    return look
