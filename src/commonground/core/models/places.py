"""Countries, regions, cities and islands, and the groups they belong to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.Model):
    """A place with a code in a scheme: ``iso3166`` for countries, or the code of a fictional index."""

    scheme = models.SlugField(_("scheme"), max_length=60, default="iso3166")
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=200)
    fictional = models.BooleanField(_("fictional"), default=False)
    tile_column = models.PositiveSmallIntegerField(_("column on the tile map"), null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("row on the tile map"), null=True, blank=True)

    class Meta:
        db_table = "core_place"
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "code"], name="one_place_a_code")]

    def __str__(self) -> str:
        return self.name


class PlaceGroup(models.Model):
    """A named group of places, such as the European Union."""

    scheme = models.SlugField(_("scheme"), max_length=60, default="iso3166")
    code = models.SlugField(_("code"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    places = models.ManyToManyField(Place, through="PlaceMembership", related_name="groups", verbose_name=_("places"))

    class Meta:
        db_table = "core_place_group"
        verbose_name = _("group of places")
        verbose_name_plural = _("groups of places")
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["scheme", "code"], name="one_group_a_code")]

    def __str__(self) -> str:
        return self.title


class PlaceMembership(models.Model):
    """That a place belongs to a group, from and until the dates given (open where empty)."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("place"))
    group = models.ForeignKey(PlaceGroup, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("group"))
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        db_table = "core_place_membership"
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.place} / {self.group}"
