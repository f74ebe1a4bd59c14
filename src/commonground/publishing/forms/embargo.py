"""Who is let in."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AccessForm(forms.Form):
    """Somebody by name and address."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
