"""Profiles: which places follow which named approach."""

from __future__ import annotations

from dataclasses import dataclass

from commonground.methods.index import profile
from commonground.publishing.queries.figures import mean
from commonground.publishing.queries.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionMean:
    """A dimension of a profile: its threshold, its mean over the places, and how many places reach the threshold."""

    code: str
    title: str
    threshold: float
    mean: float | None
    met: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachPlaces:
    """An approach, and the places (code and name) that follow it."""

    code: str
    title: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTable:
    """A profile of an index in one period. ``without`` are places without a mean in some dimension."""

    code: str
    title: str
    dimensions: tuple[DimensionMean, ...]
    approaches: tuple[ApproachPlaces, ...]
    unnamed: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str], ...]

    @property
    def largest(self) -> ApproachPlaces | None:
        """The approach that most places follow, the first of equals; None where no place follows any."""
        found = max(self.approaches, key=lambda approach: len(approach.places), default=None)
        return found if found and found.places else None


def profiles(opened: Opened, period: str) -> tuple[ProfileTable, ...]:
    """Every profile of the framework."""
    return tuple(_table(opened, each.code, period) for each in opened.framework.profiles)


def _table(opened: Opened, code: str, period: str) -> ProfileTable:
    standings = profile(opened.card, code)
    column = opened.card.answers.periods.index(period)
    places = {place: standings[place, period] for place in opened.places}
    complete = [place for place, standing in places.items() if None not in standing.met.values()]
    named = {place: standing.approach for place, standing in places.items() if standing.approach}
    return ProfileTable(
        code=code,
        title=standings.profile.title,
        dimensions=tuple(
            DimensionMean(
                code=dimension.code,
                title=dimension.title,
                threshold=dimension.threshold,
                mean=mean(standings.means[row, :, column]),
                met=sum(places[place].met[dimension.code] is True for place in complete),
            )
            for row, dimension in enumerate(standings.profile.dimensions)
        ),
        approaches=tuple(
            ApproachPlaces(
                code=approach.code,
                title=approach.title,
                places=_names(opened, [place for place, found in named.items() if found == approach]),
            )
            for approach in standings.profile.approaches
        ),
        unnamed=_names(opened, [place for place in complete if place not in named]),
        without=_names(opened, [place for place in places if place not in complete]),
    )


def _names(opened: Opened, places: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((place, opened.place_name(place)) for place in places)
