"""Making the places that an index is about."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from commonground.core.models import Place, PlaceGroup, PlaceMembership
from commonground.methods.tables.bundle import PlaceInfo

ISO = "iso3166"


@transaction.atomic
def ensure_places(*, places: Sequence[PlaceInfo], scheme: str = ISO, fictional: bool | None = None) -> dict[str, Place]:
    """The places by code. New ones are made; known ones stay as the team has edited them.

    Those of another scheme than countries' are fictional unless it is said that they are not.
    """
    invented = scheme != ISO if fictional is None else fictional
    codes = [info.code for info in places]
    known = set(Place.objects.filter(scheme=scheme, code__in=codes).values_list("code", flat=True))
    new = [info for info in places if info.code not in known]
    Place.objects.bulk_create([_place(info, scheme, invented) for info in new])
    found = {place.code: place for place in Place.objects.filter(scheme=scheme, code__in=codes)}
    _join_groups(new, found, scheme)
    return found


def _place(info: PlaceInfo, scheme: str, fictional: bool) -> Place:  # noqa: FBT001 -- a field of the row
    column, row = info.tile or (None, None)
    return Place(scheme=scheme, code=info.code, name=info.name, fictional=fictional, tile_column=column, tile_row=row)


def _join_groups(new: Sequence[PlaceInfo], found: dict[str, Place], scheme: str) -> None:
    titles = sorted({title for info in new for title in info.groups})
    groups = {
        title: PlaceGroup.objects.get_or_create(scheme=scheme, code=slugify(title), defaults={"title": title})[0]
        for title in titles
    }
    PlaceMembership.objects.bulk_create(
        [PlaceMembership(place=found[info.code], group=groups[title]) for info in new for title in info.groups]
    )
