"""Decisions: the adopted value of a cell; and the figures that a source itself published."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.rounds import Period, Round, Unit
from commonground.fieldwork.models.snapshots import Snapshot
from commonground.instruments.models import Option, Question
from commonground.responses.models import Revision


class Origin(models.TextChoices):
    """Where a decision comes from."""

    IMPORT = "import", _("imported from a file")
    ACCEPTED = "accepted", _("an accepted answer")
    ADJUDICATED = "adjudicated", _("adjudicated")
    CARRIED = "carried", _("as when the round was locked before")


class State(models.TextChoices):
    """What a decision says of its cell."""

    ANSWERED = "answered", _("answered")
    NO_ANSWER = "no_answer", _("no answer")
    NOT_APPLICABLE = "not_applicable", _("does not apply")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def of(self, *snapshots: Snapshot) -> DecisionQuerySet:
        """Those that some snapshots froze."""
        each = (Q(round=snapshot.round_id, locking=snapshot.locking) for snapshot in snapshots)
        return self.filter(reduce(or_, each, Q(pk__in=())))


class Decision(models.Model):
    """The adopted value of a cell (unit, question, period, item), with what was said about it.

    ``option`` is the option chosen; an imported number that is no option of its question has none.
    ``at`` is where it stood in the source; ``raw`` what stood there where that was no value of the question.
    ``locking`` counts the times the round was locked: each writes its decisions anew, and the earlier ones stay.
    ``revision`` is the answer adopted; ``reason`` is what the adjudication says.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="decisions")
    locking = models.PositiveIntegerField(_("locking"), default=1)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="decisions")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="decisions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="decisions")
    option = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("option")
    )
    item = models.CharField(max_length=60, blank=True)
    state = models.CharField(_("state"), max_length=16, choices=State)
    points = models.FloatField(_("points"), null=True)
    value = models.JSONField(_("value"), null=True)
    raw = models.TextField(_("as it stands in the source"), blank=True)
    comment = models.TextField(_("comment"), blank=True)
    source = models.TextField(_("source"), blank=True)
    at = models.TextField(_("place in the source"), blank=True)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin)
    reason = models.TextField(_("reason"), blank=True)
    revision = models.ForeignKey(
        Revision,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("answer adopted"),
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        db_table = "fieldwork_decision"
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "question", "period", "item", "locking"], name="one_decision_a_locking"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.question.code} {self.period}"


class PublishedFigure(models.Model):
    """A figure that the source of a round itself publishes for a group."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="published_figures")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="published_figures")
    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="published_figures")
    node = models.CharField(_("group"), max_length=60)
    value = models.FloatField(_("value"))
    at = models.TextField(_("place in the source"))

    class Meta:
        db_table = "fieldwork_published_figure"
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")

    def __str__(self) -> str:
        return f"{self.unit} {self.node} {self.period}"
