"""The outbox: every mail that is to go, has gone or could not, in one table."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One mail to one address. ``key`` says what it is about, so that asking for it twice sends it once."""

    class State(models.TextChoices):
        HELD = "held", _("held until somebody lets it go")
        QUEUED = "queued", _("to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        SUPPRESSED = "suppressed", _("not sent: the address wants no mail")
        FAILED = "failed", _("given up")
        BOUNCED = "bounced", _("came back")
        CANCELLED = "cancelled", _("cancelled")

    key = models.CharField(_("key"), max_length=200, unique=True)
    to = models.EmailField(_("to"), blank=True)
    person = models.UUIDField(null=True, db_index=True)
    template = models.SlugField(_("template"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    invitation = models.ForeignKey("core.Invitation", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due at"))
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    queued_at = models.DateTimeField(_("queued at"))
    queued_by = models.UUIDField(null=True)
    message_id = models.CharField(max_length=120, unique=True)
    problem = models.CharField(_("problem"), max_length=300, blank=True)

    class Meta:
        db_table = "core_mail"
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering: ClassVar = ["-queued_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="core_mail_due")]

    def __str__(self) -> str:
        return self.key


class Suppression(models.Model):
    """An address that gets no mail. It is known by its hash, so that it stays known when its owner is erased."""

    class Reason(models.TextChoices):
        BOUNCED = "bounced", _("mail to it came back")
        ASKED = "asked", _("its owner asked for it")

    address_hash = models.CharField(max_length=64, primary_key=True)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    at = models.DateTimeField(_("since"))

    class Meta:
        db_table = "core_suppression"
        verbose_name = _("address that gets no mail")
        verbose_name_plural = _("addresses that get no mail")
        ordering: ClassVar = ["-at"]

    def __str__(self) -> str:
        return self.address_hash
