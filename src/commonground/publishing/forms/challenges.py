"""What a reader sends with a challenge, and what the team answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.publishing.models import Ask, Outcome

if TYPE_CHECKING:
    from commonground.publishing.queries.challenges import Asked

MOST = 5000


def _area(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 6, "dir": "auto"})
    return forms.CharField(label=label, max_length=MOST, widget=widget, required=required, help_text=help_text)


class DoubtForm(forms.Form):
    """A doubt on an answer. ``website`` is no field for people: who fills it in is a program."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    reason = _area(_("What is wrong, and what is right"))
    source = forms.CharField(
        label=_("Where it is written"), max_length=2000, required=False, help_text=_("A law, a judgment, an address.")
    )
    name = forms.CharField(label=_("Name"), max_length=150, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("We ask whether it is yours, then write to you what becomes of it. It is never published."),
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, data: object = None, *, asked: Asked) -> None:
        super().__init__(data)
        for name, rule in (("name", asked.name), ("email", asked.email)):
            if rule == Ask.NO:
                del self.fields[name]
            else:
                self.fields[name].required = rule == Ask.REQUIRED

    @property
    def by_a_program(self) -> bool:
        return bool(self.data.get("website"))


class OutcomeForm(forms.Form):
    """The outcome, in words that everybody reads."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    about = _area(_("What was challenged, for everybody"), _("Leave out whatever tells who wrote it."))
    answer = _area(_("What was decided, and why, for everybody"))


class NoteForm(forms.Form):
    """A note among the team."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = _area(_("Note for the team"))


class CorrectionForm(forms.Form):
    """The edition in which it was put right."""

    number = forms.IntegerField(label=_("Number of the edition in which it was put right"), min_value=1)


class PolicyForm(forms.Form):
    """What an index asks of whoever challenges an answer."""

    is_open = forms.BooleanField(label=_("Readers may challenge answers"), required=False)
    name = forms.ChoiceField(label=_("Name"), choices=Ask.choices)
    email = forms.ChoiceField(label=_("E-mail address"), choices=Ask.choices)
