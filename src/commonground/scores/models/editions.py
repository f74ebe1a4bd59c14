"""An edition: one publication of an index, never changed once made."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models import Snapshot
from commonground.instruments.models import FrameworkVersion, Index

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from commonground.core.models import User


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, user: User | AnonymousUser) -> EditionQuerySet:
        """Those of the indices whose team ``user`` belongs to."""
        return self.filter(index__in=Index.objects.visible_to(user))


class Published(models.Manager["Edition"].from_queryset(EditionQuerySet)):  # type: ignore[misc]
    """Whoever asks for editions gets those that are published; ``Edition.every`` has the others too."""

    def get_queryset(self) -> EditionQuerySet:
        return super().get_queryset().exclude(published_at=None)


class Edition(models.Model):
    """Pins a framework version and a snapshot; keeps the hashes of inputs and results, and the audit of the source.

    The scores themselves are computed from the pinned inputs by ``scores.queries.scorecard``; ``results_hash`` tells
    whether another machine came to the same. ``audit`` is written once, at import. One that comes from fieldwork is
    read by nobody until its round is published.
    """

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="editions", verbose_name=_("index"))
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=60)
    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="editions")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="editions")
    inputs_hash = models.CharField(_("hash of the inputs"), max_length=64)
    results_hash = models.CharField(_("hash of the results"), max_length=64)
    platform = models.JSONField(_("computed with"), default=dict)
    audit = models.JSONField(_("audit of the source"), default=dict)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    computed_at = models.DateTimeField(_("computed"), auto_now_add=True)

    objects = Published()
    every = EditionQuerySet.as_manager()

    class Meta:
        db_table = "scores_edition"
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering: ClassVar = ["index", "-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["index", "number"], name="one_edition_a_number")]

    def __str__(self) -> str:
        return f"{self.index} {self.label}, edition {self.number}"

    @property
    def published_on(self) -> str:
        """The day from which everybody could read it, as an ISO date: one under embargo was computed before."""
        return (self.published_at or self.computed_at).date().isoformat()
