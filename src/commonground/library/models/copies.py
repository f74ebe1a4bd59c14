"""Archived copies: a source as it was found, with the hash of its bytes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.library.models.sources import SourceVersion


class ArchivedCopy(models.Model):
    """The file of a version, known by the SHA-256 of its bytes. A row is only ever added."""

    version = models.ForeignKey(
        SourceVersion, on_delete=models.PROTECT, related_name="copies", verbose_name=_("version of a source")
    )
    sha256 = models.CharField(_("hash"), max_length=64)
    file = models.FileField(_("file"), upload_to="library", max_length=200)
    name = models.CharField(_("name of the file"), max_length=200)
    media_type = models.CharField(_("kind of file"), max_length=100)
    fetched_at = models.DateTimeField(_("fetched"))

    class Meta:
        db_table = "library_archived_copy"
        verbose_name = _("archived copy")
        verbose_name_plural = _("archived copies")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "sha256"], name="one_copy_a_content")]

    def __str__(self) -> str:
        return self.name
