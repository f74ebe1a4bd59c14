"""Legal sources: a law, its versions in force from one date to another, and their articles. Each stands once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commonground.methods.questionnaires.texts import base_of


class Kind(models.TextChoices):
    """What a source is."""

    CONSTITUTION = "constitution", _("constitution")
    LAW = "law", _("law")
    REGULATION = "regulation", _("regulation")
    CIRCULAR = "circular", _("circular or guideline")
    CASE = "case", _("judgment or decision")
    TREATY = "treaty", _("treaty or agreement")
    POLICY = "policy", _("strategy or plan")
    REPORT = "report", _("report or statistics")
    OTHER = "other", _("other")


class LegalSource(models.Model):
    """A law or another source, by its jurisdiction (``place:iso3166:SE``), title and address.

    ``title`` holds it by language; ``short`` is what it is cited as; ``identity`` is what two entries of the same
    source have in common.
    """

    jurisdiction = models.CharField(_("jurisdiction"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind, default=Kind.LAW)
    title = models.JSONField(_("title"), default=dict)
    short = models.CharField(_("cited as"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=2000, blank=True)
    adopted = models.DateField(_("adopted"), null=True, blank=True)
    identity = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        db_table = "library_legal_source"
        verbose_name = _("legal source")
        verbose_name_plural = _("legal sources")
        ordering: ClassVar = ["jurisdiction", "short", "pk"]
        indexes: ClassVar = [models.Index(fields=["jurisdiction"], name="sources_of_a_jurisdiction")]

    def __str__(self) -> str:
        return self.short or self.called(get_language() or "")

    def called(self, language: str) -> str:
        """The title in a language, or else in the first that it has."""
        titles: dict[str, str] = self.title
        return titles.get(language) or titles.get(base_of(language)) or next(iter(titles.values()), "")


class SourceVersion(models.Model):
    """A source as it stood from one date until another (open where empty)."""

    source = models.ForeignKey(
        LegalSource, on_delete=models.PROTECT, related_name="versions", verbose_name=_("legal source")
    )
    label = models.CharField(_("version"), max_length=200, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(_("in force until"), null=True, blank=True)

    class Meta:
        db_table = "library_source_version"
        verbose_name = _("version of a source")
        verbose_name_plural = _("versions of a source")
        ordering: ClassVar = ["in_force_from", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "label"], name="one_version_a_label")]

    def __str__(self) -> str:
        return f"{self.source} ({self.label})" if self.label else str(self.source)


class Article(models.Model):
    """An article, section or paragraph of a version."""

    version = models.ForeignKey(
        SourceVersion, on_delete=models.PROTECT, related_name="articles", verbose_name=_("version of a source")
    )
    number = models.CharField(_("number"), max_length=60, blank=True)
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        db_table = "library_article"
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "number"], name="one_article_a_number")]

    def __str__(self) -> str:
        return f"{self.version}, {self.number}" if self.number else str(self.version)
