"""Wordings that differ between the sheets of a source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.rounds import Round
from commonground.instruments.models import Question


class WordingVariant(models.Model):
    """A wording found in some sheets of a round’s source that differs from the canonical one."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="variants")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="variants")
    field = models.CharField(_("part"), max_length=20)
    text = models.TextField(_("text"))
    sheets = models.JSONField(_("sheets"), default=list)

    class Meta:
        db_table = "fieldwork_wording_variant"
        verbose_name = _("wording variant")
        verbose_name_plural = _("wording variants")

    def __str__(self) -> str:
        return f"{self.question.code} {self.field}"
