"""Giving out parts, and what is said about answers."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.fieldwork.forms.fields import EndOfDay, long_text
from commonground.fieldwork.models import Assignment, Contributor, Round, Stage, Unit

BIGGEST_TABLE = 1_000_000


class TermsForm(forms.Form):
    """Hours and fee."""

    hours_agreed = forms.DecimalField(
        label=gettext_lazy("Hours agreed"), required=False, min_value=0, max_digits=7, decimal_places=2
    )
    fee = forms.DecimalField(label=gettext_lazy("Fee"), required=False, min_value=0, max_digits=10, decimal_places=2)
    currency = forms.CharField(
        label=gettext_lazy("Currency"), required=False, max_length=3, help_text=gettext_lazy("Three letters: EUR")
    )

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()


class AssignForm(TermsForm):
    """One part for one person."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("An account is opened where there is none, and its holder gets a link."),
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=150)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of their mails"),
        choices=settings.LANGUAGES,
        required=False,
        help_text=gettext_lazy("For a new account. Whoever has one already has chosen their own."),
    )
    stage = forms.ModelChoiceField(label=gettext_lazy("Stage"), queryset=None, empty_label=None)
    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=None, empty_label=None)
    questions = forms.CharField(
        label=gettext_lazy("Only these questions"),
        required=False,
        help_text=gettext_lazy("Codes with spaces between them. Empty is the whole questionnaire."),
    )
    deadline = EndOfDay(label=gettext_lazy("Deadline of its own"), required=False)
    hold = forms.BooleanField(label=gettext_lazy("Let me read the mail before it goes"), required=False)
    field_order = ("email", "name", "language", "stage", "unit", "questions", "deadline")

    def __init__(self, data: object = None, *, round_: Round, initial: object = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["stage"].queryset = Stage.objects.filter(round=round_).select_related("round__index")
        units = Unit.objects.filter(round=round_).select_related("place", "round")
        self.fields["unit"].queryset = units.order_by("place__name")

    def clean_questions(self) -> list[str]:
        return self.cleaned_data["questions"].replace(",", " ").split()


class ReassignForm(forms.Form):
    """Somebody else for a part."""

    contributor = forms.ModelChoiceField(
        label=gettext_lazy("Given to"), queryset=None, help_text=gettext_lazy("Those who work for this index already.")
    )
    keep_answers = forms.BooleanField(
        label=gettext_lazy("Its answers stand in the new part, to be confirmed or changed"), required=False
    )

    def __init__(self, data: object = None, *, assignment: Assignment) -> None:
        super().__init__(data)
        people = Contributor.objects.filter(index=assignment.stage.round.index_id).exclude(pk=assignment.contributor_id)
        self.fields["contributor"].queryset = people


class ReturnForm(forms.Form):
    """What is to be done again."""

    text = long_text(label=gettext_lazy("What is to be done"))
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Only these sections"), required=False, widget=forms.CheckboxSelectMultiple
    )
    questions = forms.CharField(
        label=gettext_lazy("Only these questions"),
        required=False,
        help_text=gettext_lazy("Codes with spaces between them. With neither sections nor questions all is returned."),
    )

    def __init__(self, data: object = None, *, sections: object = (), questions: Mapping[str, str]) -> None:
        """``questions`` are those of the part, each with its section."""
        super().__init__(data)
        self.known = questions
        here = set(questions.values())
        self.fields["sections"].choices = [(code, title or code) for code, title in sections if code in here - {""}]

    def clean_questions(self) -> list[str]:
        codes = self.cleaned_data["questions"].replace(",", " ").split()
        if unknown := [code for code in codes if code not in self.known]:
            raise forms.ValidationError(_("This part has no question %(codes)s.") % {"codes": ", ".join(unknown)})
        return codes

    def codes(self) -> list[str]:
        """The questions that are returned: those named and those of the sections chosen; none is all of them."""
        chosen = self.cleaned_data["sections"]
        whole = [code for code, section in self.known.items() if section in chosen]
        return list(dict.fromkeys([*self.cleaned_data["questions"], *whole]))


class ExtendForm(forms.Form):
    """A deadline of its own."""

    deadline = EndOfDay(label=gettext_lazy("Deadline of its own"), required=False)
    text = long_text(label=gettext_lazy("What its holder is told"), required=False, rows=2)


class SaidForm(forms.Form):
    """What is said in a query."""

    text = long_text(label=gettext_lazy("What you want to say"))


class TableForm(forms.Form):
    """A table of assignments, as a file."""

    file = forms.FileField(label=gettext_lazy("Table"), help_text=gettext_lazy("CSV or XLSX, at most 1 MB."))

    def clean_file(self) -> object:
        if self.cleaned_data["file"].size > BIGGEST_TABLE:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        return self.cleaned_data["file"]
