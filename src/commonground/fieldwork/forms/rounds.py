"""Making a round, and what the team changes of it."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.core.sentences import told
from commonground.fieldwork.forms.fields import EndOfDay, Lines, long_text
from commonground.fieldwork.models import Round, Stage
from commonground.fieldwork.queries.periods import period_problems
from commonground.fieldwork.queries.shelf import (
    Beginning,
    fitting_frameworks,
    frameworks_of,
    places_named,
    questionnaires_of,
)
from commonground.fieldwork.queries.templates import templates
from commonground.methods.tables.bundle import PeriodInfo

PARTS_OF_A_PERIOD = 3
FITTING = "fitting"
NONE_YET = gettext_lazy("None yet")


class PlanForm(forms.Form):
    """A round before it is made."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    questionnaire = forms.ModelChoiceField(label=gettext_lazy("Questionnaire"), queryset=None, empty_label=None)
    framework = forms.ChoiceField(
        label=gettext_lazy("Scoring framework"),
        required=False,
        initial=FITTING,
        help_text=gettext_lazy(
            "With none yet, locking makes no edition until one is named. It can be named until the round is locked."
        ),
    )
    template = forms.ChoiceField(label=gettext_lazy("Way of working"))
    periods = Lines(
        label=gettext_lazy("Periods"),
        rows=3,
        help_text=gettext_lazy("One a line: code, label, reference date. For example: 2025, 2025, 2025-12-31"),
    )
    units = Lines(
        label=gettext_lazy("Units"),
        rows=8,
        help_text=gettext_lazy("One a line: the code of a place, with its scheme where two have it (iso3166:SE)."),
    )
    deadline = EndOfDay(label=gettext_lazy("Deadline of the first stage"), required=False)
    preview = forms.BooleanField(label=gettext_lazy("Those who answer may see the effect on the score"), required=False)

    def __init__(self, data: object = None, *, of: Beginning) -> None:
        initial = {"title": of.title, "periods": "\n".join(of.periods), "units": "\n".join(of.places)}
        super().__init__(data, initial=initial)
        self.fields["questionnaire"].queryset = questionnaires_of(of.index)
        self.frameworks = {str(each.pk): each for each in frameworks_of(of.index)}
        told = _("framework %(n)s, of questionnaire %(questionnaire)s")
        named = {
            key: told % {"n": each.number, "questionnaire": each.questionnaire.number}
            for key, each in self.frameworks.items()
        }
        newest = (FITTING, _("the newest that fits the questionnaire"))
        self.fields["framework"].choices = [newest, *named.items(), ("", NONE_YET)]
        self.fields["template"].choices = [(each.code, each.title) for each in templates()]

    def clean(self) -> dict[str, object]:
        said = super().clean()
        wanted, questionnaire = said.get("framework", ""), said.get("questionnaire")
        if questionnaire:
            fitting = fitting_frameworks(questionnaire)
            said["framework"] = fitting[0] if wanted == FITTING and fitting else self.frameworks.get(wanted)
            if said["framework"] and said["framework"] not in fitting:
                self.add_error("framework", _("It does not fit the questionnaire."))
        return said

    def clean_periods(self) -> list[PeriodInfo]:
        found = [_period(line) for line in self.cleaned_data["periods"]]
        if problems := [told(problem) for problem in period_problems(found)]:
            raise forms.ValidationError(problems)
        return found

    def clean_units(self) -> list[object]:
        named = places_named(self.cleaned_data["units"])
        if named.unknown:
            told = _("No place is called %(words)s. Add it at the desk, or correct the code.")
            raise forms.ValidationError(told % {"words": ", ".join(named.unknown)})
        if named.unclear:
            told = _("Several places are called %(words)s. Write the scheme before the code.")
            raise forms.ValidationError(told % {"words": ", ".join(named.unclear)})
        return list(named.places)


def _period(line: str) -> PeriodInfo:
    code, *more = (part.strip() for part in line.split(",", PARTS_OF_A_PERIOD - 1))
    date = more[1] if len(more) > 1 else ""
    if date:
        try:
            dt.date.fromisoformat(date)
        except ValueError:
            raise forms.ValidationError(_("“%(date)s” is no date.") % {"date": date}) from None
    return PeriodInfo(code=code, label=(more[0] if more else "") or code, reference_date=date)


class DeadlineForm(forms.Form):
    """Another deadline for a stage."""

    stage = forms.ModelChoiceField(label=gettext_lazy("Stage"), queryset=None, empty_label=None)
    deadline = EndOfDay(label=gettext_lazy("New deadline"), required=False)
    text = long_text(
        label=gettext_lazy("What those concerned are told"),
        required=False,
        help_text=gettext_lazy("It stands in their mail under the old and the new date."),
    )

    def __init__(self, data: object = None, *, round_: Round, initial: object = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["stage"].queryset = Stage.objects.filter(round=round_)


class EmbargoForm(forms.Form):
    """Until when nothing is published."""

    until = forms.DateTimeField(
        label=gettext_lazy("Nothing is published before"),
        required=False,
        input_formats=["%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M", attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("UTC: 2026-05-31 09:00. A day without an hour begins at midnight. Empty is no embargo."),
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = long_text(label=gettext_lazy("Reason"))
