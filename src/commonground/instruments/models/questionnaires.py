"""Questionnaire versions: questions, wording and scales, never changed once made."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models.indices import Index
from commonground.methods.index.framework import Reason


class QuestionnaireVersion(models.Model):
    """One version of an index's questions, known by its meaning and its text hash."""

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="questionnaires", verbose_name=_("index"))
    number = models.PositiveIntegerField(_("number"))
    meaning_hash = models.CharField(max_length=64)
    text_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        db_table = "instruments_questionnaire_version"
        verbose_name = _("questionnaire version")
        verbose_name_plural = _("questionnaire versions")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["index", "number"], name="one_questionnaire_a_number"),
            models.UniqueConstraint(fields=["index", "meaning_hash", "text_hash"], name="one_questionnaire_a_content"),
        ]

    def __str__(self) -> str:
        return f"{self.index}, questionnaire {self.number}"


class Question(models.Model):
    """A question of one questionnaire version."""

    questionnaire = models.ForeignKey(QuestionnaireVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=60)
    title = models.TextField(_("title"))
    text = models.TextField(_("text"), blank=True)
    help = models.TextField(_("help"), blank=True)
    tags = models.JSONField(_("tags"), default=dict)

    class Meta:
        db_table = "instruments_question"
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["questionnaire", "code"], name="one_question_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Option(models.Model):
    """An answer that a question allows: points, or a reason for having none."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=60)
    label = models.TextField(_("label"), blank=True)
    points = models.FloatField(_("points"), null=True)
    reason = models.CharField(_("reason"), max_length=20, blank=True, choices=[(r.value, r.value) for r in Reason])

    class Meta:
        db_table = "instruments_option"
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "code"], name="one_option_a_code")]

    def __str__(self) -> str:
        return self.label or self.code
