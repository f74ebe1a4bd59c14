"""Revisions: what was said in a cell, one after another. A row is only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models import Question
from commonground.responses.models.responses import Response


class State(models.TextChoices):
    """What a revision says of its cell."""

    ANSWERED = "answered", _("answered")
    NO_ANSWER = "no_answer", _("no answer")
    NOT_APPLICABLE = "not_applicable", _("does not apply")
    CLEARED = "cleared", _("taken back")


class Confidence(models.TextChoices):
    """How sure the respondent is."""

    SURE = "sure", _("sure")
    FAIRLY_SURE = "fairly_sure", _("fairly sure")
    UNSURE = "unsure", _("unsure")


class Basis(models.TextChoices):
    """Why an answer is, or is not, what it was in the period before or in the last round."""

    UNCHANGED = "unchanged", _("confirmed unchanged")
    LAW = "law", _("the law changed")
    PRACTICE = "practice", _("practice changed")
    CORRECTION = "correction", _("the earlier answer is corrected")


class Origin(models.TextChoices):
    """How an answer came in."""

    TYPED = "typed", _("typed")
    CARRIED = "carried", _("carried forward")
    WORKBOOK = "workbook", _("from a workbook")
    FILLED = "filled", _("filled forward")


class Revision(models.Model):
    """One thing said in a cell (response, question, period, item).

    The key is made by the client, so that sending it twice is once. ``number`` counts from 1 in its cell, and
    ``based_on`` is the number that its author saw (0 for none). ``value`` is the code of an option, a list of codes,
    a number as text, a text, or an ISO date. ``wording`` is the hash of the question as it was shown, and
    ``body_hash`` that of all that the client sent.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    response = models.ForeignKey(
        Response, on_delete=models.PROTECT, related_name="revisions", db_index=False, verbose_name=_("response")
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="revisions", verbose_name=_("question")
    )
    period = models.CharField(_("period"), max_length=60)
    item = models.CharField(_("item"), max_length=60, blank=True)
    number = models.PositiveIntegerField(_("number"))
    based_on = models.PositiveIntegerField(_("based on"))
    state = models.CharField(_("state"), max_length=16, choices=State)
    value = models.JSONField(_("value"), null=True)
    comment = models.TextField(_("comment"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence, blank=True)
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, blank=True)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin)
    wording = models.CharField(_("hash of the wording"), max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))
    body_hash = models.CharField(_("hash of what was sent"), max_length=64)

    class Meta:
        db_table = "responses_revision"
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["response", "question", "period", "item", "number"], name="one_revision_a_number"
            ),
            models.CheckConstraint(condition=Q(number=F("based_on") + 1), name="a_revision_follows_its_base"),
        ]

    def __str__(self) -> str:
        return f"{self.question.code} {self.period} {self.item} @{self.number}"
