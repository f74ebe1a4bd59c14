"""What an editor wrote in place of a generated sentence, with the figures it was written for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models import Index
from commonground.scores.models import Edition


class Text(models.Model):
    """One wording of one sentence in one language. Rows are only ever added; the last one for a set of figures counts.

    ``text`` is empty where the editor went back to the generated sentence. ``figures`` are the cells of the sentence
    as they were, ``figures_hash`` their digest: a sentence about other figures is never said in these words. A note
    (``key`` ``note:EDITION``) has no figures. ``edition`` is the one that it was written in: until that is public, no
    other says it.
    """

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="texts", verbose_name=_("index"))
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=10)
    key = models.CharField(_("sentence"), max_length=255)
    code = models.CharField(_("template"), max_length=60)
    figures = models.JSONField(_("figures"), default=list)
    figures_hash = models.CharField(_("hash of the figures"), max_length=64)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        db_table = "publishing_text"
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["index", "language", "key"], name="texts_of_a_sentence")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
