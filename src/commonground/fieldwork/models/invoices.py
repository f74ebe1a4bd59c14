"""What people are paid for: the contract of a part, and their invoices until they are paid. No accounting."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.models.assignments import Assignment


class Contract(models.Model):
    """The paper on which a part rests; hours and fee stand in the assignment itself."""

    assignment = models.OneToOneField(
        Assignment, on_delete=models.PROTECT, related_name="contract", verbose_name=_("assignment")
    )
    reference = models.CharField(_("reference"), max_length=60)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta:
        db_table = "fieldwork_contract"
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")

    def __str__(self) -> str:
        return self.reference


class InvoiceState(models.TextChoices):
    """Where an invoice stands."""

    STATED = "stated", _("hours stated")
    RECEIVED = "received", _("invoice received")
    APPROVED = "approved", _("approved")
    PAID = "paid", _("paid")
    REFUSED = "refused", _("refused")


class Invoice(models.Model):
    """Hours that somebody states for a part, and what they ask for them. ``number`` is the one on their own paper."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.PROTECT, related_name="invoices", verbose_name=_("assignment")
    )
    state = models.CharField(_("state"), max_length=10, choices=InvoiceState, default=InvoiceState.STATED)
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=2)
    what = models.TextField(_("what for"), blank=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    stated_at = models.DateTimeField(_("hours stated"), auto_now_add=True)
    received_at = models.DateTimeField(_("received"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)

    class Meta:
        db_table = "fieldwork_invoice"
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.number or f"{self.hours} h"
