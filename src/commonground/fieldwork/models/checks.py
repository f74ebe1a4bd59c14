"""Check rules as data, and the hits that were justified."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.assignments import Assignment
from commonground.fieldwork.models.review import OnACell
from commonground.fieldwork.models.rounds import Round


class Scope(models.TextChoices):
    """What a check rule compares an answer with."""

    UNIT = "unit", _("other answers on the same unit")
    LAST_ROUND = "last_round", _("the last round")
    UNITS = "units", _("other units")


class CheckRule(models.Model):
    """A rule whose hits are fixed or justified: before submission, or across units before the round is locked.

    ``settings`` are those of its kind: ``fieldwork.queries.checks`` says which kinds there are.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="check_rules")
    code = models.SlugField(_("code"), max_length=40)
    scope = models.CharField(_("scope"), max_length=10, choices=Scope)
    kind = models.SlugField(_("kind"), max_length=40)
    message = models.TextField(_("what a hit says"))
    settings = models.JSONField(_("settings"), default=dict, blank=True)

    class Meta:
        db_table = "fieldwork_check_rule"
        verbose_name = _("check rule")
        verbose_name_plural = _("check rules")
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "code"], name="one_check_rule_a_code")]

    def __str__(self) -> str:
        return self.code


class Justification(OnACell):
    """Why a hit stands, for as long as the answers stand that it was given for (``hit``). Only ever added."""

    rule = models.ForeignKey(CheckRule, on_delete=models.PROTECT, related_name="justifications")
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="justifications")
    hit = models.CharField(_("hash of the answers"), max_length=64)
    text = models.TextField(_("reason"))

    class Meta:
        db_table = "fieldwork_justification"
        verbose_name = _("justification")
        verbose_name_plural = _("justifications")

    def __str__(self) -> str:
        return f"{self.rule} {self.unit} {self.question.code}"
