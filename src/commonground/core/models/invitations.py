"""Invitations: a link that opens an account once, until a day."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """The database holds the hash of the link's token; the token is worked out anew from the key when a mail goes."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("account")
    )
    token_hash = models.CharField(max_length=64, unique=True)
    destination = models.CharField(_("where it leads"), max_length=200, default="/tasks/")
    invited_by = models.UUIDField(_("invited by"), null=True)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)

    class Meta:
        db_table = "core_invitation"
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return str(self.key)
