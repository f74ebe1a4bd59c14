"""What takes longer to work out than a page may take: kept beside an edition, written once, never changed."""

from __future__ import annotations

import json
import zlib
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.scores.models.editions import Edition


def packed(text: str) -> bytes:
    """A document as it is kept."""
    return zlib.compress(text.encode())


def unpacked(content: bytes) -> dict[str, Any]:
    """The document that was packed."""
    document: dict[str, Any] = json.loads(zlib.decompress(bytes(content)))
    return document


class Standing(models.Model):
    """Where the places of an edition stand over its runs, as ``methods.robustness.standing_document`` writes it.

    ``plan`` says what was varied, how often and from which seed; ``hash`` is the digest of the whole document.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="standing")
    plan = models.JSONField(_("what was varied"))
    content = models.BinaryField()
    hash = models.CharField(max_length=64)
    computed_at = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        db_table = "scores_standing"
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering: ClassVar = ["edition"]

    def __str__(self) -> str:
        return self.hash[:12]

    @property
    def document(self) -> dict[str, Any]:
        """What ``methods.robustness.standing_from_document`` reads."""
        return unpacked(self.content)


class Examination(models.Model):
    """The statistical audit of a period of an edition: ``content`` for programs, ``printed`` as pages print it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="examinations")
    period = models.CharField(_("period"), max_length=60)
    content = models.BinaryField()
    printed = models.BinaryField()
    computed_at = models.DateTimeField(_("computed"), auto_now_add=True)

    class Meta:
        db_table = "scores_examination"
        verbose_name = _("statistical audit")
        verbose_name_plural = _("statistical audits")
        ordering: ClassVar = ["edition", "period"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "period"], name="one_examination_a_period")]

    def __str__(self) -> str:
        return f"{self.edition} {self.period}"

    @property
    def document(self) -> dict[str, Any]:
        """What ``methods.examination.examination_document`` wrote."""
        return unpacked(self.content)

    @property
    def report(self) -> dict[str, Any]:
        """What ``scores.examinations.kept.report_from_document`` reads."""
        return unpacked(self.printed)
