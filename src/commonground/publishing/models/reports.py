"""Which sections editors chose for a report, and what they wrote for them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.scores.models import Edition


class ReportPlan(models.Model):
    """One state of a plan. Rows are only ever added: a report stays under the address that carries its plan's number.

    ``of`` is the place or area that the plan is for, empty for all reports of the kind. Numbers count from 1 over the
    plans of an edition, kind and language, whatever they are of.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="report_plans", verbose_name=_("edition")
    )
    kind = models.CharField(_("report"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    of = models.CharField(_("place or area"), max_length=100, blank=True)
    number = models.PositiveIntegerField(_("number"))
    sections = models.JSONField(_("sections"), default=list)
    texts = models.JSONField(_("texts"), default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        db_table = "publishing_report_plan"
        verbose_name = _("report plan")
        verbose_name_plural = _("report plans")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "kind", "language", "number"], name="one_number_a_report_plan")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.of} {self.language} {self.number}".replace("  ", " ")
