"""A scoring framework from a file or carried over: what is typed for it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.core.sentences import told
from commonground.instruments.forms.versions import area
from commonground.methods.errors import CommongroundError
from commonground.methods.index import Framework
from commonground.methods.index.rules import Weighted
from commonground.methods.questionnaires.carrying import Placing, homes
from commonground.methods.tables.framework import read_framework_alone

APART = "-"
PASTED = "framework.yaml"
LONGEST_NAME = 60
"""Characters of a file's name that are kept: more may be more than a disk takes."""


class FrameworkForm(forms.Form):
    """A framework in our own format, as a file or as its text; ``framework`` is what was read."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("YAML, 2 MB at most. Places and periods may be left out: a round names its own."),
        required=False,
    )
    text = forms.CharField(label=gettext_lazy("Or its text"), required=False, widget=area(16), strip=False)

    framework: Framework
    content: str

    def clean(self) -> dict[str, object]:
        said = super().clean()
        file, text = said.get("file"), said.get("text") or ""
        if not file and not text.strip():
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        name, content = (Path(file.name).name[-LONGEST_NAME:], file.read()) if file else (PASTED, text.encode())
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / name
                path.write_bytes(content)
                self.framework = read_framework_alone(path)
        except CommongroundError as error:
            raise forms.ValidationError(
                [f"{each.place}: {told(each)} [{each.code}]" for each in error.problems]
            ) from None
        self.content = content.decode("utf-8-sig")
        return said


class PlacingForm(forms.Form):
    """Where each new question belongs: two fields for each, by its code."""

    def __init__(
        self, data: object = None, *, framework: Framework, new: tuple[str, ...], titles: dict[str, str]
    ) -> None:
        super().__init__(data)
        self.new = new
        groups = [(group.code, f"{group.title} ({group.code})") for group in homes(framework)]
        weighed = any(isinstance(group.rule, Weighted) for group in homes(framework))
        choices = [("", _("choose")), *groups, (APART, _("It is not scored."))]
        for code in new:
            label = _("%(code)s belongs to") % {"code": code}
            home = forms.ChoiceField(label=label, choices=choices, required=False, help_text=titles.get(code, ""))
            self.fields[f"home-{code}"] = home
            if weighed:
                share = forms.FloatField(
                    label=_("Weight of %(code)s, where its group has weights") % {"code": code},
                    required=False,
                    min_value=0,
                    max_value=1,
                )
                self.fields[f"weight-{code}"] = share

    def placed(self) -> dict[str, Placing]:
        """What was chosen so far."""
        said = self.cleaned_data
        chosen = {code: said.get(f"home-{code}", "") for code in self.new}
        weights = {code: said.get(f"weight-{code}") for code in self.new}
        return {
            code: Placing() if home == APART else Placing(group=home, weight=weights[code])
            for code, home in chosen.items()
            if home
        }
