"""What is typed into this room's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptForm(forms.Form):
    """An account that has no password yet takes one; another needs to say yes only."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("At least 12 characters. You sign in with it the next time."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "aria-describedby": "id_password_helptext"}),
    )

    def __init__(self, *args: object, asks: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["password"]
