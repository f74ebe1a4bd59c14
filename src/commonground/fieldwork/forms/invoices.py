"""Hours and invoices as they are typed."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commonground.fieldwork.forms.fields import long_text


class HoursForm(forms.Form):
    """Hours that somebody worked."""

    hours = forms.DecimalField(label=_("Hours"), min_value=0, max_digits=7, decimal_places=2)
    what = long_text(label=_("What for"), required=False, rows=2, max_length=2000)


class BillForm(forms.Form):
    """An invoice for them."""

    number = forms.CharField(label=_("Number of your invoice"), max_length=60)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=10, decimal_places=2)
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3, help_text=_("Three letters: EUR"))


class PaidForm(forms.Form):
    """When it was paid."""

    paid_on = forms.DateField(label=_("Paid on"), required=False, input_formats=["%Y-%m-%d"])

    def clean_paid_on(self) -> object:
        return self.cleaned_data["paid_on"] or timezone.now().date()


class ContractForm(forms.Form):
    """The paper on which a part rests."""

    reference = forms.CharField(label=_("Contract"), max_length=60)
    signed_on = forms.DateField(
        label=_("Signed on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Year, month, day: 2026-05-31."),
    )
