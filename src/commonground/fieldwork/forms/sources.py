"""A source as it is typed beside an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.fieldwork.actions.sourcing import SourceEntry

DATE = {"inputmode": "numeric", "autocomplete": "off"}
MOST_BYTES = 20_000_000


class IsoDate(forms.DateField):
    """A date as year-month-day, whatever the reader's language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            input_formats=["%Y-%m-%d"],
            error_messages={"invalid": gettext_lazy("Write year, month and day: 2024-12-31")},
            **options,
        )


class SourceForm(forms.Form):
    """All of it is empty where nothing new is cited."""

    law = forms.CharField(max_length=500, required=False)
    article = forms.CharField(max_length=60, required=False)
    place = forms.CharField(max_length=200, required=False)
    quote = forms.CharField(max_length=20_000, required=False)
    adopted = IsoDate()
    in_force_from = IsoDate()
    in_force_until = IsoDate()
    url = forms.CharField(max_length=2000, required=False)
    copy = forms.FileField(required=False, allow_empty_file=False)

    def __init__(self, *args: Any, reference_date: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reference_date = reference_date

    @property
    def is_empty(self) -> bool:
        names = ("law", "article", "quote", "adopted", "in_force_from", "in_force_until", "url")
        return not any((self.data.get(name) or "").strip() for name in names) and not self.files.get("copy")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.is_empty:
            return given
        if not given.get("law") and "law" not in self.errors:
            self.add_error("law", _("Name the law or document"))
        elif not given.get("article") and "article" not in self.errors:
            self.add_error("article", _("Give the article or section of %(law)s") % {"law": given.get("law", "")})
        since = given.get("in_force_from")
        if since and self.reference_date and since.isoformat() > self.reference_date:
            date = {"date": self.reference_date}
            self.add_error("in_force_from", _("“In force from” lies after the reference date, %(date)s") % date)
        copy = given.get("copy")
        if copy and copy.size > MOST_BYTES:
            self.add_error("copy", _("The file has more than 20 MB"))
        return given

    def entry(self, language: str) -> SourceEntry:
        given = self.cleaned_data
        copy = given.get("copy")
        return SourceEntry(
            title=given["law"],
            language=language,
            article=given["article"],
            adopted=given["adopted"],
            in_force_from=given["in_force_from"],
            in_force_until=given["in_force_until"],
            url=given["url"],
            copy=(copy.read(), copy.name) if copy else None,
        )
