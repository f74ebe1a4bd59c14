"""The stages of a round, and the framework that scores it, as the team changes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonground.fieldwork.forms.fields import EndOfDay
from commonground.fieldwork.forms.rounds import NONE_YET
from commonground.fieldwork.models import Role, Round, Stage, Work
from commonground.fieldwork.queries.shelf import fitting_frameworks
from commonground.fieldwork.queries.templates import StagePlan

OTHERS = tuple(code for code, _name in settings.LANGUAGES if not code.startswith("en"))


class FrameworkForm(forms.Form):
    """By which framework a round is scored."""

    framework = forms.ModelChoiceField(
        label=gettext_lazy("Scoring framework"), queryset=None, required=False, empty_label=NONE_YET
    )

    def __init__(self, data: object = None, *, round_: Round) -> None:
        super().__init__(data, initial={"framework": round_.framework_id})
        self.fields["framework"].queryset = fitting_frameworks(round_.questionnaire)


class StageForm(forms.Form):
    """One stage. A stage without a code is none."""

    position = forms.IntegerField(label=gettext_lazy("Order"), min_value=1, max_value=99)
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Letters, digits and hyphens. It stays as it is."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Who"), choices=Role.choices)
    work = forms.ChoiceField(label=gettext_lazy("What they do"), choices=Work.choices)
    people = forms.IntegerField(label=gettext_lazy("People a unit"), min_value=0, max_value=99)
    blind = forms.BooleanField(label=gettext_lazy("Blind"), required=False)
    declares = forms.BooleanField(label=gettext_lazy("Interests are declared before work begins"), required=False)
    reads = forms.CharField(
        label=gettext_lazy("Reads the answers of"),
        required=False,
        help_text=gettext_lazy("Codes of stages with commas between them."),
    )
    opens_at = forms.DateField(
        label=gettext_lazy("Opens on"),
        required=False,
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("Year, month, day: 2026-05-01. Empty: with the round."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    deadline = EndOfDay(label=gettext_lazy("Deadline"), required=False)
    away = forms.BooleanField(label=gettext_lazy("Take this stage away"), required=False)

    def __init__(self, *args: object, stage: Stage | None, **options: object) -> None:
        super().__init__(*args, **options)
        self.stage = stage
        title = _("Title")
        for language in OTHERS:
            field = forms.CharField(label=f"{title} ({language})", max_length=200, required=False)
            field.widget.attrs |= {"lang": language, "dir": "auto"}
            self.fields[f"title-{language}"] = field
        if stage:
            self.fields["code"].widget = forms.HiddenInput()
            self.fields["code"].disabled = True
        self.order_fields(["position", "code", "title", *(f"title-{each}" for each in OTHERS)])

    def clean(self) -> dict[str, object]:
        said = super().clean()
        if said.get("title") and not said.get("code"):
            self.add_error("code", self.fields["code"].error_messages["required"])
        if said.get("code") and not said.get("title"):
            self.add_error("title", _("A stage needs a title."))
        return said

    def plan(self) -> StagePlan:
        said = self.cleaned_data
        return StagePlan(
            code=said["code"],
            title=said["title"],
            titles={each: said[f"title-{each}"] for each in OTHERS if said[f"title-{each}"]},
            role=said["role"],
            work=said["work"],
            blind=said["blind"],
            declares=said["declares"],
            reads=tuple(code.strip() for code in said["reads"].split(",") if code.strip()),
            people=said["people"],
            opens_at=self._moment(said["opens_at"]),
            deadline=self._kept("deadline", said["deadline"]),
        )

    def _moment(self, day: dt.date | None) -> dt.datetime | None:
        """The beginning of a day, or the hour that there is where the day is the same."""
        return self._kept("opens_at", dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) if day else None)

    def _kept(self, name: str, moment: dt.datetime | None) -> dt.datetime | None:
        there = getattr(self.stage, name) if self.stage else None
        same = moment and there and moment.date() == there.astimezone(dt.UTC).date()
        return there if same else moment


class StagesForm:
    """All stages of a round by their codes, whatever else changed meanwhile, with an empty one below."""

    def __init__(self, data: object = None, *, round_: Round) -> None:
        stages: list[Stage | None] = [*round_.stages.all(), None]
        self.forms = [
            StageForm(data, prefix=f"s-{stage.code}" if stage else "new", stage=stage, initial=_initial(at, stage))
            for at, stage in enumerate(stages)
        ]

    def __iter__(self) -> Iterator[StageForm]:
        return iter(self.forms)

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    def plans(self) -> list[StagePlan]:
        """The stages in their order, without those taken away."""
        kept = [form for form in self.forms if form.cleaned_data["code"] and not form.cleaned_data["away"]]
        return [form.plan() for form in sorted(kept, key=lambda form: form.cleaned_data["position"])]


def _initial(at: int, stage: Stage | None) -> dict[str, object]:
    if stage is None:
        return {"position": at + 1, "people": 1, "role": Role.CODER, "work": Work.ANSWER}
    names = ("code", "title", "role", "work", "people", "blind", "declares", "opens_at", "deadline")
    titles = {f"title-{language}": (stage.titles or {}).get(language, "") for language in OTHERS}
    return {"position": at + 1, "reads": ", ".join(stage.reads), **titles} | {n: getattr(stage, n) for n in names}
