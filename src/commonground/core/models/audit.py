"""The audit trail: a chain of entries, each carrying the hash of the one before."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which thing. ``subject`` is a natural key such as ``edition:harbour@1``."""

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    verb = models.SlugField(_("verb"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
    detail = models.JSONField(_("detail"), default=dict)
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "core_audit_entry"
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"
