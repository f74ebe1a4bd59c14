"""Who does which part: contributors under their pseudonyms, and their assignments."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.rounds import Unit
from commonground.fieldwork.models.stages import Stage
from commonground.instruments.models import Index
from commonground.responses.models import Response


class Contributor(models.Model):
    """Somebody who works for an index, under a pseudonym; public by name only where they agreed (``named``)."""

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="contributors", verbose_name=_("index"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("account"),
    )
    pseudonym = models.CharField(_("pseudonym"), max_length=60)
    named = models.BooleanField(_("agreed to appear by name"), default=False)

    class Meta:
        db_table = "fieldwork_contributor"
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering: ClassVar = ["pseudonym"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["index", "pseudonym"], name="one_contributor_a_pseudonym"),
            models.UniqueConstraint(fields=["index", "user"], name="one_contributor_an_account"),
        ]

    def __str__(self) -> str:
        return self.pseudonym


class AssignmentState(models.TextChoices):
    """Where an assignment stands."""

    INVITED = "invited", _("invited")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    WORKING = "working", _("working")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    WITHDRAWN = "withdrawn", _("withdrawn")


ENDED = (AssignmentState.DECLINED, AssignmentState.WITHDRAWN)
HANDED_IN = (AssignmentState.SUBMITTED, AssignmentState.ACCEPTED)


class Assignment(models.Model):
    """One contributor's part in one stage for one unit: all questions, or those whose codes are listed.

    ``replaces`` is the assignment that this one took over from. ``unblinded_at`` is when blinding ended for it.
    """

    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("stage"))
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="assignments", verbose_name=_("unit"))
    contributor = models.ForeignKey(
        Contributor, on_delete=models.PROTECT, related_name="assignments", verbose_name=_("contributor")
    )
    questions = models.JSONField(_("questions"), default=list, blank=True)
    response = models.OneToOneField(
        Response, on_delete=models.PROTECT, null=True, blank=True, related_name="assignment", verbose_name=_("response")
    )
    state = models.CharField(_("state"), max_length=12, choices=AssignmentState, default=AssignmentState.INVITED)
    deadline = models.DateTimeField(_("deadline of its own"), null=True, blank=True)
    hours_agreed = models.DecimalField(_("hours agreed"), max_digits=7, decimal_places=2, null=True, blank=True)
    fee = models.DecimalField(_("fee"), max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    declared_at = models.DateTimeField(_("interests declared"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    returned_questions = models.JSONField(_("questions returned"), default=list, blank=True)
    times_returned = models.PositiveSmallIntegerField(_("times returned"), default=0)
    unblinded_at = models.DateTimeField(_("blinding ended"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )

    class Meta:
        db_table = "fieldwork_assignment"
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["stage", "unit", "contributor"],
                condition=~Q(state__in=ENDED),
                name="one_assignment_a_contributor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage}, {self.unit}, {self.contributor}"

    @property
    def due(self) -> datetime | None:
        return self.deadline or self.stage.deadline
