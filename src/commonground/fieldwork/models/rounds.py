"""A round: a piece of work with its ordered periods and the units it assesses."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.core.models import Place
from commonground.instruments.models import FrameworkVersion, Index, QuestionnaireVersion


class RoundState(models.TextChoices):
    """Where a round stands. From ``locked`` on nothing of it changes, unless an erratum reopens it."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    ADJUDICATION = "adjudication", _("adjudication")
    LOCKED = "locked", _("locked")
    PUBLISHED = "published", _("published")


class Round(models.Model):
    """Fieldwork, or for an import one file: its name, hash, and the recipe that read it.

    ``locking`` counts how often the round was locked: an erratum reopens it and the next locking makes another edition.
    """

    index = models.ForeignKey(Index, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("index"))
    number = models.PositiveIntegerField(_("number"))
    title = models.TextField(_("title"))
    questionnaire = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="rounds")
    framework = models.ForeignKey(
        FrameworkVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("scoring framework"),
    )
    state = models.CharField(_("state"), max_length=12, choices=RoundState, default=RoundState.PLANNED)
    locking = models.PositiveIntegerField(_("times locked"), default=0)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    preview = models.BooleanField(_("those who answer may see the effect on the score"), default=False)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    source_name = models.TextField(_("file"), blank=True)
    source_sha256 = models.CharField(_("hash of the file"), max_length=64, blank=True)
    recipe = models.CharField(_("recipe"), max_length=60, blank=True)
    recipe_version = models.CharField(_("version of the recipe"), max_length=20, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        db_table = "fieldwork_round"
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints: ClassVar = [models.UniqueConstraint(fields=["index", "number"], name="one_round_a_number")]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The round by its natural key, as its audit chain is called: ``round:harbour/3``."""
        return f"round:{self.index.code}/{self.number}"

    @property
    def is_locked(self) -> bool:
        return self.state in {RoundState.LOCKED, RoundState.PUBLISHED}


class Period(models.Model):
    """A reference period of a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="periods")
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=60)
    label = models.CharField(_("label"), max_length=60)
    reference_date = models.DateField(_("reference date"), null=True, blank=True)

    class Meta:
        db_table = "fieldwork_period"
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "code"], name="one_period_a_code")]

    def __str__(self) -> str:
        return self.label


class Unit(models.Model):
    """What is assessed in a round: here, a place."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="units")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="units", verbose_name=_("place"))

    class Meta:
        db_table = "fieldwork_unit"
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "place"], name="one_unit_a_place")]

    def __str__(self) -> str:
        return str(self.place)

    @property
    def subject(self) -> str:
        """The unit's place by its natural key, as responses name their subject: ``place:iso3166:SE``."""
        return f"place:{self.place.scheme}:{self.place.code}"
