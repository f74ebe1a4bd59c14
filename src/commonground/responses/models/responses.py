"""A response: what one respondent says about one subject, in one questionnaire."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models import QuestionnaireVersion


class Response(models.Model):
    """``subject`` is a natural key such as ``place:iso3166:SE``.

    ``periods`` lists ``code``, ``label`` and ``reference_date``; a survey has none. ``pseudonym`` is the name under
    which the respondent appears; the account is not shown.
    """

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="responses", verbose_name=_("questionnaire")
    )
    subject = models.CharField(_("subject"), max_length=200, db_index=True)
    subject_label = models.CharField(_("name of the subject"), max_length=200)
    respondent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        verbose_name=_("respondent"),
    )
    pseudonym = models.CharField(_("pseudonym"), max_length=200, blank=True)
    periods = models.JSONField(_("periods"), default=list)
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        db_table = "responses_response"
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.subject_label} ({self.pseudonym})" if self.pseudonym else self.subject_label

    @property
    def period_codes(self) -> tuple[str, ...]:
        return tuple(period["code"] for period in self.periods)
