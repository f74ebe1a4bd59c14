"""Fields that several forms of this room share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from commonground.core.sentences import told
from commonground.methods.errors import Problem


class EndOfDay(forms.DateField):
    """A date, which ends with its day in UTC."""

    def __init__(self, **options: object) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off"}
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs=attributes))
        options.setdefault("help_text", _("Year, month, day: 2026-05-31. The day ends at midnight UTC."))
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def clean(self, value: object) -> dt.datetime | None:
        day = super().clean(value)
        return dt.datetime.combine(day, dt.time(23, 59), tzinfo=dt.UTC) if day else None


class Lines(forms.CharField):
    """A text of several lines as their list; empty lines are left out."""

    def __init__(self, *, rows: int = 6, **options: object) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "dir": "auto"}), **options)

    def clean(self, value: str) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


def long_text(*, rows: int = 4, **options: object) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options)


def add_problems(form: forms.Form, problems: Iterable[Problem]) -> None:
    """What an action refused, above the form's fields."""
    for problem in problems:
        form.add_error(None, told(problem))
