"""A new draft, its heading, its sections, what is said of a pilot."""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.instruments.models import Index, QuestionnaireVersion
from commonground.methods.questionnaires import Questionnaire, Section
from commonground.methods.questionnaires.files import READERS

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
MOST_BYTES = 16_000_000
BLANK, COPY, UPLOAD = "blank", "copy", "upload"


class NewForm(forms.Form):
    """Three ways to begin: with nothing, with another version, with a file."""

    way = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        choices=[
            (BLANK, gettext_lazy("nothing")),
            (COPY, gettext_lazy("another version")),
            (UPLOAD, gettext_lazy("a file")),
        ],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label=gettext_lazy("Title, where you begin with nothing"), max_length=200, required=False)
    language = forms.CharField(
        label=gettext_lazy("Source language, where you begin with nothing"),
        help_text=gettext_lazy("Its tag: en, fr, ar. The others are translated from it."),
        max_length=35,
        required=False,
    )
    version = forms.ModelChoiceField(
        label=gettext_lazy("The version to begin with"), queryset=None, required=False, empty_label="–"
    )
    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy(
            "YAML, an XLSForm (.xlsx, .xls), or the CSV of the Barometer’s handbook. 16 MB at most."
        ),
        required=False,
    )

    def __init__(self, *args: object, index: Index) -> None:
        newest = index.questionnaires.order_by("number").last()
        initial = {"way": COPY if newest else BLANK, "version": newest, "language": "en", "title": index.title}
        super().__init__(*args, initial=initial)
        self.fields["version"].queryset = index.questionnaires.order_by("-number")
        self.fields["version"].label_from_instance = lambda each: f"{each.number} ({each.get_state_display()})"
        self.fields["file"].widget.attrs["accept"] = ",".join(READERS)

    def clean(self) -> dict[str, object]:
        said = super().clean()
        needed = {BLANK: ("title", "language"), COPY: ("version",), UPLOAD: ("file",)}.get(said.get("way"), ())
        for name in needed:
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed for the way that you chose."))
        file = said.get("file")
        if file and file.size > MOST_BYTES:
            self.add_error("file", _("The file has more than 16 MB."))
        return said

    def clean_language(self) -> str:
        return checked_language(self.cleaned_data["language"])


def checked_language(tag: str) -> str:
    if tag and not LANGUAGE.fullmatch(tag):
        raise forms.ValidationError(_("“%(tag)s” is no tag of a language. Write en, fr or pt-BR.") % {"tag": tag})
    return tag


class TextsForm(forms.Form):
    """A form with texts in each language of a questionnaire, named ``what-language``."""

    def add_texts(
        self, what: str, label: str, languages: tuple[str, ...], texts: dict[str, str], **options: object
    ) -> None:
        for language in languages:
            field = forms.CharField(label=f"{label} ({language})", required=False, **options)
            field.initial = texts.get(language, "")
            field.widget.attrs |= {"lang": language, "dir": "auto"}
            self.fields[f"{what}-{language}"] = field

    def texts(self, what: str, before: dict[str, str]) -> dict[str, str]:
        """What was typed, with the texts in languages that the form does not show."""
        prefix = f"{what}-"
        typed = {
            name.removeprefix(prefix): self.cleaned_data.get(name, "")
            for name in self.fields
            if name.startswith(prefix)
        }
        whole = {**before, **typed}
        return {language: text for language, text in whole.items() if text}


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "class": "low"})


class HeadingForm(TextsForm):
    """What a questionnaire says of itself, and its languages."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Tags with commas between them, the source language first: en, fr, ar."),
        max_length=300,
    )

    def __init__(self, *args: object, of: Questionnaire, **options: object) -> None:
        super().__init__(*args, **options)
        self.of = of
        self.fields["languages"].initial = ", ".join(of.languages)
        self.add_texts("title", _("Title"), of.languages, dict(of.title), max_length=500)
        self.add_texts("text", _("Introduction"), of.languages, dict(of.text), widget=area())

    def clean_languages(self) -> tuple[str, ...]:
        tags = tuple(checked_language(tag.strip()) for tag in self.cleaned_data["languages"].split(",") if tag.strip())
        if len(set(tags)) < len(tags):
            raise forms.ValidationError(_("A language is named twice."))
        return tags


class SectionForm(TextsForm):
    """One section."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    code = forms.CharField(label=gettext_lazy("Code"), max_length=60)
    parent = forms.ChoiceField(label=gettext_lazy("Inside of"), required=False)
    relevance = forms.CharField(
        label=gettext_lazy("Asked if"),
        help_text=gettext_lazy("A condition over other answers: ${A1} = 'yes'. Empty: always."),
        required=False,
        widget=area(2),
    )
    as_is = forms.BooleanField(
        label=gettext_lazy("Save the conditions as they are, although they are not run"), required=False
    )

    def __init__(self, *args: object, of: Questionnaire, section: Section | None, **options: object) -> None:
        super().__init__(*args, **options)
        self.of, self.before = of, section or Section(code="new")
        if section:
            self.fields["code"].initial, self.fields["parent"].initial = section.code, section.parent
            self.fields["relevance"].initial = section.relevance
        self.fields["parent"].choices = section_choices(of, without=section.code if section else "")
        self.add_texts("title", _("Title"), of.languages, dict(self.before.title), max_length=500)
        self.add_texts("text", _("Introduction"), of.languages, dict(self.before.text), widget=area())
        self.order_fields(["seen", "code", "parent"])


def section_choices(of: Questionnaire, without: str = "") -> list[tuple[str, str]]:
    """Sections as they lie in one another, without one and those inside it."""

    def name(code: str) -> str:
        around = reversed(list(of.around(code)))
        return " › ".join(each.title.get(of.source) or each.code for each in around)[:120]

    inside = {s.code for s in of.sections if any(a.code == without for a in of.around(s.code))}
    return [("", _("no section")), *((s.code, name(s.code)) for s in of.sections if s.code not in inside)]


class PilotForm(forms.Form):
    """A pilot’s answers, or why there was none."""

    file = forms.FileField(
        label=gettext_lazy("The pilot’s answers"),
        help_text=gettext_lazy("CSV or XLSX, a row for each answer. The empty table below has its columns."),
        required=False,
    )
    framework = forms.ModelChoiceField(
        label=gettext_lazy("Scoring framework to try"), queryset=None, required=False, empty_label=gettext_lazy("None")
    )
    waived = forms.CharField(
        label=gettext_lazy("Or: why there was no pilot"), required=False, max_length=2000, widget=area()
    )

    def __init__(self, *args: object, version: QuestionnaireVersion) -> None:
        super().__init__(*args)
        scored = [each for each in version.index.frameworks.order_by("-number") if not each.is_numeric]
        self.fields["framework"].queryset = version.index.frameworks.filter(pk__in=[each.pk for each in scored])
        self.fields["framework"].initial = scored[0] if scored else None
        self.fields["waived"].initial = (version.pilot or {}).get("waived", "")

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if not said.get("file") and not (said.get("waived") or "").strip():
            self.add_error("file", _("Choose a file, or say why there was no pilot."))
        return said
