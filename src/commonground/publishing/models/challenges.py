"""Challenges: a reader's doubt on a published answer, its thread, and the outcome on record."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.instruments.models import Index
from commonground.scores.models import Edition


class ChallengeState(models.TextChoices):
    """Where a challenge stands."""

    RECEIVED = "received", _("received")
    REVIEW = "review", _("under review")
    ANSWERED = "answered", _("answered")


class Outcome(models.TextChoices):
    """What became of a challenge."""

    UPHELD = "upheld", _("upheld")
    PARTLY = "partly", _("partly upheld")
    NOT_UPHELD = "not_upheld", _("not upheld")
    OUT_OF_SCOPE = "out_of_scope", _("out of scope")


class Ask(models.TextChoices):
    """Whether a form asks for something."""

    NO = "no", _("not asked")
    OPTIONAL = "optional", _("asked, may be left empty")
    REQUIRED = "required", _("required")


class Step(models.TextChoices):
    """What happened to a challenge."""

    RECEIVED = "received", _("received")
    CONFIRMED = "confirmed", _("address confirmed")
    REVIEW = "review", _("taken up")
    NOTE = "note", _("note of the team")
    ANSWERED = "answered", _("answered")
    CORRECTED = "corrected", _("corrected in an edition")
    ERASED = "erased", _("personal words erased")


class ChallengePolicy(models.Model):
    """Whether an index takes challenges, and what its form asks of whoever makes one. Without a row: all optional."""

    index = models.OneToOneField(
        Index, on_delete=models.CASCADE, related_name="challenge_policy", verbose_name=_("index")
    )
    is_open = models.BooleanField(_("readers may challenge answers"), default=True)
    name = models.CharField(_("name"), max_length=8, choices=Ask, default=Ask.OPTIONAL)
    email = models.CharField(_("e-mail address"), max_length=8, choices=Ask, default=Ask.OPTIONAL)

    class Meta:
        db_table = "publishing_challenge_policy"
        verbose_name = _("policy on challenges")
        verbose_name_plural = _("policies on challenges")

    def __str__(self) -> str:
        return str(self.index)


class Challenge(models.Model):
    """A doubt on one answer of one edition. ``about`` and ``answer`` are the team's words, shown to everybody.

    Nothing here tells of a person: who challenged stands in ``Challenger``, what they wrote in ``ChallengeWords``.
    """

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="challenges", verbose_name=_("edition"))
    place = models.CharField(_("place"), max_length=60)
    question = models.CharField(_("question"), max_length=60)
    period = models.CharField(_("period"), max_length=60)
    state = models.CharField(_("state"), max_length=10, choices=ChallengeState, default=ChallengeState.RECEIVED)
    received_at = models.DateTimeField(_("received"))
    about = models.TextField(_("what was challenged"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    corrected_in = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("corrected in")
    )

    class Meta:
        db_table = "publishing_challenge"
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering: ClassVar = ["-received_at"]
        indexes: ClassVar = [
            models.Index(fields=["edition", "place", "question", "period"], name="challenges_of_an_answer")
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.question} {self.period}"

    @property
    def subject(self) -> str:
        """The challenge as the audit trail calls it."""
        return f"challenge:{self.pk}"


class Challenger(models.Model):
    """Who made a challenge, as far as they said. The row is deleted when they or the team ask for it."""

    challenge = models.OneToOneField(
        Challenge, on_delete=models.CASCADE, related_name="challenger", verbose_name=_("challenge")
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    confirmed_at = models.DateTimeField(_("address confirmed"), null=True, blank=True)

    class Meta:
        db_table = "publishing_challenger"
        verbose_name = _("challenger")
        verbose_name_plural = _("challengers")

    def __str__(self) -> str:
        return str(self.challenge_id)


class ChallengeEntry(models.Model):
    """One step in the thread of a challenge; ``by`` is empty for whoever made it. Only ever added."""

    key = models.UUIDField(_("key"), primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="entries", verbose_name=_("challenge")
    )
    step = models.CharField(_("step"), max_length=10, choices=Step)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        db_table = "publishing_challenge_entry"
        verbose_name = _("entry of a challenge")
        verbose_name_plural = _("entries of challenges")
        ordering: ClassVar = ["at", "key"]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.step}"


class ChallengeWords(models.Model):
    """What was written at a step. Emptied when it is erased; that it was there stays in the thread."""

    entry = models.OneToOneField(
        ChallengeEntry, on_delete=models.PROTECT, related_name="words", verbose_name=_("entry of a challenge")
    )
    text = models.TextField(_("text"), blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        db_table = "publishing_challenge_words"
        verbose_name = _("words of a challenge")
        verbose_name_plural = _("words of challenges")

    def __str__(self) -> str:
        return str(self.entry_id)
