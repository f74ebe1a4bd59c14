"""Snapshots: all decisions of a round, frozen and hashed. Scores read these only."""

from __future__ import annotations

import json
import zlib
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.rounds import Round


class Snapshot(models.Model):
    """``content`` is the canonical document of answers, or of measured values, compressed; ``hash`` is its digest."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="snapshots", verbose_name=_("round"))
    locking = models.PositiveIntegerField(_("locking"), default=1)
    content = models.BinaryField()
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        db_table = "fieldwork_snapshot"
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "locking"], name="one_snapshot_a_locking")]

    def __str__(self) -> str:
        return self.hash[:12]

    @property
    def document(self) -> dict[str, Any]:
        """What ``methods.index.answers_from_document`` reads, or ``methods.construction.dataset_from_document``."""
        document: dict[str, Any] = json.loads(zlib.decompress(bytes(self.content)))
        return document
