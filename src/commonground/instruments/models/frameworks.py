"""Scoring framework versions: how scores follow from the answers, or the values, to one questionnaire version."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models.indices import Index
from commonground.instruments.models.questionnaires import QuestionnaireVersion
from commonground.methods.construction import is_spec_document


class FrameworkVersion(models.Model):
    """``document`` is the whole framework as ``methods.index.framework_document`` writes it.

    That of a numeric index is the whole specification, as ``methods.construction.spec_document`` writes it.
    """

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="frameworks", verbose_name=_("index"))
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="frameworks", verbose_name=_("questionnaire")
    )
    number = models.PositiveIntegerField(_("number"))
    document = models.JSONField(_("document"))
    meaning_hash = models.CharField(max_length=64)
    document_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        db_table = "instruments_framework_version"
        verbose_name = _("scoring framework version")
        verbose_name_plural = _("scoring framework versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["index", "number"], name="one_framework_a_number"),
            models.UniqueConstraint(fields=["questionnaire", "document_hash"], name="one_framework_a_document"),
        ]

    def __str__(self) -> str:
        return f"{self.index}, framework {self.number}"

    @property
    def is_numeric(self) -> bool:
        return is_spec_document(self.document)
