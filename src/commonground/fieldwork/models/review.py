"""What is said about answers: queries in threads, a government's remarks, decisions between coders, justified hits."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.assignments import Assignment
from commonground.fieldwork.models.decisions import State
from commonground.fieldwork.models.rounds import Period, Round, Unit
from commonground.instruments.models import Question


class OnACell(models.Model):
    """Something about one cell of a round."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit"))
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("question"))
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="+", verbose_name=_("period"))
    item = models.CharField(_("row"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        abstract = True


class QueryState(models.TextChoices):
    """Where a query stands."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    RESOLVED = "resolved", _("resolved")


class Query(OnACell):
    """A question put to whoever holds an assignment about one of its cells; what is said stands in its messages."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="queries", verbose_name=_("round"))
    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="queries", verbose_name=_("put to")
    )
    state = models.CharField(_("state"), max_length=8, choices=QueryState, default=QueryState.OPEN)

    class Meta:
        db_table = "fieldwork_query"
        verbose_name = _("query")
        verbose_name_plural = _("queries")

    def __str__(self) -> str:
        return f"{self.unit} {self.question.code} {self.period}"


class QueryMessage(models.Model):
    """One message of a query. Only ever added."""

    query = models.ForeignKey(Query, on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))

    class Meta:
        db_table = "fieldwork_query_message"
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.query} {self.at:%Y-%m-%d}"


class Remark(OnACell):
    """What a government says of a cell. It never edits one. Only ever added."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(_("text"))

    class Meta:
        db_table = "fieldwork_remark"
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")

    def __str__(self) -> str:
        return f"{self.unit} {self.question.code} {self.period}"


class Adjudication(OnACell):
    """The value adopted for a cell, numbered within it; the last one holds. Only ever added.

    ``considered`` are the ids of the revisions that were weighed; ``reason`` is needed where one of them differs.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="adjudications", verbose_name=_("round"))
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=16, choices=State)
    value = models.JSONField(_("value"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    considered = models.JSONField(_("answers considered"), default=list, blank=True)

    class Meta:
        db_table = "fieldwork_adjudication"
        verbose_name = _("adjudication")
        verbose_name_plural = _("adjudications")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "question", "period", "item", "number"], name="one_adjudication_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.question.code} {self.period}"
