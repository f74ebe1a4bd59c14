"""Workbooks that came back."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.assignments import Assignment


class ReturnedWorkbook(models.Model):
    """A workbook as it was uploaded: kept, so that nothing in it is lost where an answer cannot be taken.

    ``merged_at`` is when its answers were last taken over, as far as they could be.
    """

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="workbooks", verbose_name=_("assignment")
    )
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    content = models.BinaryField(_("file"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("uploaded"))
    merged_at = models.DateTimeField(_("merged"), null=True, blank=True)

    class Meta:
        db_table = "fieldwork_returned_workbook"
        verbose_name = _("returned workbook")
        verbose_name_plural = _("returned workbooks")
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assignment", "sha256", "by"], name="one_returned_workbook_a_file")
        ]

    def __str__(self) -> str:
        return self.name
