"""Groups of places at a date: those that the team keeps, and two that everybody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonground.core.models import PlaceMembership
from commonground.publishing.queries.opened import Opened, PeriodInfo

EU = """1958 BE DE FR IT LU NL;1973 DK GB IE;1981 GR;1986 ES PT;1995 AT FI SE;2004-05-01 CY CZ EE HU LT LV MT PL SI SK
2007 BG RO;2013-07-01 HR"""
OECD = """1961 AT BE CA CH DE DK ES FR GB GR IE IS LU NL NO PT SE TR US;1962 IT;1964 JP;1969 FI;1971 AU;1973 NZ
1994 MX;1995 CZ;1996 HU KR PL;2000 SK;2010 CL EE IL SI;2016 LV;2018 LT;2020 CO;2021 CR"""
LEFT = {("eu", "GB"): date(2020, 1, 31)}


@dataclass(frozen=True, slots=True)
class Membership:
    """That a place belongs to a group between two dates, open where None."""

    place: str
    since: date | None
    until: date | None

    def holds(self, day: date | None) -> bool:
        """Whether it holds on a day; one without a date is open."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Group:
    """A group and its members over time."""

    code: str
    title: str
    members: tuple[Membership, ...]

    def places(self, day: date | None) -> frozenset[str]:
        """The places that belong to it on a day."""
        return frozenset(each.place for each in self.members if each.holds(day))


def groups_of(opened: Opened) -> dict[str, Group]:
    """The groups that hold two places of the edition or more, in the order of their titles."""
    places = opened.places
    rows = PlaceMembership.objects.filter(place__in=[place.pk for place in places.values()])
    found: dict[str, list[Membership]] = {}
    titles: dict[str, str] = {}
    for row in rows.select_related("group", "place"):
        titles[row.group.code] = row.group.title
        found.setdefault(row.group.code, []).append(Membership(row.place.code, row.since, row.until))
    if any(place.scheme == "iso3166" for place in places.values()):
        known = {"eu": (_("European Union"), EU), "oecd": (_("OECD"), OECD)}
        for code, (title, text) in known.items():
            if code not in found:
                titles[code], found[code] = title, [each for each in _members(code, text) if each.place in places]
    return {
        code: Group(code, titles[code], tuple(members))
        for code, members in sorted(found.items(), key=lambda item: titles[item[0]])
        if len(members) > 1
    }


def group_called(groups: Mapping[str, Group], word: str) -> Group | None:
    """The group whose code or title is ``word``, in small letters or capitals; a code counts before a title."""
    asked = word.casefold()
    for name in ("code", "title"):
        found = next((each for each in groups.values() if getattr(each, name).casefold() == asked), None)
        if found is not None:
            return found
    return None


def _members(code: str, text: str) -> Iterable[Membership]:
    for entry in text.replace("\n", ";").split(";"):
        year, *places = entry.split()
        since = date.fromisoformat(year if "-" in year else f"{year}-01-01")
        for place in places:
            yield Membership(place, since, LEFT.get((code, place)))


def day_of(period: PeriodInfo) -> date | None:
    """The day that a period speaks of: its reference date, or the end of the year that it is called by."""
    if period.reference_date:
        return date.fromisoformat(period.reference_date)
    return date(int(period.code), 12, 31) if period.code.isdecimal() and len(period.code) == 4 else None  # noqa: PLR2004 -- a year
