"""The audit trail: chains of entries, each entry carrying the hash of the one before it in its chain."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """Who did what to which thing. ``subject`` is a natural key such as ``edition:harbour@1``.

    Nothing in an entry names a person: ``by`` is the random key of an account, and ``personal`` the salted hash of a
    text that stands in ``PersonalText`` until it is erased.
    """

    chain = models.CharField(_("chain"), max_length=120, blank=True)
    number = models.PositiveBigIntegerField(_("number in its chain"))
    at = models.DateTimeField(_("at"))
    by = models.UUIDField(_("by"), null=True)
    verb = models.SlugField(_("verb"), max_length=60)
    subject = models.CharField(_("subject"), max_length=200)
    detail = models.JSONField(_("detail"), default=dict)
    personal = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        db_table = "core_audit_entry"
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chain", "number"], name="one_entry_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"


class AuditHead(models.Model):
    """Where a chain ends. Its row is the lock under which the next entry is written."""

    chain = models.CharField(max_length=120, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "core_audit_head"
        verbose_name = _("head of a chain")
        verbose_name_plural = _("heads of chains")

    def __str__(self) -> str:
        return f"{self.chain or '(rest)'} {self.number} {self.hash}"


class PersonalText(models.Model):
    """What an entry says of a person. Without its salt, which goes with it, the hash in the chain tells nothing."""

    hash = models.CharField(max_length=64, primary_key=True)
    salt = models.CharField(max_length=64)
    text = models.JSONField()
    person = models.UUIDField(null=True, db_index=True)

    class Meta:
        db_table = "core_personal_text"
        verbose_name = _("personal text")
        verbose_name_plural = _("personal texts")

    def __str__(self) -> str:
        return self.hash
