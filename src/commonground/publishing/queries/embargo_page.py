"""Editions before their hour, and who reads them, for the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from commonground.publishing.models import EmbargoAccess
from commonground.scores.models import Edition

if TYPE_CHECKING:
    from commonground.core.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who was given access, and since when they have it no more."""

    key: int
    name: str
    email: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbargoPage:
    """An edition with all who were ever let in."""

    index: str
    title: str
    label: str
    number: int
    until: datetime | None
    published_at: datetime | None
    readers: tuple[Reader, ...]

    @property
    def open_readers(self) -> int:
        return sum(each.withdrawn_at is None for each in self.readers)


def embargo_shelf(user: User) -> tuple[EmbargoPage, ...]:
    """The unpublished editions of the indices that the user works on."""
    rows = Edition.every.visible_to(user).filter(published_at=None)
    return tuple(map(_page, rows.select_related("index", "snapshot__round").defer("snapshot__content")))


def embargo_page(user: User, index: str, number: int) -> EmbargoPage | None:
    """One edition; None where the user is not of its team."""
    found = team_edition(user, index, number)
    return None if found is None else _page(found)


def team_edition(user: User, index: str, number: int) -> Edition | None:
    """The edition, published or not, for its team."""
    rows = Edition.every.visible_to(user).filter(index__code=index, number=number)
    return rows.select_related("index", "snapshot__round").defer("snapshot__content").first()


def access_of(edition: Edition, key: int) -> EmbargoAccess | None:
    """An access to this edition, and to no other."""
    return EmbargoAccess.objects.select_related("user", "edition__index").filter(edition=edition, pk=key).first()


def _page(edition: Edition) -> EmbargoPage:
    accesses = EmbargoAccess.objects.filter(edition=edition).select_related("user")
    return EmbargoPage(
        index=edition.index.code,
        title=edition.index.title,
        label=edition.label,
        number=edition.number,
        until=edition.snapshot.round.embargo_until,
        published_at=edition.published_at,
        readers=tuple(
            Reader(
                key=each.pk,
                name=each.user.get_full_name(),
                email=each.user.email,
                given_at=each.given_at,
                withdrawn_at=each.withdrawn_at,
            )
            for each in accesses
        ),
    )
