"""Citations: where an answer is read in the law."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.library.models import Article
from commonground.responses.models import Revision


class Citation(models.Model):
    """An answer's revision, the article that it rests on, the place in it and the words. Only ever added."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="citations", verbose_name=_("answer"))
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="citations", verbose_name=_("article"))
    place_in = models.CharField(_("place in it"), max_length=200, blank=True)
    quote = models.TextField(_("quote"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        db_table = "fieldwork_citation"
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["revision", "article", "place_in"], name="one_citation_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.article} {self.place_in}".strip()
