"""Who reads an edition before its hour, without being of its team."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonground.scores.models import Edition


class EmbargoAccess(models.Model):
    """That somebody may read an unpublished edition, from ``given_at`` until ``withdrawn_at``. No row is deleted."""

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="embargo_accesses", verbose_name=_("edition")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="embargo_accesses", verbose_name=_("account")
    )
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        db_table = "publishing_embargo_access"
        verbose_name = _("embargoed access")
        verbose_name_plural = _("embargoed accesses")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["edition", "user"], condition=Q(withdrawn_at=None), name="one_embargo_access_a_reader"
            )
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.user_id}"
